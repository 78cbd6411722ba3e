# Bengali
# Review: drafted, not yet checked by a native speaker.
# Everyday standard Bengali (চলিত) as in Bangladesh, polite আপনি throughout. "We" is the office; digits are Latin.

## Office

header-clock = { $date } · { $time }
built-in-office = রিসেপশন

## Buttons on many screens

back = ফিরে যান
start-again = আবার শুরু করুন
languages = ভাষা
more-languages = আরও ভাষা
take-a-ticket = নম্বর নিন
confirm = নিশ্চিত করুন
finish = শেষ করুন
still-here = আমি এখনো আছি
page-down = আরও পড়ুন
page-up = ওপরে ফিরুন

## Home

home-title = আজ আমরা কীভাবে সাহায্য করতে পারি?
take-a-ticket-detail = নম্বর না ডাকা পর্যন্ত অপেক্ষা করুন
leaflets = লিফলেট
leaflets-detail = মেরামত, ভাড়া, বাসা বদল, নিরাপত্তা
hours-and-contacts = খোলার সময় ও যোগাযোগ
hours-and-contacts-detail = ফোন নম্বর, আজ কারা আছেন
complaints = অভিযোগ, প্রশংসা ও মতামত
complaints-detail = আমরা কী ভালো বা খারাপ করেছি, জানান
open-now = এখন খোলা
closed = বন্ধ
hours-unknown = খোলার সময় এখন জানা নেই
hours-unknown-detail = দয়া করে ডেস্কে জিজ্ঞাসা করুন।
closes-at = { $time }-এ বন্ধ হবে
opens-today = আজ { $time }-এ খুলবে
opens-tomorrow = আগামীকাল { $time }-এ খুলবে
opens-weekday = { $day } { $time }-এ খুলবে
opens-date = { $date }, { $time }-এ খুলবে
today-hours = আজ { $hours }
time-range = { $range }
time-ranges = { $ranges }
all-day = সারা দিন
bank-holiday = সরকারি ছুটি
people-waiting =
    { $count ->
        [0] কেউ অপেক্ষায় নেই
        [one] { $count } জন অপেক্ষা করছেন
       *[other] { $count } জন অপেক্ষা করছেন
    }
wait-minutes =
    { $to ->
        [one] প্রায় { $to } মিনিট
       *[other] প্রায় { $from } থেকে { $to } মিনিট
    }
all-notices = সব নোটিশ
not-checked = বাংলা যাঁর মাতৃভাষা, এমন কেউ এই লেখা এখনো যাচাই করেননি।

## No tickets

no-tickets-closed = অফিস খোলা থাকলে আমরা নম্বর দিই।
no-tickets-today = আজ আর নম্বর দেওয়া হবে না
no-tickets-closing = আমরা একটু পরেই বন্ধ করব। অপেক্ষা করা সম্ভব না হলে দয়া করে ডেস্কে কথা বলুন।
no-tickets-paused = এই মুহূর্তে নম্বর দেওয়া হচ্ছে না
no-tickets-out-of-order = এই স্ক্রিন এখন নম্বর দিতে পারছে না
ask-reception = দয়া করে ডেস্কে কথা বলুন। কর্মীরা আপনাকে সাহায্য করবেন।

## Choose a service

services-title = কী বিষয়ে এসেছেন?
something-else = অন্য কিছু
something-else-detail = ঠিক জানেন না, বা বলতে চান না

## Your visit

visit-title = আপনার সাক্ষাৎ
visit-language = { $language } ভাষায়
visit-language-detail = আপনি কোন ভাষা বেছেছেন, ডেস্কের কর্মীরা তা জানবেন
visit-promise =
    { $minutes ->
        [one] { $minutes } মিনিটের মধ্যে একজন কর্মী আপনার সঙ্গে কথা বলবেন
       *[other] { $minutes } মিনিটের মধ্যে একজন কর্মী আপনার সঙ্গে কথা বলবেন
    }
visit-promise-detail = দোভাষী বা একান্তে কথা বলার ঘর লাগলে বেশি সময় লাগতে পারে
what-is-sent = আমরা ডেস্কে আপনার নম্বর, আপনি যা চেয়েছেন ও ভাষা পাঠাই। আপনার নাম জানতে চাই না। দিনের শেষে এসব মুছে ফেলা হয়।
your-privacy = আপনার গোপনীয়তা
confirm-detail = আমার নম্বর দিন
storing = একটু অপেক্ষা করুন…

## Your ticket

ticket-title = আপনার নম্বর
take-a-seat = দয়া করে বসুন। আমরা আপনার নম্বর ডাকব।
people-ahead =
    { $count ->
        [0] এরপর আপনার পালা
        [one] আপনার আগে { $count } জন আছেন
       *[other] আপনার আগে { $count } জন আছেন
    }
promised-by = { $time }-এর মধ্যে একজন কর্মী আপনার সঙ্গে কথা বলবেন
promised-by-detail = দোভাষী বা একান্তে কথা বলার ঘর লাগলে বেশি সময় লাগতে পারে; আমরা আপনাকে জানাব।
show-at-desk = দয়া করে এই নম্বরটি ডেস্কে দেখান
show-at-desk-detail = এই স্ক্রিন থেকে এখন ডেস্কে যোগাযোগ করা যাচ্ছে না।
remember-number = এই নম্বর মনে রাখুন বা ছবি তুলে নিন
remember-number-detail = আমরা আপনার নাম ধরে ডাকব না।
ticket-clears =
    { $seconds ->
        [one] { $seconds } সেকেন্ড পর এই স্ক্রিন নিজে থেকে মুছে যাবে। বেশি সময় রাখতে স্ক্রিন ছুঁয়ে দিন।
       *[other] { $seconds } সেকেন্ড পর এই স্ক্রিন নিজে থেকে মুছে যাবে। বেশি সময় রাখতে স্ক্রিন ছুঁয়ে দিন।
    }
ticket-clears-warning =
    { $seconds ->
        [one] এখনো পড়ছেন? স্ক্রিন ছুঁয়ে দিন। { $seconds } সেকেন্ড পর লেখা মুছে যাবে।
       *[other] এখনো পড়ছেন? স্ক্রিন ছুঁয়ে দিন। { $seconds } সেকেন্ড পর লেখা মুছে যাবে।
    }

## The printed slip

slip-asked-for = আপনি আরও চেয়েছেন
slip-test = প্রিন্টার পরীক্ষা
slip-test-right = প্রতিটি লাইন সহজে পড়া যাওয়া উচিত, আর চারপাশের দাগ পুরোটা থাকা উচিত।

## What else Home offers

appointment = আমার অ্যাপয়েন্টমেন্ট আছে
appointment-detail = আপনি এসেছেন তা আমাদের জানান
talk-in-private = একান্তে কথা বলুন
talk-in-private-detail = কারণ বলতে হবে না
need-an-interpreter = আমার দোভাষী লাগবে
need-an-interpreter-detail = বিনামূল্যে ও গোপনীয়
# One call: the number, and the name of the desk as staff wrote it, such as "Desk 2".
serving-at = { $ticket }, { $desk }
now-serving = এখন ডাকা হচ্ছে: { $calls }

## Why a service takes no tickets now

reason-staff-away = এই কাজের জন্য এখন কোনো কর্মী নেই
reason-very-busy = এই কাজের জন্য এখন অনেক বেশি মানুষ অপেক্ষা করছেন
reason-system-fault = এই কাজের জন্য আমাদের কম্পিউটার এখন চলছে না
reason-closed-early = আজ আগে বন্ধ হয়েছে
reason-meeting = কর্মীরা সভায় আছেন। শিগগিরই আবার শুরু হবে।

## I have an appointment

reference-title = আপনার অ্যাপয়েন্টমেন্টের রেফারেন্স
reference-lead = এটি আপনার চিঠি বা বার্তায় আছে। কোডটি স্ক্যানও করতে পারেন। O-এর বদলে 0, I বা L-এর বদলে 1 চাপুন।
reference-wrong =
    { $fewest ->
        [one] এটি রেফারেন্স বলে মনে হচ্ছে না। এতে কমপক্ষে { $fewest }টি অক্ষর বা সংখ্যা থাকে।
       *[other] এটি রেফারেন্স বলে মনে হচ্ছে না। এতে কমপক্ষে { $fewest }টি অক্ষর বা সংখ্যা থাকে।
    }
reference-paused = এই রেফারেন্সগুলো পাওয়া যায়নি। দয়া করে ডেস্কে কথা বলুন, অথবা ফিরে গিয়ে টিকিট নিন।
erase = মুছুন
go-on = এগিয়ে যান
your-appointment = আপনার অ্যাপয়েন্টমেন্ট: { $reference }

## What can be added to a visit

anything-else = আর কিছু লাগবে?
# A list of what was asked for, put together by the rules of the language.
together = { $parts }
private-room = একান্তে কথা বলার ঘর
private-room-with-woman = একান্তে কথা বলার ঘর, একজন মহিলার সঙ্গে
private-room-with-man = একান্তে কথা বলার ঘর, একজন পুরুষের সঙ্গে
private-lead = আমরা আলাদা ঘরে কথা বলব। কারণ বলতে হবে না।
officer-gender = আপনি কার সঙ্গে কথা বলতে চান?
no-preference = যে কেউ
gender-female = একজন মহিলা
gender-male = একজন পুরুষ
no-private = আলাদা ঘর লাগবে না
spoken-title = আপনি কোন ভাষায় কথা বলেন?
interpreter-lead = দোভাষী বিনামূল্যে, এবং সব কথা গোপন রাখেন।
interpreter-title = আপনার দোভাষী
# { $language } is the name of the language in itself, such as "Soomaali".
interpreter-in = দোভাষী: { $language }
interpreter-mode = দোভাষী কীভাবে থাকবেন?
mode-in-person = সামনাসামনি
mode-telephone = টেলিফোনে
mode-video = ভিডিওতে
interpreter-gender = দোভাষী মহিলা না পুরুষ হবেন?
another-language = অন্য ভাষা
no-interpreter = দোভাষী লাগবে না
other-needs = অন্যান্য প্রয়োজন
other-needs-detail = সিঁড়ি ছাড়া পথ, হিয়ারিং লুপ, ফর্ম পূরণে সাহায্য …
needs-lead = আপনার যা যা কাজে লাগবে সব বেছে নিন।
need-step-free = সিঁড়ি ছাড়া পথ
need-hearing-loop = হিয়ারিং লুপ
need-help-with-forms = ফর্ম পূরণে সাহায্য
need-come-to-me = কেউ আমার কাছে আসুন
need-large-print = বড় অক্ষরে চিঠি
need-audio = অডিওতে চিঠি
need-braille = ব্রেইলে চিঠি
party-title = আপনারা একসঙ্গে কতজন এসেছেন?
party =
    { $count ->
        [one] { $count } জন
       *[other] { $count } জন
    }
fewer-people = একজন কম
more-people = একজন বেশি
done = হয়ে গেছে

## More on the ticket

mistake = আমার ভুল হয়েছে
take-back-title = { $number } ফিরিয়ে নেবেন?
take-back-detail = তাহলে আমরা এই নম্বর ডাকব না। আপনি নতুন নম্বর নিতে পারবেন।
take-back = হ্যাঁ, { $number } ফিরিয়ে নিন
keep-ticket = না, { $number } রাখুন
not-taken-back = আপনার নম্বর ফিরিয়ে নেওয়া যায়নি
you-asked-for = আপনি চেয়েছেন
appointment-told = আপনি এসেছেন তা ডেস্ককে জানানো হয়েছে
appointment-told-detail = আমরা আপনার নম্বর ডাকব।
appointment-at = আপনার অ্যাপয়েন্টমেন্ট { $time }-এ
appointment-was-at = আপনার অ্যাপয়েন্টমেন্ট ছিল { $time }-এ
appointment-found = আপনার অ্যাপয়েন্টমেন্ট পাওয়া গেছে
appointment-early = আপনি আগে এসেছেন। সময় হলে আমরা আপনাকে ডাকব।
appointment-late = তবু আমরা আপনার সঙ্গে দেখা করব। এই নম্বরই আপনার জায়গা।
appointment-not-known = এই অ্যাপয়েন্টমেন্টটি পাওয়া যায়নি
appointment-other-office = এই অ্যাপয়েন্টমেন্ট আমাদের অন্য অফিসে
appointment-cancelled = এই অ্যাপয়েন্টমেন্ট বাতিল হয়েছে
appointment-officer-away = আপনার কর্মকর্তা আজ নেই
appointment-still-seen = এই নম্বরে আপনার জায়গা আছে। একজন আপনাকে সাহায্য করবেন।
appointment-with = { $officer }-এর সঙ্গে
slip-take = আপনার ছাপা কাগজটি নিন
slip-not-printed = কাগজ ছাপানো গেল না।

## For staff

staff-title = কর্মীদের জন্য
pin-lead = পিন দিন।
pin-wrong = পিনটি সঠিক নয়।
pin-wait =
    { $seconds ->
        [one] { $seconds } সেকেন্ড অপেক্ষা করুন।
       *[other] { $seconds } সেকেন্ড অপেক্ষা করুন।
    }
staff-problems = কী সমস্যা
staff-no-problems = সব ঠিক আছে
staff-outbox =
    { $count ->
        [one] সারি-ব্যবস্থায় পাঠানোর অপেক্ষায় { $count }টি বার্তা
       *[other] সারি-ব্যবস্থায় পাঠানোর অপেক্ষায় { $count }টি বার্তা
    }
staff-oldest =
    { $minutes ->
        [one] সবচেয়ে পুরোনোটি { $minutes } মিনিট ধরে অপেক্ষায়
       *[other] সবচেয়ে পুরোনোটি { $minutes } মিনিট ধরে অপেক্ষায়
    }
staff-held =
    { $count ->
        [one] সারি-ব্যবস্থা { $count }টি বার্তা নেয়নি
       *[other] সারি-ব্যবস্থা { $count }টি বার্তা নেয়নি
    }
send-again = আবার পাঠান
print-test = পরীক্ষার কাগজ ছাপান
folder-emptied = ইচ্ছা করেই খালি করা হয়েছে
folder-emptied-detail = কনটেন্ট ফোল্ডারের বেশির ভাগ ফাইল আর নেই। দর্শনার্থীরা এখনও আগের সবই দেখছেন। ইচ্ছা করে খালি করা হয়ে থাকলে এখানে জানান; তখন শুধু যা বাকি আছে তা-ই দেখানো হবে।
staff-queue-reached = সারি-ব্যবস্থায় সংযোগ আছে
staff-queue-away = সারি-ব্যবস্থায় সংযোগ নেই। নেটওয়ার্ক ও সারি-সার্ভিস দেখুন।
staff-clock-right = ঘড়ি ঠিক আছে
staff-clock-wrong =
    { $minutes ->
        [one] ঘড়ি { $minutes } মিনিট ভুল। নেটওয়ার্ক সময় দেখুন।
       *[other] ঘড়ি { $minutes } মিনিট ভুল। নেটওয়ার্ক সময় দেখুন।
    }
staff-clock-not-known = ঘড়ি এখনও মেলানো হয়নি
staff-version = সংস্করণ { $version }
staff-courier-version = পাঠানোর প্রোগ্রাম { $version }

## Languages

languages-title = আপনার ভাষা বেছে নিন

## Leaflets and pages

only-in = শুধু { $language } ভাষায়
events = অনুষ্ঠান
web-code = এই পাতা সঙ্গে নিয়ে যান: ফোনের ক্যামেরা চারকোনা কোডটির দিকে ধরুন
link-at = { $words } ({ $address })
picture-missing = ছবি: { $alt }
page-unreadable = এই পাতাটি এখন খোলা যাচ্ছে না। অনুগ্রহ করে রিসেপশনে জিজ্ঞাসা করুন।
no-leaflets = এখানে এখনো কোনো লিফলেট নেই। দয়া করে ডেস্কে জিজ্ঞেস করুন।
no-notices = আজ কোনো নোটিশ নেই।

## Opening hours and contacts

hours-days = এই সপ্তাহ
hours-day = { $date }
contacts = যোগাযোগের উপায়
address = আমাদের ঠিকানা
on-duty = আজ যাঁরা আছেন
more-about-us = আমাদের সম্পর্কে আরও
privacy = আপনার গোপনীয়তা
standards = আমাদের সেবার মান
code = { $code }

## Are you still there?

still-there-title = আপনি কি এখনো আছেন?
still-there =
    { $seconds ->
        [one] কিছু না করলে { $seconds } সেকেন্ড পর এই স্ক্রিন শুরুতে ফিরে যাবে, যাতে আপনি কী বেছেছেন তা অন্য কেউ দেখতে না পান।
       *[other] কিছু না করলে { $seconds } সেকেন্ড পর এই স্ক্রিন শুরুতে ফিরে যাবে, যাতে আপনি কী বেছেছেন তা অন্য কেউ দেখতে না পান।
    }

## Office closed

closed-phones = খুব জরুরি হলে

## Emergency notice

emergency-notice = জরুরি নোটিশ
emergency-phones = কাকে ফোন করবেন

## Out of service

out-of-service = এই স্ক্রিন কাজ করছে না
out-of-service-visitor = দয়া করে ডেস্কে কথা বলুন। কর্মীরা আপনাকে সাহায্য করবেন।
out-of-service-content = কর্মীদের জন্য: কনটেন্ট ফোল্ডার পড়া যায়নি। ফোল্ডারটি জায়গামতো ফিরিয়ে রাখুন, অথবা “reception-kiosk check” দিয়ে যাচাই করুন। এরপর স্ক্রিন নিজে থেকেই চালু হবে।
out-of-service-settings = কর্মীদের জন্য: সেটিংস পড়া যায়নি। সেটিংস ঠিক করে কিয়স্ক আবার চালু করুন।
starting = একটু অপেক্ষা করুন
starting-visitor = এই স্ক্রিন চালু হচ্ছে।
starting-staff = কর্মীদের জন্য: এই লেখা না সরলে বুঝবেন, কনটেন্ট ফোল্ডার এখনো নেই।

## Names of languages

language-name-en-GB = ইংরেজি
language-name-bn = বাংলা
language-name-tr = তুর্কি
language-name-ar = আরবি
language-name-pl = পোলিশ
language-name-zh-Hans = চীনা (সরলীকৃত)

## Call display
# The screen across the waiting room. { $desk } is display-desk, one of the rooms or the name as staff wrote it.

display-title = ডাকার পর্দা
display-now-calling = এখন ডাকা হচ্ছে
display-last-called = সর্বশেষ ডাকা হয়েছে
display-before = আগে ডাকা হয়েছে
display-waiting = দয়া করে বসুন। আপনার নম্বর এখানে দেখানো হবে।
display-go-to = দয়া করে এখানে যান: { $desk }
display-desk = ডেস্ক { $number }
display-room = কক্ষ { $number }
display-interview-room = সাক্ষাৎকার কক্ষ { $number }
# Spoken aloud after the chime. The ticket is read letter by letter.
display-spoken = নম্বর { $ticket }। দয়া করে এখানে যান: { $desk }।
display-sound = শব্দ চালু করতে স্পর্শ করুন
display-not-up-to-date = তথ্য হালনাগাদ নয়। দয়া করে ডেস্কে জিজ্ঞাসা করুন।
display-not-up-to-date-since = { $time } থেকে তথ্য হালনাগাদ হয়নি। দয়া করে ডেস্কে জিজ্ঞাসা করুন।
display-no-access = এই পর্দায় এখনও নম্বর দেখানো হচ্ছে না। দয়া করে ডেস্কে জিজ্ঞাসা করুন।
display-no-access-staff = কর্মীদের জন্য: পর্দার টোকেন দিয়ে একবার এটি খুলুন, অথবা সাইন ইন করুন।

## Headers of pages in the content folder
# What staff write in the first lines of a page, before the colon, and as its priority. After a comma stand other ways
# to write the same; the first is the one that is taught.

page-key-title = শিরোনাম
page-key-show-from = প্রদর্শন শুরু, প্রদর্শনের শুরু, দেখানো শুরু
page-key-show-until = প্রদর্শন শেষ, প্রদর্শনের শেষ, দেখানো শেষ
page-key-review-by = পর্যালোচনার তারিখ, পর্যালোচনা, যাচাইয়ের তারিখ
page-key-priority = অগ্রাধিকার, গুরুত্ব
page-key-web = ওয়েবসাইট, ওয়েব ঠিকানা, ওয়েব
page-priority-high = উচ্চ, বেশি
page-priority-normal = সাধারণ, স্বাভাবিক
page-priority-low = নিম্ন, কম
