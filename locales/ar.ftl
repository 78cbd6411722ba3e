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
what-is-sent = نرسل إلى الاستقبال رقمك وموضوع زيارتك ولغتك. لا نسأل عن اسمك. تُمحى هذه المعلومات في نهاية اليوم.
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

## Languages

languages-title = اختر لغتك

## Leaflets and pages

only-in = باللغة { $language } فقط
events = الفعاليات
web-code = خذ هذه الصفحة معك: وجّه كاميرا هاتفك إلى المربع
link-at = { $words } ({ $address })
picture-missing = صورة: { $alt }
no-leaflets = لا توجد نشرات هنا بعد. اسأل موظف الاستقبال من فضلك.

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
