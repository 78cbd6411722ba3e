# English (United Kingdom), the language every other one is translated from.
# Review: written and checked by the authors.
# Plain English, reading age 9. "We" is the office, "you" the visitor.

## Office

# The header: weekday with day and month, and the time. { $date } reads "Saturday 21 November".
header-clock = { $date } · { $time }
# Shown in the header when there is no content folder.
built-in-office = Reception

## Buttons on many screens

back = Back
start-again = Start again
languages = Languages
more-languages = More languages
take-a-ticket = Take a ticket
confirm = Confirm
finish = Finish
still-here = I am still here
# Moves a long page on or back by one screenful.
page-down = Read on
page-up = Go back up

## Home

home-title = How can we help today?
take-a-ticket-detail = Wait for your number to be called
leaflets = Leaflets
leaflets-detail = Repairs, rent, moving, safety
hours-and-contacts = Opening hours and contacts
hours-and-contacts-detail = Phone numbers, who is here today
complaints = Complaints, compliments and comments
complaints-detail = Tell us what we did well or badly
open-now = Open now
closed = Closed
hours-unknown = Opening hours not known
hours-unknown-detail = Please ask at reception.
closes-at = Closes at { $time }
opens-today = Opens today at { $time }
opens-tomorrow = Opens tomorrow at { $time }
# { $day } is a weekday, such as "Monday".
opens-weekday = Opens on { $day } at { $time }
opens-date = Opens on { $date } at { $time }
# { $hours } reads "09:00–17:00", or "09:00–12:30 and 13:30–17:00".
today-hours = Today { $hours }
time-range = { $range }
time-ranges = { $ranges }
# Stands where a range of hours would: "Today all day".
all-day = all day
bank-holiday = Bank holiday
people-waiting =
    { $count ->
        [0] Nobody is waiting
        [one] { $count } person is waiting
       *[other] { $count } people are waiting
    }
wait-minutes =
    { $to ->
        [one] about { $to } minute
       *[other] about { $from } to { $to } minutes
    }
all-notices = All notices
# One quiet line on a language's Home until a native speaker has checked its words.
not-checked = These words have not yet been checked by a native speaker.

## No tickets

no-tickets-closed = We give tickets while the office is open.
no-tickets-today = No more tickets today
no-tickets-closing = We close soon. If it cannot wait, please speak to reception.
no-tickets-paused = No tickets at the moment
no-tickets-out-of-order = This screen cannot give tickets now
ask-reception = Please speak to reception. They will help you.

## Choose a service

services-title = What is it about?
something-else = Something else
something-else-detail = Not sure, or would rather not say

## Your visit

visit-title = Your visit
# { $language } is the name of the language of the screen.
visit-language = In { $language }
visit-language-detail = Reception will know which language you chose
visit-promise =
    { $minutes ->
        [one] Someone will speak to you within { $minutes } minute
       *[other] Someone will speak to you within { $minutes } minutes
    }
visit-promise-detail = An interpreter or a private room may take longer
what-is-sent = We send reception your number, what you asked for and your language. We do not ask your name. It is erased at the end of the day.
your-privacy = Your privacy
confirm-detail = Get my number
storing = One moment…

## Your ticket

ticket-title = Your number is
take-a-seat = Please take a seat. We will call your number.
people-ahead =
    { $count ->
        [0] You are next
        [one] { $count } person is ahead of you
       *[other] { $count } people are ahead of you
    }
promised-by = Someone will speak to you by { $time }
promised-by-detail = An interpreter or a private room may take longer; we will tell you.
show-at-desk = Please show this number at the desk
show-at-desk-detail = We cannot reach the desk from this screen just now.
remember-number = Remember or photograph this number
remember-number-detail = We will not call your name.
ticket-clears =
    { $seconds ->
        [one] This screen clears itself in { $seconds } second. Touch it to keep it longer.
       *[other] This screen clears itself in { $seconds } seconds. Touch it to keep it longer.
    }
ticket-clears-warning =
    { $seconds ->
        [one] Still reading? Touch the screen. It clears in { $seconds } second.
       *[other] Still reading? Touch the screen. It clears in { $seconds } seconds.
    }

## The printed slip

# Above the list of what was asked for besides the service: an interpreter, a private room.
slip-asked-for = You also asked for
# The slip that staff print to test the printer; every language stands on it.
slip-test = Printer test
slip-test-right = Every line should be easy to read, and the frame should have four sides.

## What else Home offers

appointment = I have an appointment
appointment-detail = Tell us you are here
talk-in-private = Talk in private
talk-in-private-detail = No need to say why
need-an-interpreter = I need an interpreter
need-an-interpreter-detail = Free and confidential
# One call: the number, and the name of the desk as staff wrote it, such as "Desk 2".
serving-at = { $ticket }, { $desk }
now-serving = Now serving { $calls }

## Why a service takes no tickets now

reason-staff-away = No member of staff is free for this now
reason-very-busy = Too many people are waiting for this now
reason-system-fault = Our computers are not working for this now
reason-closed-early = Closed early today
reason-meeting = Staff are in a meeting. This starts again soon.

## I have an appointment

reference-title = Your appointment reference
reference-lead = It is on your letter or message. You can also scan its code. For O press 0; for I or L press 1.
reference-wrong =
    { $fewest ->
        [one] That is too short for a reference. It has at least { $fewest } letter or number.
       *[other] That does not look like a reference. It has at least { $fewest } letters and numbers.
    }
reference-paused = We could not find these references. Please speak to reception, or go back and take a ticket.
erase = Erase
go-on = Go on
your-appointment = Your appointment: { $reference }

## What can be added to a visit

anything-else = Do you need anything else?
# A list of what was asked for, put together by the rules of the language.
together = { $parts }
private-room = a private room
private-room-with-woman = a private room, with a woman
private-room-with-man = a private room, with a man
private-lead = We will talk in a room of our own. You do not need to say why.
officer-gender = Who would you like to talk to?
no-preference = No preference
gender-female = a woman
gender-male = a man
no-private = No private room
spoken-title = Which language do you speak?
interpreter-lead = The interpreter is free, and keeps everything confidential.
interpreter-title = Your interpreter
# { $language } is the name of the language in itself, such as "Soomaali".
interpreter-in = interpreter: { $language }
interpreter-mode = How should the interpreter be there?
mode-in-person = in person
mode-telephone = by telephone
mode-video = by video
interpreter-gender = Should the interpreter be a woman or a man?
another-language = Another language
no-interpreter = No interpreter
other-needs = Other needs
other-needs-detail = Step-free, hearing loop, help with forms …
needs-lead = Choose all that would help you.
need-step-free = A way without steps
need-hearing-loop = A hearing loop
need-help-with-forms = Help with forms
need-come-to-me = Someone who comes to me
need-large-print = Letters in large print
need-audio = Letters as audio
need-braille = Letters in Braille
party-title = How many of you are here together?
party =
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
fewer-people = One person fewer
more-people = One person more
done = Done

## More on the ticket

mistake = I made a mistake
take-back-title = Take back { $number }?
take-back-detail = We will then not call this number. You can take a new one.
take-back = Yes, take { $number } back
keep-ticket = No, keep { $number }
not-taken-back = Your number could not be taken back
you-asked-for = You asked for
appointment-told = Reception has been told that you are here
appointment-told-detail = We will call your number.
appointment-at = Your appointment is at { $time }
appointment-was-at = Your appointment was at { $time }
appointment-found = We have your appointment
appointment-early = You are early. We will call you when it is time.
appointment-late = We will still see you. This number is your place.
appointment-not-known = We could not find this appointment
appointment-other-office = This appointment is at another of our offices
appointment-cancelled = This appointment was cancelled
appointment-officer-away = Your officer is not here today
appointment-still-seen = You have a place with this number. Someone will help you.
appointment-with = With { $officer }
slip-take = Take your printed slip
slip-not-printed = We could not print a slip.

## For staff

staff-title = For staff
pin-lead = Enter the PIN.
pin-wrong = That PIN is not right.
pin-wait =
    { $seconds ->
        [one] Please wait { $seconds } second.
       *[other] Please wait { $seconds } seconds.
    }
staff-problems = What is wrong
staff-no-problems = Everything works
staff-outbox =
    { $count ->
        [one] { $count } message waits for the queue
       *[other] { $count } messages wait for the queue
    }
staff-oldest =
    { $minutes ->
        [one] The oldest has waited { $minutes } minute
       *[other] The oldest has waited { $minutes } minutes
    }
staff-held =
    { $count ->
        [one] { $count } message was refused by the queue
       *[other] { $count } messages were refused by the queue
    }
send-again = Send again
print-test = Print a test slip
folder-emptied = It was emptied on purpose
folder-emptied-detail = Most of the content folder is gone. Visitors still see what was there. If it was emptied on purpose, say so here, and the kiosk shows only what is left.
staff-queue-reached = The queue can be reached
staff-queue-away = The queue cannot be reached. Check the network and the queue service.
staff-clock-right = The clock is right
staff-clock-wrong =
    { $minutes ->
        [one] The clock is wrong by { $minutes } minute. Check its network time.
       *[other] The clock is wrong by { $minutes } minutes. Check its network time.
    }
staff-clock-not-known = The clock has not been compared yet
staff-version = Version { $version }
staff-courier-version = Courier { $version }

## Languages

languages-title = Choose your language

## Leaflets and pages

# { $language } is the name of a language, such as "English".
only-in = Only in { $language }
events = Events
web-code = Take this page with you: point your phone's camera at the square
link-at = { $words } ({ $address })
picture-missing = Picture: { $alt }
page-unreadable = This page cannot be opened just now. Please ask at reception.
no-leaflets = There are no leaflets here yet. Please ask at reception.
no-notices = There are no notices today.

## Opening hours and contacts

hours-days = This week
hours-day = { $date }
contacts = How to reach us
address = Where we are
on-duty = Here today
more-about-us = More about us
privacy = Your privacy
standards = Our service standards
# A phone number, e-mail or web address by itself.
code = { $code }

## Are you still there?

still-there-title = Are you still there?
still-there =
    { $seconds ->
        [one] If you do nothing, this screen goes back to the start in { $seconds } second, so that nobody else sees what you chose.
       *[other] If you do nothing, this screen goes back to the start in { $seconds } seconds, so that nobody else sees what you chose.
    }

## Office closed

closed-phones = If it cannot wait

## Emergency notice

emergency-notice = Emergency notice
emergency-phones = Who to ring

## Out of service

out-of-service = This screen is not working
out-of-service-visitor = Please speak to reception. They will help you.
out-of-service-content = For staff: the content folder could not be read. Put it back, or check it with “reception-kiosk check”. The screen goes on by itself.
out-of-service-settings = For staff: the settings could not be read. Correct them and start the kiosk again.
starting = One moment, please
starting-visitor = This screen is starting.
starting-staff = For staff: if this stays, the content folder is not there yet.

## Names of languages
# How a language is named in a sentence such as "Only in English" or "In Bengali".

language-name-en-GB = English
language-name-bn = Bengali
language-name-tr = Turkish
language-name-ar = Arabic
language-name-pl = Polish
language-name-zh-Hans = Chinese (simplified)

## Call display
# The screen across the waiting room. { $desk } is display-desk, one of the rooms or the name as staff wrote it.

display-title = Call display
display-now-calling = Now calling
display-last-called = Last called
display-before = Called before
display-waiting = Please take a seat. Your number will be shown here.
display-go-to = Please go to { $desk }
display-desk = Desk { $number }
display-room = Room { $number }
display-interview-room = Interview room { $number }
# Spoken aloud after the chime. The ticket is read letter by letter.
display-spoken = Number { $ticket }. Please go to { $desk }.
display-sound = Touch to switch sound on
display-not-up-to-date = Not up to date. Please ask at reception.
display-not-up-to-date-since = Not up to date since { $time }. Please ask at reception.
display-no-access = This screen does not show calls yet. Please ask at reception.
display-no-access-staff = For staff: open it once with its display token, or sign in.

## Headers of pages in the content folder
# What staff write in the first lines of a page, before the colon, and as its priority. After a comma stand other ways
# to write the same; the first is the one that is taught.

page-key-title = Title
page-key-show-from = Show from
page-key-show-until = Show until
page-key-review-by = Review by
page-key-priority = Priority
page-key-web = Web
page-priority-high = High
page-priority-normal = Normal
page-priority-low = Low
