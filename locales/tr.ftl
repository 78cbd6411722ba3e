# Turkish
# Review: drafted, not yet checked by a native speaker.
# Plain and polite: "siz"; short imperatives only on buttons. The office is "biz". No suffix is put on a variable.

## Office

header-clock = { $date } · { $time }
built-in-office = Danışma

## Buttons on many screens

back = Geri
start-again = Baştan başla
languages = Diller
more-languages = Diğer diller
take-a-ticket = Sıra numarası al
confirm = Onayla
finish = Bitir
still-here = Hâlâ buradayım
page-down = Devamını oku
page-up = Yukarı dön

## Home

home-title = Size nasıl yardım edebiliriz?
take-a-ticket-detail = Numaranızın çağrılmasını bekleyin
leaflets = Broşürler
leaflets-detail = Onarım, kira, ev değiştirme, güvenlik
hours-and-contacts = Çalışma saatleri ve iletişim
hours-and-contacts-detail = Telefonlar, bugün görevde olanlar
complaints = Şikâyet, teşekkür ve görüşler
complaints-detail = İyi ve kötü yaptıklarımızı anlatın
open-now = Şu anda açık
closed = Kapalı
hours-unknown = Çalışma saatleri şu an bilinmiyor
hours-unknown-detail = Lütfen danışmaya sorun.
closes-at = Kapanış: { $time }
opens-today = Açılış: bugün { $time }
opens-tomorrow = Açılış: yarın { $time }
opens-weekday = Açılış: { $day } { $time }
opens-date = Açılış: { $date }, { $time }
today-hours = Bugün { $hours }
time-range = { $range }
time-ranges = { $ranges }
all-day = bütün gün
bank-holiday = Resmî tatil
people-waiting =
    { $count ->
        [0] Bekleyen yok
        [one] { $count } kişi bekliyor
       *[other] { $count } kişi bekliyor
    }
wait-minutes =
    { $to ->
        [one] yaklaşık { $to } dakika
       *[other] yaklaşık { $from }–{ $to } dakika
    }
all-notices = Tüm duyurular
not-checked = Bu metinleri ana dili Türkçe olan biri henüz kontrol etmedi.

## No tickets

no-tickets-closed = Sıra numarası, ofis açıkken verilir.
no-tickets-today = Bugün artık numara verilmiyor
no-tickets-closing = Birazdan kapatıyoruz. Konunuz bekleyemezse lütfen danışma görevlisiyle konuşun.
no-tickets-paused = Şu anda numara verilmiyor
no-tickets-out-of-order = Bu ekran şu anda numara veremiyor
ask-reception = Lütfen danışma görevlisiyle konuşun. Size yardım edecektir.

## Choose a service

services-title = Hangi konuda geldiniz?
something-else = Başka bir konu
something-else-detail = Emin değilim veya söylemek istemiyorum

## Your visit

visit-title = Ziyaretiniz
visit-language = Dil: { $language }
visit-language-detail = Danışma, seçtiğiniz dili bilecek
visit-promise =
    { $minutes ->
        [one] Bir görevli { $minutes } dakika içinde sizinle görüşecek
       *[other] Bir görevli { $minutes } dakika içinde sizinle görüşecek
    }
visit-promise-detail = Tercüman veya özel oda gerekirse daha uzun sürebilir
what-is-sent = Danışmaya numaranızı, isteklerinizi ve dilinizi göndeririz. Adınızı sormayız. Bu bilgiler günün sonunda silinir.
your-privacy = Gizliliğiniz
confirm-detail = Numaramı al
storing = Lütfen bekleyin…

## Your ticket

ticket-title = Numaranız
take-a-seat = Lütfen oturun. Numaranızı çağıracağız.
people-ahead =
    { $count ->
        [0] Sıradaki sizsiniz
        [one] Önünüzde { $count } kişi var
       *[other] Önünüzde { $count } kişi var
    }
promised-by = Sizinle en geç şu saatte görüşeceğiz: { $time }
promised-by-detail = Tercüman veya özel oda gerekirse daha uzun sürebilir; size haber veririz.
show-at-desk = Lütfen bu numarayı masada gösterin
show-at-desk-detail = Bu ekranın şu anda masayla bağlantısı yok.
remember-number = Bu numarayı unutmayın veya fotoğrafını çekin
remember-number-detail = Sizi adınızla çağırmayacağız.
ticket-clears =
    { $seconds ->
        [one] Bu ekran { $seconds } saniye sonra başa döner. Daha uzun kalması için ekrana dokunun.
       *[other] Bu ekran { $seconds } saniye sonra başa döner. Daha uzun kalması için ekrana dokunun.
    }
ticket-clears-warning =
    { $seconds ->
        [one] Hâlâ okuyor musunuz? Ekrana dokunun. { $seconds } saniye sonra başa döner.
       *[other] Hâlâ okuyor musunuz? Ekrana dokunun. { $seconds } saniye sonra başa döner.
    }

## The printed slip

slip-asked-for = Ayrıca istedikleriniz
slip-test = Yazıcı denemesi
slip-test-right = Her satır kolayca okunmalı ve çerçevenin dört kenarı da görünmelidir.

## What else Home offers

appointment = Randevum var
appointment-detail = Geldiğinizi bize bildirin
talk-in-private = Özel görüşme
talk-in-private-detail = Nedenini söylemeniz gerekmez
need-an-interpreter = Tercümana ihtiyacım var
need-an-interpreter-detail = Ücretsiz ve gizli
# One call: the number, and the name of the desk as staff wrote it, such as "Desk 2".
serving-at = { $ticket }, { $desk }
now-serving = Şu anda çağrılan: { $calls }

## Why a service takes no tickets now

reason-staff-away = Bu konuda şu an görevli yok
reason-very-busy = Bu konuda şu an çok fazla bekleyen var
reason-system-fault = Bu konuda bilgisayar sistemimiz şu an çalışmıyor
reason-closed-early = Bugün erken kapandı
reason-meeting = Görevliler toplantıda. Kısa süre sonra yeniden başlar.

## I have an appointment

reference-title = Randevu referansınız
reference-lead = Mektubunuzda veya mesajınızda yazar. Kodu okutabilirsiniz de. O için 0, I veya L için 1 tuşuna basın.
reference-wrong =
    { $fewest ->
        [one] Bu bir referansa benzemiyor. En az { $fewest } harf veya rakamı olur.
       *[other] Bu bir referansa benzemiyor. En az { $fewest } harf ve rakamı olur.
    }
reference-paused = Bu referansları bulamadık. Lütfen danışmayla konuşun ya da geri dönüp sıra numarası alın.
erase = Sil
go-on = Devam
your-appointment = Randevunuz: { $reference }

## What can be added to a visit

anything-else = Başka bir şeye ihtiyacınız var mı?
# A list of what was asked for, put together by the rules of the language.
together = { $parts }
private-room = özel görüşme odası
private-room-with-woman = bir kadınla özel görüşme odası
private-room-with-man = bir erkekle özel görüşme odası
private-lead = Ayrı bir odada görüşürüz. Nedenini söylemeniz gerekmez.
officer-gender = Kiminle görüşmek istersiniz?
no-preference = Fark etmez
gender-female = bir kadın
gender-male = bir erkek
no-private = Özel oda istemiyorum
spoken-title = Hangi dili konuşuyorsunuz?
interpreter-lead = Tercüman ücretsizdir ve her şeyi gizli tutar.
interpreter-title = Tercümanınız
# { $language } is the name of the language in itself, such as "Soomaali".
interpreter-in = tercüman: { $language }
interpreter-mode = Tercüman nasıl katılsın?
mode-in-person = yüz yüze
mode-telephone = telefonla
mode-video = görüntülü
interpreter-gender = Tercüman kadın mı erkek mi olsun?
another-language = Başka bir dil
no-interpreter = Tercüman istemiyorum
other-needs = Diğer ihtiyaçlar
other-needs-detail = Basamaksız giriş, işitme döngüsü, form yardımı …
needs-lead = Size yardımcı olacak her şeyi seçin.
need-step-free = Basamaksız yol
need-hearing-loop = İşitme döngüsü
need-help-with-forms = Form doldurmada yardım
need-come-to-me = Birinin yanıma gelmesi
need-large-print = Büyük harfli yazılar
need-audio = Sesli yazılar
need-braille = Braille yazılar
party-title = Birlikte kaç kişi geldiniz?
party =
    { $count ->
        [one] { $count } kişi
       *[other] { $count } kişi
    }
fewer-people = Bir kişi az
more-people = Bir kişi fazla
done = Tamam

## More on the ticket

mistake = Yanlış yaptım
take-back-title = { $number } geri alınsın mı?
take-back-detail = O zaman bu numarayı çağırmayız. Yeni bir numara alabilirsiniz.
take-back = Evet, { $number } geri alınsın
keep-ticket = Hayır, { $number } kalsın
not-taken-back = Numaranız geri alınamadı
you-asked-for = İstedikleriniz
appointment-told = Geldiğiniz danışmaya bildirildi
appointment-told-detail = Numaranızı çağıracağız.
appointment-at = Randevunuz saat { $time }
appointment-was-at = Randevunuz saat { $time } idi
appointment-found = Randevunuz kayıtlı
appointment-early = Erken geldiniz. Zamanı gelince sizi çağıracağız.
appointment-late = Yine de sizinle görüşeceğiz. Bu numara sizin sıranızdır.
appointment-not-known = Bu randevuyu bulamadık
appointment-other-office = Bu randevu başka bir ofisimizde
appointment-cancelled = Bu randevu iptal edilmiş
appointment-officer-away = Görevliniz bugün burada değil
appointment-still-seen = Bu numarayla sıranız var. Biri size yardım edecek.
appointment-with = { $officer } ile
slip-take = Basılan fişinizi alın
slip-not-printed = Fiş basılamadı.

## For staff

staff-title = Görevliler için
pin-lead = PIN girin.
pin-wrong = PIN yanlış.
pin-wait =
    { $seconds ->
        [one] Lütfen { $seconds } saniye bekleyin.
       *[other] Lütfen { $seconds } saniye bekleyin.
    }
staff-problems = Sorunlar
staff-no-problems = Her şey çalışıyor
staff-outbox =
    { $count ->
        [one] Sıra sistemini bekleyen { $count } ileti
       *[other] Sıra sistemini bekleyen { $count } ileti
    }
staff-oldest =
    { $minutes ->
        [one] En eskisi { $minutes } dakikadır bekliyor
       *[other] En eskisi { $minutes } dakikadır bekliyor
    }
staff-held =
    { $count ->
        [one] Sıra sistemi { $count } iletiyi kabul etmedi
       *[other] Sıra sistemi { $count } iletiyi kabul etmedi
    }
send-again = Yeniden gönder
print-test = Deneme fişi bas
folder-emptied = Bilerek boşaltıldı
folder-emptied-detail = İçerik klasöründeki dosyaların çoğu artık yok. Ziyaretçiler hâlâ eski içeriği görüyor. Klasör bilerek boşaltıldıysa burada belirtin; ekran o zaman yalnızca kalanları gösterir.
staff-queue-reached = Sıra sistemine ulaşılıyor
staff-queue-away = Sıra sistemine ulaşılamıyor. Ağı ve sıra hizmetini denetleyin.
staff-clock-right = Saat doğru
staff-clock-wrong =
    { $minutes ->
        [one] Saat { $minutes } dakika yanlış. Ağ saatini denetleyin.
       *[other] Saat { $minutes } dakika yanlış. Ağ saatini denetleyin.
    }
staff-clock-not-known = Saat henüz karşılaştırılmadı
staff-version = Sürüm { $version }
staff-courier-version = Gönderme programı { $version }

## Languages

languages-title = Dilinizi seçin

## Leaflets and pages

only-in = Yalnızca { $language }
events = Etkinlikler
web-code = Bu sayfayı yanınızda götürün: telefonunuzun kamerasını kareye tutun
link-at = { $words } ({ $address })
picture-missing = Resim: { $alt }
page-unreadable = Bu sayfa şu anda açılamıyor. Lütfen danışmaya sorun.
no-leaflets = Burada henüz broşür yok. Lütfen danışmaya sorun.
no-notices = Bugün duyuru yok.

## Opening hours and contacts

hours-days = Haftalık saatler
hours-day = { $date }
contacts = Bize nasıl ulaşırsınız
address = Neredeyiz
on-duty = Bugün görevde
more-about-us = Hakkımızda
privacy = Gizliliğiniz
standards = Hizmet standartlarımız
code = { $code }

## Are you still there?

still-there-title = Hâlâ burada mısınız?
still-there =
    { $seconds ->
        [one] Bir şey yapmazsanız bu ekran { $seconds } saniye sonra başa döner. Böylece seçtiklerinizi başka kimse göremez.
       *[other] Bir şey yapmazsanız bu ekran { $seconds } saniye sonra başa döner. Böylece seçtiklerinizi başka kimse göremez.
    }

## Office closed

closed-phones = Konunuz bekleyemezse

## Emergency notice

emergency-notice = Acil durum duyurusu
emergency-phones = Kimi arayabilirsiniz

## Out of service

out-of-service = Bu ekran çalışmıyor
out-of-service-visitor = Lütfen danışma görevlisiyle konuşun. Size yardım edecektir.
out-of-service-content = Görevliler için: içerik klasörü okunamadı. Klasörü yerine koyun veya “reception-kiosk check” ile kontrol edin. Ekran kendiliğinden devam eder.
out-of-service-settings = Görevliler için: ayarlar okunamadı. Ayarları düzeltin ve kiosku yeniden başlatın.
starting = Bir dakika, lütfen
starting-visitor = Bu ekran başlatılıyor.
starting-staff = Görevliler için: bu yazı kaybolmazsa içerik klasörü henüz yok demektir.

## Names of languages

language-name-en-GB = İngilizce
language-name-bn = Bengalce
language-name-tr = Türkçe
language-name-ar = Arapça
language-name-pl = Lehçe
language-name-zh-Hans = Çince (basitleştirilmiş)

## Call display
# The screen across the waiting room. { $desk } is display-desk, one of the rooms or the name as staff wrote it.

display-title = Çağrı ekranı
display-now-calling = Şimdi çağrılan
display-last-called = Son çağrılan
display-before = Daha önce çağrılanlar
display-waiting = Lütfen oturun. Numaranız burada gösterilecek.
display-go-to = Lütfen buraya gelin: { $desk }
display-desk = Masa { $number }
display-room = Oda { $number }
display-interview-room = Görüşme odası { $number }
# Spoken aloud after the chime. The ticket is read letter by letter.
display-spoken = Numara { $ticket }. Lütfen buraya gelin: { $desk }.
display-sound = Sesi açmak için dokunun
display-not-up-to-date = Bilgiler güncel değil. Lütfen danışmaya sorun.
display-not-up-to-date-since = Son güncelleme: { $time }. Bilgiler güncel değil. Lütfen danışmaya sorun.
display-no-access = Bu ekran henüz numara göstermiyor. Lütfen danışmaya sorun.
display-no-access-staff = Personel için: Ekranı bir kez ekran anahtarıyla açın veya oturum açın.

## Headers of pages in the content folder
# What staff write in the first lines of a page, before the colon, and as its priority. After a comma stand other ways
# to write the same; the first is the one that is taught.

page-key-title = Başlık
page-key-show-from = Gösterim başlangıcı, Başlangıç tarihi, Gösterme başlangıcı
page-key-show-until = Gösterim bitişi, Bitiş tarihi, Gösterme bitişi
page-key-review-by = Gözden geçirme tarihi, Gözden geçir, Kontrol tarihi
page-key-priority = Öncelik
page-key-web = Web sitesi, Web adresi, İnternet adresi
page-priority-high = Yüksek
page-priority-normal = Normal, Orta
page-priority-low = Düşük
