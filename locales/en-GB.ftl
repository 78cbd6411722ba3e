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
what-is-sent = We send reception your number, what it is about and your language. We do not ask your name. It is erased at the end of the day.
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

## Languages

languages-title = Choose your language

## Leaflets and pages

# { $language } is the name of a language, such as "English".
only-in = Only in { $language }
events = Events
web-code = Take this page with you: point your phone's camera at the square
link-at = { $words } ({ $address })
picture-missing = Picture: { $alt }
no-leaflets = There are no leaflets here yet. Please ask at reception.

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
