# Arabic
# Review: drafted, not yet checked by a native speaker.
# Plain modern standard Arabic. "We" is the office; the visitor is addressed in the singular, staff in the plural.

## Office

header-clock = { $date } · { $time }
built-in-office = الاستقبال

## Buttons on many screens

back = رجوع
start-again = البدء من جديد
languages = اللغات
more-languages = لغات أخرى
take-a-ticket = خذ رقمًا
confirm = تأكيد
finish = إنهاء
still-here = ما زلت هنا
page-down = تابع القراءة
page-up = إلى أعلى

## Home

home-title = كيف يمكننا مساعدتك اليوم؟
take-a-ticket-detail = انتظر حتى ننادي رقمك
leaflets = النشرات
leaflets-detail = الإصلاحات، والإيجار، والانتقال، والسلامة
hours-and-contacts = ساعات العمل والاتصال بنا
hours-and-contacts-detail = أرقام الهاتف، ومن يعمل هنا اليوم
complaints = الشكاوى وعبارات الشكر والملاحظات
complaints-detail = أخبرنا بما أحسنّا فيه وما قصّرنا فيه
open-now = مفتوح الآن
closed = مغلق
hours-unknown = ساعات العمل غير معروفة الآن
hours-unknown-detail = اسأل من فضلك موظف الاستقبال.
closes-at = يغلق الساعة { $time }
opens-today = يفتح اليوم الساعة { $time }
opens-tomorrow = يفتح غدًا الساعة { $time }
opens-weekday = يفتح يوم { $day } الساعة { $time }
opens-date = يفتح يوم { $date } الساعة { $time }
today-hours = اليوم { $hours }
time-range = { $range }
time-ranges = { $ranges }
all-day = طوال اليوم
bank-holiday = عطلة رسمية
people-waiting =
    { $count ->
        [0] لا أحد في الانتظار
        [zero] لا أحد في الانتظار
        [one] شخص واحد في الانتظار
        [two] شخصان في الانتظار
        [few] { $count } أشخاص في الانتظار
        [many] { $count } شخصًا في الانتظار
       *[other] { $count } شخص في الانتظار
    }
wait-minutes =
    { $to ->
        [zero] نحو { $to } دقيقة
        [one] نحو دقيقة واحدة
        [two] نحو دقيقتين
        [few] من { $from } إلى { $to } دقائق تقريبًا
        [many] من { $from } إلى { $to } دقيقة تقريبًا
       *[other] من { $from } إلى { $to } دقيقة تقريبًا
    }
all-notices = كل الإعلانات
not-checked = لم يراجع هذه الترجمة بعدُ شخص لغته الأم العربية.

## No tickets

no-tickets-closed = نعطي الأرقام عندما يكون المكتب مفتوحًا.
no-tickets-today = انتهت أرقام اليوم
no-tickets-closing = سنغلق قريبًا. إذا كان الأمر لا يحتمل الانتظار، فتحدّث من فضلك إلى موظف الاستقبال.
no-tickets-paused = لا نعطي أرقامًا في الوقت الحالي
no-tickets-out-of-order = لا يمكن لهذه الشاشة إعطاء أرقام الآن
ask-reception = تحدّث من فضلك إلى موظف الاستقبال وسيساعدك.

## Choose a service

services-title = ما موضوع زيارتك؟
something-else = موضوع آخر
something-else-detail = لا أعرف، أو أفضّل ألا أقول

## Your visit

visit-title = زيارتك
visit-language = باللغة { $language }
visit-language-detail = سيعرف موظف الاستقبال أي لغة اخترت
visit-promise =
    { $minutes ->
        [zero] سيتحدث إليك أحد موظفينا خلال { $minutes } دقيقة
        [one] سيتحدث إليك أحد موظفينا خلال دقيقة واحدة
        [two] سيتحدث إليك أحد موظفينا خلال دقيقتين
        [few] سيتحدث إليك أحد موظفينا خلال { $minutes } دقائق
        [many] سيتحدث إليك أحد موظفينا خلال { $minutes } دقيقة
       *[other] سيتحدث إليك أحد موظفينا خلال { $minutes } دقيقة
    }
visit-promise-detail = قد يستغرق توفير مترجم فوري أو غرفة خاصة وقتًا أطول
what-is-sent = نرسل إلى الاستقبال رقمك وما طلبته ولغتك. لا نسأل عن اسمك. تُمحى هذه المعلومات في نهاية اليوم.
your-privacy = خصوصيتك
confirm-detail = الحصول على رقمي
storing = لحظة من فضلك…

## Your ticket

ticket-title = رقمك هو
take-a-seat = تفضّل بالجلوس. سننادي رقمك.
people-ahead =
    { $count ->
        [0] دورك هو التالي
        [zero] دورك هو التالي
        [one] قبلك شخص واحد
        [two] قبلك شخصان
        [few] قبلك { $count } أشخاص
        [many] قبلك { $count } شخصًا
       *[other] قبلك { $count } شخص
    }
promised-by = سيتحدث إليك أحد موظفينا بحلول الساعة { $time }
promised-by-detail = قد يستغرق توفير مترجم فوري أو غرفة خاصة وقتًا أطول؛ وسنخبرك بذلك.
show-at-desk = اعرض هذا الرقم على موظف الاستقبال من فضلك
show-at-desk-detail = لا يمكننا الاتصال بالاستقبال من هذه الشاشة الآن.
remember-number = احفظ هذا الرقم أو صوّره
remember-number-detail = لن نناديك باسمك.
ticket-clears =
    { $seconds ->
        [zero] تُمسح هذه الشاشة تلقائيًا بعد { $seconds } ثانية. المسها لتبقى مدة أطول.
        [one] تُمسح هذه الشاشة تلقائيًا بعد ثانية واحدة. المسها لتبقى مدة أطول.
        [two] تُمسح هذه الشاشة تلقائيًا بعد ثانيتين. المسها لتبقى مدة أطول.
        [few] تُمسح هذه الشاشة تلقائيًا بعد { $seconds } ثوانٍ. المسها لتبقى مدة أطول.
        [many] تُمسح هذه الشاشة تلقائيًا بعد { $seconds } ثانية. المسها لتبقى مدة أطول.
       *[other] تُمسح هذه الشاشة تلقائيًا بعد { $seconds } ثانية. المسها لتبقى مدة أطول.
    }
ticket-clears-warning =
    { $seconds ->
        [zero] هل ما زلت تقرأ؟ المس الشاشة. ستُمسح بعد { $seconds } ثانية.
        [one] هل ما زلت تقرأ؟ المس الشاشة. ستُمسح بعد ثانية واحدة.
        [two] هل ما زلت تقرأ؟ المس الشاشة. ستُمسح بعد ثانيتين.
        [few] هل ما زلت تقرأ؟ المس الشاشة. ستُمسح بعد { $seconds } ثوانٍ.
        [many] هل ما زلت تقرأ؟ المس الشاشة. ستُمسح بعد { $seconds } ثانية.
       *[other] هل ما زلت تقرأ؟ المس الشاشة. ستُمسح بعد { $seconds } ثانية.
    }

## The printed slip

slip-asked-for = طلباتك الأخرى
slip-test = تجربة الطابعة
slip-test-right = يجب أن تسهل قراءة كل سطر، وأن تظهر جوانب الإطار الأربعة.

## What else Home offers

appointment = لدي موعد
appointment-detail = أخبرنا بوصولك
talk-in-private = التحدث على انفراد
talk-in-private-detail = لا حاجة لذكر السبب
need-an-interpreter = أحتاج إلى مترجم
need-an-interpreter-detail = مجاني وسري
# One call: the number, and the name of the desk as staff wrote it, such as "Desk 2".
serving-at = { $ticket }، { $desk }
now-serving = يُنادى الآن: { $calls }

## Why a service takes no tickets now

reason-staff-away = لا يوجد موظف متاح لهذا الآن
reason-very-busy = عدد المنتظرين لهذا كبير جدًا الآن
reason-system-fault = أجهزتنا لا تعمل لهذا الآن
reason-closed-early = أُغلق مبكرًا اليوم
reason-meeting = الموظفون في اجتماع. سنعود قريبًا.

## I have an appointment

reference-title = الرقم المرجعي لموعدك
reference-lead = تجده في رسالتك. يمكنك أيضًا مسح الرمز. بدل O اضغط 0، وبدل I أو L اضغط 1.
reference-wrong =
    { $fewest ->
        [zero] لا يبدو هذا رقمًا مرجعيًا. يتكون من { $fewest } حرف أو رقم على الأقل.
        [one] لا يبدو هذا رقمًا مرجعيًا. يتكون من حرف أو رقم واحد على الأقل.
        [two] لا يبدو هذا رقمًا مرجعيًا. يتكون من حرفين أو رقمين على الأقل.
        [few] لا يبدو هذا رقمًا مرجعيًا. يتكون من { $fewest } أحرف أو أرقام على الأقل.
        [many] لا يبدو هذا رقمًا مرجعيًا. يتكون من { $fewest } حرفًا أو رقمًا على الأقل.
       *[other] لا يبدو هذا رقمًا مرجعيًا. يتكون من { $fewest } حرف أو رقم على الأقل.
    }
reference-paused = لم نجد هذه الأرقام المرجعية. تحدّث من فضلك إلى موظف الاستقبال، أو ارجع وخذ رقمًا.
erase = مسح
go-on = متابعة
your-appointment = موعدك: { $reference }

## What can be added to a visit

anything-else = هل تحتاج إلى شيء آخر؟
# A list of what was asked for, put together by the rules of the language.
together = { $parts }
private-room = غرفة خاصة
private-room-with-woman = غرفة خاصة مع امرأة
private-room-with-man = غرفة خاصة مع رجل
private-lead = سنتحدث في غرفة منفردة. لا حاجة لذكر السبب.
officer-gender = إلى من تودّ أن تتحدث؟
no-preference = لا فرق عندي
gender-female = امرأة
gender-male = رجل
no-private = لا أريد غرفة خاصة
spoken-title = ما اللغة التي تتحدثها؟
interpreter-lead = المترجم مجاني ويحافظ على سرية كل شيء.
interpreter-title = مترجمك
# { $language } is the name of the language in itself, such as "Soomaali".
interpreter-in = مترجم: { $language }
interpreter-mode = كيف تريد حضور المترجم؟
mode-in-person = حضوريًا
mode-telephone = عبر الهاتف
mode-video = عبر الفيديو
interpreter-gender = هل تفضّل مترجمة أم مترجمًا؟
another-language = لغة أخرى
no-interpreter = لا أريد مترجمًا
other-needs = احتياجات أخرى
other-needs-detail = مدخل بلا درج، حلقة سمعية، مساعدة في النماذج …
needs-lead = اختر كل ما يساعدك.
need-step-free = طريق بلا درج
need-hearing-loop = حلقة سمعية
need-help-with-forms = مساعدة في ملء النماذج
need-come-to-me = أن يأتي أحد إليّ
need-large-print = رسائل بخط كبير
need-audio = رسائل صوتية
need-braille = رسائل بطريقة برايل
party-title = كم عددكم معًا؟
party =
    { $count ->
        [zero] { $count } شخص
        [one] شخص واحد
        [two] شخصان
        [few] { $count } أشخاص
        [many] { $count } شخصًا
       *[other] { $count } شخص
    }
fewer-people = شخص أقل
more-people = شخص آخر
done = تم

## More on the ticket

mistake = لقد أخطأت
take-back-title = هل تريد إلغاء { $number }؟
take-back-detail = لن ننادي هذا الرقم حينها. يمكنك أخذ رقم جديد.
take-back = نعم، ألغِ { $number }
keep-ticket = لا، احتفظ بالرقم { $number }
not-taken-back = تعذّر إلغاء رقمك
you-asked-for = طلبتَ
appointment-told = أُبلغ الاستقبال بوصولك
appointment-told-detail = سننادي رقمك.
appointment-at = موعدك الساعة { $time }
appointment-was-at = كان موعدك الساعة { $time }
appointment-found = وجدنا موعدك
appointment-early = وصلت مبكرًا. سنناديك عندما يحين الوقت.
appointment-late = سنستقبلك رغم ذلك. هذا الرقم هو دورك.
appointment-not-known = لم نجد هذا الموعد
appointment-other-office = هذا الموعد في مكتب آخر من مكاتبنا
appointment-cancelled = أُلغي هذا الموعد
appointment-officer-away = الموظف المسؤول عنك غير موجود اليوم
appointment-still-seen = لديك دور بهذا الرقم. سيساعدك أحدنا.
appointment-with = مع { $officer }
slip-take = خذ ورقتك المطبوعة
slip-not-printed = تعذّرت طباعة الورقة.

## For staff

staff-title = للموظفين
pin-lead = أدخل الرقم السري.
pin-wrong = الرقم السري غير صحيح.
pin-wait =
    { $seconds ->
        [zero] انتظر { $seconds } ثانية.
        [one] انتظر ثانية واحدة.
        [two] انتظر ثانيتين.
        [few] انتظر { $seconds } ثوانٍ.
        [many] انتظر { $seconds } ثانية.
       *[other] انتظر { $seconds } ثانية.
    }
staff-problems = المشكلات
staff-no-problems = كل شيء يعمل
staff-outbox =
    { $count ->
        [zero] لا رسائل في انتظار نظام الدور
        [one] رسالة واحدة في انتظار نظام الدور
        [two] رسالتان في انتظار نظام الدور
        [few] { $count } رسائل في انتظار نظام الدور
        [many] { $count } رسالة في انتظار نظام الدور
       *[other] { $count } رسالة في انتظار نظام الدور
    }
staff-oldest =
    { $minutes ->
        [zero] الأقدم تنتظر منذ { $minutes } دقيقة
        [one] الأقدم تنتظر منذ دقيقة واحدة
        [two] الأقدم تنتظر منذ دقيقتين
        [few] الأقدم تنتظر منذ { $minutes } دقائق
        [many] الأقدم تنتظر منذ { $minutes } دقيقة
       *[other] الأقدم تنتظر منذ { $minutes } دقيقة
    }
staff-held =
    { $count ->
        [zero] لم يرفض نظام الدور أي رسالة
        [one] رفض نظام الدور رسالة واحدة
        [two] رفض نظام الدور رسالتين
        [few] رفض نظام الدور { $count } رسائل
        [many] رفض نظام الدور { $count } رسالة
       *[other] رفض نظام الدور { $count } رسالة
    }
send-again = أعد الإرسال
print-test = اطبع ورقة تجريبية
folder-emptied = تم إفراغه عمدًا
folder-emptied-detail = اختفى معظم ملفات مجلد المحتوى. ما زال الزوار يرون ما كان فيه. إذا كان إفراغ المجلد مقصودًا فأكّدوا ذلك هنا، وعندها تعرض الشاشة ما بقي فيه فقط.
staff-queue-reached = الاتصال بنظام الدور يعمل
staff-queue-away = لا اتصال بنظام الدور. تحقق من الشبكة ومن الخدمة.
staff-clock-right = الساعة صحيحة
staff-clock-wrong =
    { $minutes ->
        [zero] الساعة خاطئة بمقدار { $minutes } دقيقة. تحقق من وقت الشبكة.
        [one] الساعة خاطئة بمقدار دقيقة واحدة. تحقق من وقت الشبكة.
        [two] الساعة خاطئة بمقدار دقيقتين. تحقق من وقت الشبكة.
        [few] الساعة خاطئة بمقدار { $minutes } دقائق. تحقق من وقت الشبكة.
        [many] الساعة خاطئة بمقدار { $minutes } دقيقة. تحقق من وقت الشبكة.
       *[other] الساعة خاطئة بمقدار { $minutes } دقيقة. تحقق من وقت الشبكة.
    }
staff-clock-not-known = لم تُقارَن الساعة بعد
staff-version = الإصدار { $version }
staff-courier-version = برنامج الإرسال { $version }

## Languages

languages-title = اختر لغتك

## Leaflets and pages

only-in = باللغة { $language } فقط
events = الفعاليات
web-code = خذ هذه الصفحة معك: وجّه كاميرا هاتفك إلى المربع
link-at = { $words } ({ $address })
picture-missing = صورة: { $alt }
page-unreadable = تعذّر فتح هذه الصفحة الآن. يُرجى السؤال في الاستقبال.
no-leaflets = لا توجد نشرات هنا بعد. اسأل موظف الاستقبال من فضلك.
no-notices = لا توجد إعلانات اليوم.

## Opening hours and contacts

hours-days = هذا الأسبوع
hours-day = { $date }
contacts = كيف تتصل بنا
address = عنواننا
on-duty = الموجودون اليوم
more-about-us = المزيد عنا
privacy = خصوصيتك
standards = معايير خدمتنا
code = { $code }

## Are you still there?

still-there-title = هل ما زلت هنا؟
still-there =
    { $seconds ->
        [zero] إذا لم تفعل شيئًا، فستعود هذه الشاشة إلى البداية بعد { $seconds } ثانية، حتى لا يرى أحد غيرك ما اخترته.
        [one] إذا لم تفعل شيئًا، فستعود هذه الشاشة إلى البداية بعد ثانية واحدة، حتى لا يرى أحد غيرك ما اخترته.
        [two] إذا لم تفعل شيئًا، فستعود هذه الشاشة إلى البداية بعد ثانيتين، حتى لا يرى أحد غيرك ما اخترته.
        [few] إذا لم تفعل شيئًا، فستعود هذه الشاشة إلى البداية بعد { $seconds } ثوانٍ، حتى لا يرى أحد غيرك ما اخترته.
        [many] إذا لم تفعل شيئًا، فستعود هذه الشاشة إلى البداية بعد { $seconds } ثانية، حتى لا يرى أحد غيرك ما اخترته.
       *[other] إذا لم تفعل شيئًا، فستعود هذه الشاشة إلى البداية بعد { $seconds } ثانية، حتى لا يرى أحد غيرك ما اخترته.
    }

## Office closed

closed-phones = للأمور التي لا تنتظر

## Emergency notice

emergency-notice = إعلان طارئ
emergency-phones = بمن تتصل

## Out of service

out-of-service = هذه الشاشة لا تعمل
out-of-service-visitor = تحدّث من فضلك إلى موظف الاستقبال وسيساعدك.
out-of-service-content = للموظفين: تعذّرت قراءة مجلد المحتوى. أعيدوه إلى مكانه، أو افحصوه بالأمر «reception-kiosk check». ستعود الشاشة إلى العمل تلقائيًا.
out-of-service-settings = للموظفين: تعذّرت قراءة الإعدادات. صحّحوها ثم أعيدوا تشغيل الجهاز.
starting = لحظة من فضلك
starting-visitor = يجري تشغيل هذه الشاشة.
starting-staff = للموظفين: إذا بقيت هذه الرسالة، فمجلد المحتوى غير موجود بعد.

## Names of languages

language-name-en-GB = الإنجليزية
language-name-bn = البنغالية
language-name-tr = التركية
language-name-ar = العربية
language-name-pl = البولندية
language-name-zh-Hans = الصينية (المبسطة)

## Call display
# The screen across the waiting room. { $desk } is display-desk, one of the rooms or the name as staff wrote it.

display-title = شاشة النداء
display-now-calling = يُنادى الآن
display-last-called = آخر نداء
display-before = نداءات سابقة
display-waiting = تفضّل بالجلوس. سيظهر رقمك هنا.
display-go-to = توجّه من فضلك إلى: { $desk }
display-desk = المكتب { $number }
display-room = الغرفة { $number }
display-interview-room = غرفة المقابلات { $number }
# Spoken aloud after the chime. The ticket is read letter by letter.
display-spoken = الرقم { $ticket }. توجّه من فضلك إلى: { $desk }.
display-sound = المس الشاشة لتشغيل الصوت
display-not-up-to-date = هذه المعلومات غير محدّثة. اسأل من فضلك موظف الاستقبال.
display-not-up-to-date-since = لم تُحدّث هذه المعلومات منذ { $time }. اسأل من فضلك موظف الاستقبال.
display-no-access = هذه الشاشة لا تعرض الأرقام بعد. اسأل من فضلك موظف الاستقبال.
display-no-access-staff = للموظفين: افتحوها مرة واحدة برمز الشاشة، أو سجّلوا الدخول.

## Headers of pages in the content folder
# What staff write in the first lines of a page, before the colon, and as its priority. After a comma stand other ways
# to write the same; the first is the one that is taught.

page-key-title = العنوان، عنوان الصفحة
page-key-show-from = العرض من، يعرض من، عرض من، إظهار من
page-key-show-until = العرض حتى، يعرض حتى، عرض حتى، إظهار حتى
page-key-review-by = المراجعة قبل، تاريخ المراجعة، المراجعة بحلول
page-key-priority = الأولوية، أولوية
page-key-web = الموقع الإلكتروني، رابط الموقع، موقع الويب
page-priority-high = عالية، عالي، مرتفعة
page-priority-normal = عادية، عادي، متوسطة
page-priority-low = منخفضة، منخفض
