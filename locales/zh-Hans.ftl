# Chinese (simplified)
# Review: drafted, not yet checked by a native speaker.
# Plain and polite: "您"; short verbs only on buttons. The office is "我们". No space between a number and its unit.

## Office

header-clock = { $date } · { $time }
built-in-office = 接待处

## Buttons on many screens

back = 返回
start-again = 重新开始
languages = 语言
more-languages = 更多语言
take-a-ticket = 取号
confirm = 确认
finish = 结束
still-here = 我还在
page-down = 往下看
page-up = 往上看

## Home

home-title = 今天我们能帮您什么？
take-a-ticket-detail = 取号后请等候叫号
leaflets = 宣传资料
leaflets-detail = 维修、租金、搬家换房、安全
hours-and-contacts = 办公时间和联系方式
hours-and-contacts-detail = 电话号码、今天的值班人员
complaints = 投诉、表扬和意见
complaints-detail = 告诉我们哪里做得好，哪里做得不好
open-now = 正在办公
closed = 不办公
hours-unknown = 暂时不知道办公时间
hours-unknown-detail = 请到接待处询问。
closes-at = 办公到 { $time }
opens-today = 今天 { $time } 开始办公
opens-tomorrow = 明天 { $time } 开始办公
opens-weekday = { $day } { $time } 开始办公
opens-date = { $date } { $time } 开始办公
today-hours = 今天 { $hours }
time-range = { $range }
time-ranges = { $ranges }
all-day = 全天
bank-holiday = 公共假日
people-waiting =
    { $count ->
        [0] 没有人在等候
       *[other] { $count }人正在等候
    }
wait-minutes =
    { $to ->
       *[other] 大约{ $from }至{ $to }分钟
    }
all-notices = 全部通知
not-checked = 这些文字还没有经过母语人士校对。

## No tickets

no-tickets-closed = 办公时间内可以取号。
no-tickets-today = 今天不再发号
no-tickets-closing = 我们快要下班了。如果事情不能等，请到接待处告诉我们。
no-tickets-paused = 暂时不能取号
no-tickets-out-of-order = 本屏幕现在不能取号
ask-reception = 请到接待处，工作人员会帮助您。

## Choose a service

services-title = 您要办什么事？
something-else = 其他事情
something-else-detail = 不确定，或不想说

## Your visit

visit-title = 您的来访
visit-language = 语言：{ $language }
visit-language-detail = 接待处会知道您选择的语言
visit-promise =
    { $minutes ->
       *[other] 工作人员会在{ $minutes }分钟内接待您
    }
visit-promise-detail = 如需口译员或单独会谈室，可能要多等一会儿
what-is-sent = 我们会把您的号码、您的要求和语言发给接待处。我们不问您的姓名。这些信息当天结束时就会删除。
your-privacy = 您的隐私
confirm-detail = 领取我的号码
storing = 请稍候……

## Your ticket

ticket-title = 您的号码是
take-a-seat = 请坐下等候。我们会叫您的号码。
people-ahead =
    { $count ->
        [0] 下一位就是您
       *[other] 您前面有{ $count }人
    }
promised-by = 最晚 { $time } 会有工作人员接待您
promised-by-detail = 如需口译员或单独会谈室，可能要多等一会儿，我们会告诉您。
show-at-desk = 请到服务台出示这个号码
show-at-desk-detail = 本屏幕现在联系不上服务台。
remember-number = 请记住或拍下这个号码
remember-number-detail = 我们不会叫您的姓名。
ticket-clears =
    { $seconds ->
       *[other] 本页面会在{ $seconds }秒后消失。想多看一会儿，请触摸屏幕。
    }
ticket-clears-warning =
    { $seconds ->
       *[other] 还在看吗？请触摸屏幕。本页面会在{ $seconds }秒后消失。
    }

## The printed slip

slip-asked-for = 您还需要
slip-test = 打印机测试
slip-test-right = 每一行都应清楚易读，边框应有完整的四条边。

## What else Home offers

appointment = 我有预约
appointment-detail = 告诉我们您到了
talk-in-private = 单独会谈
talk-in-private-detail = 不用说明原因
need-an-interpreter = 我需要口译员
need-an-interpreter-detail = 免费，并且保密
# One call: the number, and the name of the desk as staff wrote it, such as "Desk 2".
serving-at = { $ticket }，{ $desk }
now-serving = 正在叫号：{ $calls }

## Why a service takes no tickets now

reason-staff-away = 这项服务现在没有工作人员
reason-very-busy = 现在等候这项服务的人太多
reason-system-fault = 这项服务的电脑系统现在出了故障
reason-closed-early = 今天提前结束
reason-meeting = 工作人员在开会，很快恢复。

## I have an appointment

reference-title = 您的预约编号
reference-lead = 编号在您的信件或短信上，也可以扫描上面的码。O 请按 0，I 或 L 请按 1。
reference-wrong = 这不像预约编号。编号至少有 { $fewest } 个字母或数字。
reference-paused = 找不到这些编号。请到接待处，或返回取号。
erase = 删除
go-on = 继续
your-appointment = 您的预约：{ $reference }

## What can be added to a visit

anything-else = 您还需要什么吗？
# A list of what was asked for, put together by the rules of the language.
together = { $parts }
private-room = 单独会谈室
private-room-with-woman = 与女士单独会谈
private-room-with-man = 与男士单独会谈
private-lead = 我们会在单独的房间谈话。您不用说明原因。
officer-gender = 您希望和谁谈？
no-preference = 都可以
gender-female = 女士
gender-male = 男士
no-private = 不要单独会谈室
spoken-title = 您说哪种语言？
interpreter-lead = 口译员是免费的，并对一切保密。
interpreter-title = 您的口译员
# { $language } is the name of the language in itself, such as "Soomaali".
interpreter-in = 口译：{ $language }
interpreter-mode = 您希望口译员以什么方式参加？
mode-in-person = 当面
mode-telephone = 电话
mode-video = 视频
interpreter-gender = 您希望口译员是女士还是男士？
another-language = 其他语言
no-interpreter = 不要口译员
other-needs = 其他需要
other-needs-detail = 无台阶通道、助听感应、帮忙填表……
needs-lead = 请选择所有对您有帮助的项目。
need-step-free = 无台阶通道
need-hearing-loop = 助听感应设备
need-help-with-forms = 帮忙填表
need-come-to-me = 请工作人员过来找我
need-large-print = 大字体信件
need-audio = 录音信件
need-braille = 盲文信件
party-title = 你们一共来了几个人？
party = { $count }人
fewer-people = 减少一人
more-people = 增加一人
done = 完成

## More on the ticket

mistake = 我弄错了
take-back-title = 要取消 { $number } 吗？
take-back-detail = 取消后我们不会再叫这个号。您可以重新取号。
take-back = 是，取消 { $number }
keep-ticket = 不，保留 { $number }
not-taken-back = 无法取消您的号码
you-asked-for = 您要求了
appointment-told = 已告诉接待处您到了
appointment-told-detail = 我们会叫您的号码。
appointment-at = 您的预约时间是 { $time }
appointment-was-at = 您的预约时间是 { $time }，已经过了
appointment-found = 我们找到了您的预约
appointment-early = 您来早了，到时间我们会叫您。
appointment-late = 我们仍会接待您。这个号码就是您的位置。
appointment-not-known = 找不到这个预约
appointment-other-office = 这个预约在我们的另一个办事处
appointment-cancelled = 这个预约已取消
appointment-officer-away = 负责您的工作人员今天不在
appointment-still-seen = 您凭这个号码有位置，会有人帮助您。
appointment-with = 接待人：{ $officer }
slip-take = 请取走打印的小票
slip-not-printed = 无法打印小票。

## For staff

staff-title = 工作人员专用
pin-lead = 请输入密码。
pin-wrong = 密码不对。
pin-wait = 请等 { $seconds } 秒。
staff-problems = 问题
staff-no-problems = 一切正常
staff-outbox = 有 { $count } 条信息等待发送到排队系统
staff-oldest = 最早的一条已等了 { $minutes } 分钟
staff-held = 排队系统拒收了 { $count } 条信息
send-again = 重新发送
print-test = 打印测试小票
folder-emptied = 是有意清空的
folder-emptied-detail = 内容文件夹里的大部分文件不见了。访客看到的仍是原来的内容。如果是有意清空的，请在这里确认，之后屏幕只显示剩下的内容。
staff-queue-reached = 能联系上排队系统
staff-queue-away = 联系不上排队系统。请检查网络和排队服务。
staff-clock-right = 时钟正确
staff-clock-wrong = 时钟偏差 { $minutes } 分钟。请检查网络时间。
staff-clock-not-known = 时钟尚未核对
staff-version = 版本 { $version }
staff-courier-version = 传送程序 { $version }

## Languages

languages-title = 请选择语言

## Leaflets and pages

only-in = 只有{ $language }版
events = 活动
web-code = 想带走本页内容，请用手机扫描二维码
link-at = { $words }（{ $address }）
picture-missing = 图片：{ $alt }
page-unreadable = 目前无法打开此页面。请向前台询问。
no-leaflets = 这里还没有宣传资料。请到接待处询问。
no-notices = 今天没有通知。

## Opening hours and contacts

hours-days = 一周办公时间
hours-day = { $date }
contacts = 怎样联系我们
address = 我们的地址
on-duty = 今天值班
more-about-us = 关于我们
privacy = 您的隐私
standards = 我们的服务标准
code = { $code }

## Are you still there?

still-there-title = 您还在吗？
still-there =
    { $seconds ->
       *[other] 如果您不操作，本屏幕会在{ $seconds }秒后回到开始页面，这样别人就看不到您选了什么。
    }

## Office closed

closed-phones = 如果事情不能等

## Emergency notice

emergency-notice = 紧急通知
emergency-phones = 请拨打

## Out of service

out-of-service = 本屏幕无法使用
out-of-service-visitor = 请到接待处，工作人员会帮助您。
out-of-service-content = 工作人员请注意：无法读取内容文件夹。请把它放回原处，或用“reception-kiosk check”检查。之后屏幕会自动恢复。
out-of-service-settings = 工作人员请注意：无法读取设置。请改正设置，然后重新启动本机。
starting = 请稍候
starting-visitor = 本屏幕正在启动。
starting-staff = 工作人员请注意：如果一直显示本页，说明内容文件夹还没有放好。

## Names of languages

language-name-en-GB = 英语
language-name-bn = 孟加拉语
language-name-tr = 土耳其语
language-name-ar = 阿拉伯语
language-name-pl = 波兰语
language-name-zh-Hans = 简体中文

## Call display
# The screen across the waiting room. { $desk } is display-desk, one of the rooms or the name as staff wrote it.

display-title = 叫号屏
display-now-calling = 正在叫号
display-last-called = 最近叫号
display-before = 此前叫号
display-waiting = 请坐下等候，您的号码会显示在这里。
display-go-to = 请到{ $desk }
display-desk = { $number }号服务台
display-room = { $number }号房间
display-interview-room = { $number }号面谈室
# Spoken aloud after the chime. The ticket is read letter by letter.
display-spoken = { $ticket }号，请到{ $desk }。
display-sound = 点按屏幕以打开声音
display-not-up-to-date = 信息未更新，请到接待处询问。
display-not-up-to-date-since = 自{ $time }起信息未更新，请到接待处询问。
display-no-access = 此屏幕还不能显示叫号，请到接待处询问。
display-no-access-staff = 工作人员：请用此屏幕的令牌打开一次，或先登录。

## Headers of pages in the content folder
# What staff write in the first lines of a page, before the colon, and as its priority. After a comma stand other ways
# to write the same; the first is the one that is taught.

page-key-title = 标题
page-key-show-from = 开始显示、显示开始、开始日期
page-key-show-until = 结束显示、显示结束、结束日期
page-key-review-by = 复核日期、审核日期、复查日期
page-key-priority = 优先级、优先
page-key-web = 网址、网站
page-priority-high = 高
page-priority-normal = 中、普通、正常
page-priority-low = 低
