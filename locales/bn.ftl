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
what-is-sent = আমরা ডেস্কে আপনার নম্বর, আসার কারণ ও ভাষা পাঠাই। আপনার নাম জানতে চাই না। দিনের শেষে এসব মুছে ফেলা হয়।
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

## Languages

languages-title = আপনার ভাষা বেছে নিন

## Leaflets and pages

only-in = শুধু { $language } ভাষায়
events = অনুষ্ঠান
web-code = এই পাতা সঙ্গে নিয়ে যান: ফোনের ক্যামেরা চারকোনা কোডটির দিকে ধরুন
link-at = { $words } ({ $address })
picture-missing = ছবি: { $alt }
no-leaflets = এখানে এখনো কোনো লিফলেট নেই। দয়া করে ডেস্কে জিজ্ঞেস করুন।

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
