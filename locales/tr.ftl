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
what-is-sent = Danışmaya numaranızı, konunuzu ve dilinizi göndeririz. Adınızı sormayız. Bu bilgiler günün sonunda silinir.
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

## Languages

languages-title = Dilinizi seçin

## Leaflets and pages

only-in = Yalnızca { $language }
events = Etkinlikler
web-code = Bu sayfayı yanınızda götürün: telefonunuzun kamerasını kareye tutun
link-at = { $words } ({ $address })
picture-missing = Resim: { $alt }
no-leaflets = Burada henüz broşür yok. Lütfen danışmaya sorun.

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
