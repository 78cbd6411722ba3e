# Polish
# Review: drafted, not yet checked by a native speaker.
# Plain and polite: "Państwo" with "prosimy"; short imperatives only on buttons. The office is "my".

## Office

header-clock = { $date } · { $time }
built-in-office = Recepcja

## Buttons on many screens

back = Wróć
start-again = Od początku
languages = Języki
more-languages = Inne języki
take-a-ticket = Pobierz numerek
confirm = Potwierdź
finish = Zakończ
still-here = Nadal tu jestem
page-down = Czytaj dalej
page-up = Wróć wyżej

## Home

home-title = W czym możemy dziś pomóc?
take-a-ticket-detail = Prosimy czekać na wywołanie numeru
leaflets = Ulotki
leaflets-detail = Naprawy, czynsz, przeprowadzka, bezpieczeństwo
hours-and-contacts = Godziny otwarcia i kontakt
hours-and-contacts-detail = Telefony, kto dziś dyżuruje
complaints = Skargi, pochwały i uwagi
complaints-detail = Co zrobiliśmy dobrze, a co źle
open-now = Teraz otwarte
closed = Zamknięte
hours-unknown = Godziny otwarcia nie są teraz znane
hours-unknown-detail = Prosimy zapytać w recepcji.
closes-at = Otwarte do { $time }
opens-today = Otwarcie dziś o { $time }
opens-tomorrow = Otwarcie jutro o { $time }
opens-weekday = Otwarcie: { $day }, godz. { $time }
opens-date = Otwarcie: { $date }, godz. { $time }
today-hours = Dziś { $hours }
time-range = { $range }
time-ranges = { $ranges }
all-day = całą dobę
bank-holiday = Dzień świąteczny
people-waiting =
    { $count ->
        [0] Nikt nie czeka
        [one] Czeka { $count } osoba
        [few] Czekają { $count } osoby
        [many] Czeka { $count } osób
       *[other] Czeka { $count } osoby
    }
wait-minutes =
    { $to ->
        [one] około { $to } minuty
        [few] około { $from }–{ $to } minut
        [many] około { $from }–{ $to } minut
       *[other] około { $from }–{ $to } minuty
    }
all-notices = Wszystkie ogłoszenia
not-checked = Tych tekstów nie sprawdził jeszcze rodzimy użytkownik języka polskiego.

## No tickets

no-tickets-closed = Numerki wydajemy w godzinach otwarcia biura.
no-tickets-today = Dziś nie ma już numerków
no-tickets-closing = Wkrótce zamykamy. W pilnej sprawie prosimy zgłosić się do recepcji.
no-tickets-paused = Chwilowo nie wydajemy numerków
no-tickets-out-of-order = Ten ekran nie wydaje teraz numerków
ask-reception = Prosimy zgłosić się do recepcji. Pracownicy Państwu pomogą.

## Choose a service

services-title = Czego dotyczy sprawa?
something-else = Inna sprawa
something-else-detail = Nie wiem lub wolę nie mówić

## Your visit

visit-title = Państwa wizyta
visit-language = Język: { $language }
visit-language-detail = Recepcja będzie wiedzieć, jaki język Państwo wybrali
visit-promise =
    { $minutes ->
        [one] Pracownik porozmawia z Państwem w ciągu { $minutes } minuty
        [few] Pracownik porozmawia z Państwem w ciągu { $minutes } minut
        [many] Pracownik porozmawia z Państwem w ciągu { $minutes } minut
       *[other] Pracownik porozmawia z Państwem w ciągu { $minutes } minuty
    }
visit-promise-detail = Na tłumacza lub osobny pokój można czekać dłużej
what-is-sent = Do recepcji wysyłamy Państwa numer, to, o co Państwo proszą, i język. Nie pytamy o imię ani nazwisko. Te dane usuwamy na koniec dnia.
your-privacy = Państwa prywatność
confirm-detail = Odbierz numerek
storing = Jedną chwilę…

## Your ticket

ticket-title = Państwa numer to
take-a-seat = Prosimy usiąść. Wywołamy Państwa numer.
people-ahead =
    { $count ->
        [0] Państwa numer jest następny
        [one] Przed Państwem jest { $count } osoba
        [few] Przed Państwem są { $count } osoby
        [many] Przed Państwem jest { $count } osób
       *[other] Przed Państwem jest { $count } osoby
    }
promised-by = Porozmawiamy z Państwem najpóźniej o { $time }
promised-by-detail = Na tłumacza lub osobny pokój można czekać dłużej; powiemy o tym Państwu.
show-at-desk = Prosimy pokazać ten numer przy okienku
show-at-desk-detail = Ten ekran nie ma teraz połączenia z okienkiem.
remember-number = Prosimy zapamiętać lub sfotografować numer
remember-number-detail = Nie wywołamy Państwa po nazwisku.
ticket-clears =
    { $seconds ->
        [one] Ten numer zniknie z ekranu za { $seconds } sekundę. Aby został dłużej, prosimy dotknąć ekranu.
        [few] Ten numer zniknie z ekranu za { $seconds } sekundy. Aby został dłużej, prosimy dotknąć ekranu.
        [many] Ten numer zniknie z ekranu za { $seconds } sekund. Aby został dłużej, prosimy dotknąć ekranu.
       *[other] Ten numer zniknie z ekranu za { $seconds } sekundy. Aby został dłużej, prosimy dotknąć ekranu.
    }
ticket-clears-warning =
    { $seconds ->
        [one] Jeszcze Państwo czytają? Prosimy dotknąć ekranu. Numer zniknie za { $seconds } sekundę.
        [few] Jeszcze Państwo czytają? Prosimy dotknąć ekranu. Numer zniknie za { $seconds } sekundy.
        [many] Jeszcze Państwo czytają? Prosimy dotknąć ekranu. Numer zniknie za { $seconds } sekund.
       *[other] Jeszcze Państwo czytają? Prosimy dotknąć ekranu. Numer zniknie za { $seconds } sekundy.
    }

## The printed slip

slip-asked-for = Państwa dodatkowe prośby
slip-test = Test drukarki
slip-test-right = Każdy wiersz powinien być czytelny, a ramka powinna mieć cztery boki.

## What else Home offers

appointment = Mam umówioną wizytę
appointment-detail = Proszę dać nam znać, że Państwo są
talk-in-private = Rozmowa na osobności
talk-in-private-detail = Nie trzeba podawać powodu
need-an-interpreter = Potrzebuję tłumacza
need-an-interpreter-detail = Bezpłatnie i poufnie
# One call: the number, and the name of the desk as staff wrote it, such as "Desk 2".
serving-at = { $ticket }, { $desk }
now-serving = Teraz wzywamy: { $calls }

## Why a service takes no tickets now

reason-staff-away = Nikt z pracowników nie może się tym teraz zająć
reason-very-busy = Na tę sprawę czeka teraz zbyt wiele osób
reason-system-fault = Nasz system dla tej sprawy teraz nie działa
reason-closed-early = Dziś zamknięte wcześniej
reason-meeting = Pracownicy są na spotkaniu. Wkrótce wracamy.

## I have an appointment

reference-title = Numer Państwa wizyty
reference-lead = Jest w liście lub wiadomości. Można też zeskanować kod. Zamiast O proszę nacisnąć 0, zamiast I lub L – 1.
reference-wrong =
    { $fewest ->
        [one] To nie wygląda na numer wizyty. Ma on co najmniej { $fewest } literę lub cyfrę.
        [few] To nie wygląda na numer wizyty. Ma on co najmniej { $fewest } litery lub cyfry.
        [many] To nie wygląda na numer wizyty. Ma on co najmniej { $fewest } liter lub cyfr.
       *[other] To nie wygląda na numer wizyty. Ma on co najmniej { $fewest } litery lub cyfry.
    }
reference-paused = Nie znaleźliśmy tych numerów. Prosimy zgłosić się do recepcji albo wrócić i pobrać numerek.
erase = Usuń
go-on = Dalej
your-appointment = Państwa wizyta: { $reference }

## What can be added to a visit

anything-else = Czy potrzebują Państwo czegoś jeszcze?
# A list of what was asked for, put together by the rules of the language.
together = { $parts }
private-room = osobny pokój
private-room-with-woman = osobny pokój, rozmowa z kobietą
private-room-with-man = osobny pokój, rozmowa z mężczyzną
private-lead = Porozmawiamy w osobnym pokoju. Nie trzeba podawać powodu.
officer-gender = Z kim chcieliby Państwo rozmawiać?
no-preference = Obojętnie
gender-female = kobieta
gender-male = mężczyzna
no-private = Bez osobnego pokoju
spoken-title = W jakim języku Państwo mówią?
interpreter-lead = Tłumacz jest bezpłatny i wszystko zachowuje w tajemnicy.
interpreter-title = Państwa tłumacz
# { $language } is the name of the language in itself, such as "Soomaali".
interpreter-in = tłumacz: { $language }
interpreter-mode = W jaki sposób ma pomagać tłumacz?
mode-in-person = osobiście
mode-telephone = przez telefon
mode-video = przez wideo
interpreter-gender = Czy tłumaczem ma być kobieta, czy mężczyzna?
another-language = Inny język
no-interpreter = Bez tłumacza
other-needs = Inne potrzeby
other-needs-detail = Bez schodów, pętla indukcyjna, pomoc w formularzach …
needs-lead = Proszę wybrać wszystko, co Państwu pomoże.
need-step-free = Droga bez schodów
need-hearing-loop = Pętla indukcyjna
need-help-with-forms = Pomoc w wypełnianiu formularzy
need-come-to-me = Ktoś, kto do mnie podejdzie
need-large-print = Pisma dużym drukiem
need-audio = Pisma w wersji dźwiękowej
need-braille = Pisma w alfabecie Braille’a
party-title = Ile osób przyszło razem?
party =
    { $count ->
        [one] { $count } osoba
        [few] { $count } osoby
        [many] { $count } osób
       *[other] { $count } osoby
    }
fewer-people = O jedną osobę mniej
more-people = O jedną osobę więcej
done = Gotowe

## More on the ticket

mistake = To pomyłka
take-back-title = Wycofać numer { $number }?
take-back-detail = Nie wezwiemy wtedy tego numeru. Można pobrać nowy.
take-back = Tak, wycofać { $number }
keep-ticket = Nie, zachować { $number }
not-taken-back = Nie udało się wycofać numeru
you-asked-for = Państwa prośba
appointment-told = Recepcja wie, że Państwo przyszli
appointment-told-detail = Wezwiemy Państwa numer.
appointment-at = Państwa wizyta jest o { $time }
appointment-was-at = Państwa wizyta była o { $time }
appointment-found = Mamy Państwa wizytę
appointment-early = Są Państwo przed czasem. Wezwiemy Państwa o właściwej porze.
appointment-late = Mimo to Państwa przyjmiemy. Ten numer to Państwa miejsce.
appointment-not-known = Nie znaleźliśmy tej wizyty
appointment-other-office = Ta wizyta jest w innym naszym biurze
appointment-cancelled = Ta wizyta została odwołana
appointment-officer-away = Państwa pracownika dziś nie ma
appointment-still-seen = Mają Państwo miejsce z tym numerem. Ktoś Państwu pomoże.
appointment-with = Rozmowa: { $officer }
slip-take = Prosimy zabrać wydruk
slip-not-printed = Nie udało się wydrukować numeru.

## For staff

staff-title = Dla pracowników
pin-lead = Proszę podać PIN.
pin-wrong = Ten PIN jest nieprawidłowy.
pin-wait =
    { $seconds ->
        [one] Proszę poczekać { $seconds } sekundę.
        [few] Proszę poczekać { $seconds } sekundy.
        [many] Proszę poczekać { $seconds } sekund.
       *[other] Proszę poczekać { $seconds } sekundy.
    }
staff-problems = Co jest nie tak
staff-no-problems = Wszystko działa
staff-outbox =
    { $count ->
        [one] { $count } wiadomość czeka na wysłanie
        [few] { $count } wiadomości czekają na wysłanie
        [many] { $count } wiadomości czeka na wysłanie
       *[other] { $count } wiadomości czeka na wysłanie
    }
staff-oldest =
    { $minutes ->
        [one] Najstarsza czeka { $minutes } minutę
        [few] Najstarsza czeka { $minutes } minuty
        [many] Najstarsza czeka { $minutes } minut
       *[other] Najstarsza czeka { $minutes } minuty
    }
staff-held =
    { $count ->
        [one] System odrzucił { $count } wiadomość
        [few] System odrzucił { $count } wiadomości
        [many] System odrzucił { $count } wiadomości
       *[other] System odrzucił { $count } wiadomości
    }
send-again = Wyślij ponownie
print-test = Wydrukuj próbę
folder-emptied = Opróżniono go celowo
folder-emptied-detail = Większość plików zniknęła z folderu z treścią. Odwiedzający nadal widzą to, co w nim było. Jeśli folder opróżniono celowo, prosimy to tu potwierdzić; ekran pokaże wtedy tylko to, co zostało.
staff-queue-reached = Jest połączenie z systemem
staff-queue-away = Brak połączenia z systemem. Proszę sprawdzić sieć i usługę.
staff-clock-right = Zegar jest dobrze ustawiony
staff-clock-wrong =
    { $minutes ->
        [one] Zegar jest przestawiony o { $minutes } minutę. Proszę sprawdzić czas sieciowy.
        [few] Zegar jest przestawiony o { $minutes } minuty. Proszę sprawdzić czas sieciowy.
        [many] Zegar jest przestawiony o { $minutes } minut. Proszę sprawdzić czas sieciowy.
       *[other] Zegar jest przestawiony o { $minutes } minuty. Proszę sprawdzić czas sieciowy.
    }
staff-clock-not-known = Zegar nie został jeszcze porównany
staff-version = Wersja { $version }
staff-courier-version = Program wysyłający { $version }

## Languages

languages-title = Prosimy wybrać język

## Leaflets and pages

only-in = Język: tylko { $language }
events = Wydarzenia
web-code = Aby zabrać tę stronę ze sobą, prosimy skierować aparat telefonu na kwadrat
link-at = { $words } ({ $address })
picture-missing = Obraz: { $alt }
page-unreadable = Tej strony nie można teraz otworzyć. Proszę zapytać w recepcji.
no-leaflets = Nie ma tu jeszcze ulotek. Prosimy zapytać w recepcji.
no-notices = Dziś nie ma ogłoszeń.

## Opening hours and contacts

hours-days = Najbliższe dni
hours-day = { $date }
contacts = Kontakt z nami
address = Gdzie jesteśmy
on-duty = Dziś dyżurują
more-about-us = Więcej o nas
privacy = Państwa prywatność
standards = Nasze standardy obsługi
code = { $code }

## Are you still there?

still-there-title = Czy są Państwo jeszcze tutaj?
still-there =
    { $seconds ->
        [one] Jeśli nic Państwo nie zrobią, za { $seconds } sekundę ekran wróci do początku, aby nikt inny nie zobaczył, co Państwo wybrali.
        [few] Jeśli nic Państwo nie zrobią, za { $seconds } sekundy ekran wróci do początku, aby nikt inny nie zobaczył, co Państwo wybrali.
        [many] Jeśli nic Państwo nie zrobią, za { $seconds } sekund ekran wróci do początku, aby nikt inny nie zobaczył, co Państwo wybrali.
       *[other] Jeśli nic Państwo nie zrobią, za { $seconds } sekundy ekran wróci do początku, aby nikt inny nie zobaczył, co Państwo wybrali.
    }

## Office closed

closed-phones = W pilnych sprawach

## Emergency notice

emergency-notice = Pilny komunikat
emergency-phones = Gdzie dzwonić

## Out of service

out-of-service = Ten ekran nie działa
out-of-service-visitor = Prosimy zgłosić się do recepcji. Pracownicy Państwu pomogą.
out-of-service-content = Dla pracowników: nie można odczytać folderu z treścią. Prosimy go przywrócić lub sprawdzić poleceniem „reception-kiosk check”. Ekran sam wznowi pracę.
out-of-service-settings = Dla pracowników: nie można odczytać ustawień. Prosimy je poprawić i ponownie uruchomić kiosk.
starting = Prosimy chwilę poczekać
starting-visitor = Ten ekran się uruchamia.
starting-staff = Dla pracowników: jeśli ten napis nie znika, nie ma jeszcze folderu z treścią.

## Names of languages

language-name-en-GB = angielski
language-name-bn = bengalski
language-name-tr = turecki
language-name-ar = arabski
language-name-pl = polski
language-name-zh-Hans = chiński (uproszczony)

## Call display
# The screen across the waiting room. { $desk } is display-desk, one of the rooms or the name as staff wrote it.

display-title = Ekran wezwań
display-now-calling = Teraz wzywamy
display-last-called = Ostatnio wezwany numer
display-before = Wezwane wcześniej
display-waiting = Prosimy usiąść. Państwa numer pojawi się tutaj.
display-go-to = Prosimy podejść: { $desk }
display-desk = okienko { $number }
display-room = pokój { $number }
display-interview-room = pokój rozmów { $number }
# Spoken aloud after the chime. The ticket is read letter by letter.
display-spoken = Numer { $ticket }. Prosimy podejść: { $desk }.
display-sound = Prosimy dotknąć, aby włączyć dźwięk
display-not-up-to-date = Dane nieaktualne. Prosimy zapytać w recepcji.
display-not-up-to-date-since = Dane nieaktualne od { $time }. Prosimy zapytać w recepcji.
display-no-access = Ten ekran jeszcze nie pokazuje numerów. Prosimy zapytać w recepcji.
display-no-access-staff = Dla pracowników: prosimy otworzyć go raz z jego tokenem albo się zalogować.

## Headers of pages in the content folder
# What staff write in the first lines of a page, before the colon, and as its priority. After a comma stand other ways
# to write the same; the first is the one that is taught.

page-key-title = Tytuł
page-key-show-from = Pokazuj od, Pokaż od, Wyświetlaj od, Ważne od
page-key-show-until = Pokazuj do, Pokaż do, Wyświetlaj do, Ważne do
page-key-review-by = Sprawdzić do, Sprawdź do, Przejrzeć do
page-key-priority = Priorytet
page-key-web = Strona internetowa, Strona www, Adres strony
page-priority-high = Wysoki, Wysoka
page-priority-normal = Normalny, Normalna, Zwykły
page-priority-low = Niski, Niska
