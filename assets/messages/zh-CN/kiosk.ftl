# 屏幕上的话。先说确定的事，再说怎么做；按钮用动词加名词；不用感叹号，不用行话。
# .line 标题下的一行 · .help 求助页的说明 · .next 右下 · .back 左下 · .hint 右下没有按钮时的提示

language-name = 中文
    .direction = ltr
    .leading = 1

## 框

machine = { $number } 号机
progress = 第 { $part } 步，共 5 步
progress-service = 选事项
progress-code = 出示码
progress-question = 明细
progress-payment = 付款
progress-receipt = 回执
progress-number = 编号
access-bar = 屏幕设置与求助
access-text-size = 文字大小
access-text-size-now = 文字大小，现在第 { $size } 档，共 4 档
access-contrast = 高对比
access-reach = 低位操作
access-help = 求助
access-end = 结束办理
action-back = 返回上一步
action-cancel-payment = 取消付款
list-up = 看上面
list-down = 看下面
yuan = { $amount } 元

## 各个画面

screen-starting = 机器正在准备
    .line = 通常不到一分钟，准备好会自动打开。
    .help = 请稍等，机器正在启动。

screen-out-of-service = 这台机器暂停服务
    .line = 请使用旁边的机器，或到人工窗口办理。
    .help = 这台机器正在检修，请使用旁边的机器。
out-of-service-journal = 机器需要检修。已经办好的事项不受影响。
out-of-service-code = 检修代码 { $code }
out-of-service-too-many-unresolved = 机器正在核实付款。每一笔都有记录，不会重复扣款。

screen-attract =
    您好，
    请办理业务
    .line = 带上手机就行。出示微信、支付宝或微博里的城市服务码，几分钟办好，当场拿回执。
    .help = 点“开始办理”，或直接点要办的事项。需要一部手机，里面有微信、支付宝或微博的“城市服务”。
attract-open = 现在可以办理
attract-begin = 开始办理
attract-language = 语言

screen-services = 您要办什么？
    .line = 点一项，马上开始。
    .hint = 点上面的一项
    .help = 点您要办的事项。每一项下面写着要多久，现在不能办的也写在那里。
service-minutes = 约 { $minutes } 分钟
service-needs-network = 需要联网，现在不能办
    .short = 需要联网
service-too-many-kept = 机器存满了，现在不能办
    .short = 存满了

screen-identify = 请出示身份码
    .line = 打开手机里的“城市服务”，把身份码对着镜头。
    .hint = 扫到后自动继续
    .help = 身份码在手机里。打开微信、支付宝或微博，进入“城市服务”，点“身份码”，再把手机屏幕对着镜头，离开一个手掌的距离。身份码只用来认出您，不会扣钱。
identify-checking = 正在核验身份码
identify-checking-line = 手机可以拿开了，通常只要一两秒。
identify-seen = 已经扫到
identify-issuers = 这些身份码都可以用

camera-live = 画面只用来扫码，不保存
camera-seen = { $held ->
    [paper] 看到码了，请拿稳单子
   *[phone] 看到码了，请拿稳手机
}
camera-read = 已经扫到
camera-missing = 镜头没有画面
camera-missing-what-to-do = 请点下面的“求助”，叫工作人员。

hint-too-near = { $held ->
    [paper] 请把单子拿远一点
   *[phone] 请把手机拿远一点
}
hint-too-far = { $held ->
    [paper] 请把单子再靠近一点
   *[phone] 请把手机再靠近一点
}
hint-glare = { $held ->
    [paper] 单子反光，请稍微斜一点拿
   *[phone] 屏幕反光，请把手机稍微斜一点
}
hint-too-dark = { $held ->
    [paper] 单子太暗，请放到亮一点的地方
   *[phone] 屏幕太暗，请把亮度调高
}
hint-tilted = { $held ->
    [paper] 请把单子正对镜头
   *[phone] 请把屏幕正对镜头
}
hint-blurred = { $held ->
    [paper] 请拿稳单子，停一下
   *[phone] 请拿稳手机，停一下
}

screen-question-choice =
    .hint = 点上面的一项
    .help = 点您要选的一项。看不到的项，用“看上面”“看下面”翻动。选错了可以返回上一步。
choice-loading = 正在查询
choice-empty = 现在没有可选的项
option-full = 已满
option-chosen = 已选

screen-question-digits =
    .next = 查询号码
    .help = 按数字键输入，输错了点“删一位”。单子上有二维码的，也可以把它对着镜头。
digits-erase = 删一位
digits-clear = 全部清除
digits-digit = 数字 { $digit }
digits-typed = 已输入 { $count } 位，共 { $length } 位
digits-scan = 也可以扫单子上的码
digits-checking = 正在查询

screen-dues = { $citizen ->
    [none] 待缴 { $count } 笔
   *[other] { $citizen }，您有 { $count } 笔待缴
  }
    .line = 打勾的这次一起缴。点一下可以改。
    .next = 核对付款
    .help = 打了勾的这次一起缴，合计在下面。不想这次缴的，点一下去掉勾，以后还可以来缴。
dues-checking = 正在查询待缴记录
dues-checking-line = 通常只要几秒。
dues-none = 没有待缴的记录
dues-none-line = 今天不用缴款。
dues-total = { $count ->
    [0] 还没有选
   *[other] 已选 { $count } 笔，合计
  }
dues-all-line = 请看是不是您要缴的。
due-ticked = 这次缴
due-unticked = 这次不缴

screen-review = 请核对
    .line = 没有错再去付款，要改就返回上一步。
    .next = 去付款
    .help = 请看一遍内容和金额。点“去付款”还不会扣钱，下一步出示付款码才付款。
review-free = 没有错就提交，要改就返回上一步。
review-submit = 提交办理
review-checking = 正在办理
review-checking-line = 正在登记，还没有扣款。
review-citizen = 办理人
review-total = 合计
review-payee = 收款单位

screen-pay-show-code = 请出示付款码
    .line = 打开微信或支付宝，点“收付款”，把码对着镜头。
    .hint = 扫到后自动收款
    .help = 付款码和身份码不同：打开微信或支付宝，首页点“收付款”，就是付款码。对着镜头后，只收屏幕上的这个金额。
screen-pay-asking = 正在向{ $channel }收款
    .line = 已经扫到付款码，手机可以拿开了。
    .hint = 请稍等，不用操作
    .help = 机器正在等支付平台的答复，通常几秒。同一笔不会扣两次。
screen-pay-confirm = 请在手机上确认付款
    .line = { $channel }正等您输入密码。不确认就不会扣款。
    .hint = 请看手机
    .help = 请看手机：支付平台请您输入密码或按指纹。不想付款，不确认就可以。
screen-pay-closing = 正在核实这笔付款
    .line = 先向{ $channel }查清有没有扣款，再告诉您。同一笔不会扣两次。
    .hint = 请稍等，不用操作
    .help = 机器正在向支付平台查清这笔付款。查清之前请不要离开，也不要再付一次。
channel-wechat = 微信支付
channel-alipay = 支付宝
pay-accepted = 可以用
pay-step-read = 付款码已扫到
pay-step-channel = { $channel }处理中
pay-step-confirm = 您在手机上确认
pay-step-query = 向{ $channel }查清结果
pay-step-result = 告诉您结果
pay-step-receipt = 打印回执
pay-step-done = 已完成
pay-step-now = 正在进行
pay-step-later = 还没有开始
countdown-seconds = 秒内有结果

screen-receipt-printing = 付款成功，正在打印
    .line = 请稍等，回执就要出来了。
    .next = 结束办理
    .help = 钱已经付好，不会再扣。回执正在打印，请等它出来。
screen-receipt-waiting = 钱已付好，不会再扣
    .line = 回执还没有打印出来。处理好以后会自动打印，您可以等，也可以记下取件码先走。
    .next = 记下了，结束
    .help = 钱已经付好，不会再扣。记下取件码或拍下屏幕，在任何一台机器都能补打回执。
screen-receipt-printed = 办好了，请取走回执
    .line = 回执在出纸口，共 1 张。
    .next = 取好了，结束
    .help = 请从出纸口取走回执。回执上有号码和二维码，谁都可以验真。
screen-receipt-not-printed = 钱已付好，不会再扣
    .line = 回执在这里打不出来。凭取件码，在任何一台机器都能补打。
    .next = 记下了，结束
    .help = 钱已经付好，不会再扣。记下取件码或拍下屏幕，在任何一台机器都能补打回执。
receipt-another = 还要办别的
receipt-number = 票号
receipt-payer = 交款人
receipt-payee = 收款单位
receipt-total = 金额
receipt-paid-by = 已用{ $channel }付款
receipt-slip = 缴款凭条
receipt-take = 请从出纸口取走
reclaim-label = 取件码
reclaim-how = 请拍下来，或记在手机里。

screen-taken = 申请已经收到
    .line = 不用付款。请记下办件编号，或拍下来。
    .next = 记下了，结束
    .help = 您的申请已经收到，不用付款。请记下或拍下办件编号，凭编号可以问工作人员。
taken-number = 办件编号
taken-then = 接下来
taken-then-what = 大厅按这个编号办理。
taken-ask = 要问办得怎样
taken-ask-how = 请把这个编号告诉工作人员。

screen-kept = 申请已经存好，会自动提交
    .line = 现在没有网络。不用再办一次，请记下编号，或拍下来。
    .next = 记下了，结束
    .help = 现在没有网络，您的申请已经存好在这台机器里，网络恢复后会自动提交一次。请记下或拍下编号，凭编号可以问工作人员。
kept-number = 编号
kept-now = 现在
kept-now-what = 已加密存在这台机器里。
kept-then = 网络恢复后
kept-then-what = 自动提交，只提交一次。

screen-unresolved = 这笔付款还在核实
    .line = 同一笔不会扣两次。请先不要再付，也可以放心离开。
    .next = 记下了，结束
    .help = 支付平台还没有答复有没有扣款。机器会一直查，查清为止。请记下订单号，可以问工作人员。
unresolved-order = 订单号
unresolved-charged = 如果扣了款
unresolved-charged-then = 这件事就算办好，凭订单号领回执。
unresolved-not-charged = 如果没有扣款
unresolved-not-charged-then = 这笔自动作废，不用您做什么。

screen-thanks-done = 办好了，请慢走
    .line = 请带好手机和回执。
    .help = 这次办理已经结束，您的内容已经清除。
screen-thanks-cancelled = 已经结束
    .line = 没有扣款，您的内容已经清除。
    .help = 这次办理已经结束，您的内容已经清除。
screen-thanks-timed-out = 太久没有操作，已经结束
    .line = 没有扣款，您的内容已经清除。
    .help = 这次办理已经结束，您的内容已经清除。
screen-thanks-unresolved = 付款还在核实
    .line = 同一笔不会扣两次，机器会查清为止。请留好订单号。
    .help = 这次办理已经结束。付款还在核实，请凭订单号问工作人员。
screen-thanks-taken = 申请已经收到，请慢走
    .line = 请带好手机，留好办件编号。
    .help = 这次办理已经结束，您的内容已经从这台机器清除。
screen-thanks-kept = 申请已经存好，请慢走
    .line = 网络恢复后自动提交。请带好手机，留好编号。
    .help = 这次办理已经结束。您的申请加密存在这台机器里，提交以后就清除。
thanks-begin = 下一位，请开始
thanks-take = 请带好
thanks-take-phone = 手机
thanks-take-papers = 证件
thanks-take-receipt = 回执

## 打印机

printer-paper-out = 打印机缺纸
printer-paper-jam = 打印机卡纸
printer-cover-open = 打印机盖子开着
printer-toner-out = 打印机没有墨粉
printer-unreachable = 打印机没有应答
printer-stopped = 打印机停住了
printer-aborted = 打印机没有打完

## 盖在上面的页

sheet-help = 需要帮忙吗
sheet-help-call = 呼叫工作人员
sheet-help-called = 已经呼叫，工作人员就来
sheet-help-close = 知道了，继续
sheet-still-there = 您还在吗？
sheet-still-there-line = 没有人应答，就会结束这次办理并清除内容。
sheet-still-there-seconds = 秒后结束
sheet-still-there-stay = 我还在，继续办理

## 提示：第一句是确定的事，.do 是怎么做

notice-code-expired = 身份码过期了
    .do = 请在手机上刷新身份码，再对着镜头。
notice-code-not-yet-valid = 手机的时间和这里对不上
    .do = 请把手机时间设为自动，刷新身份码再试。不行就点“求助”。
notice-code-forged = 这个码没有通过核验
    .do = 请在手机里重新打开这个码，不要用截图。
notice-code-unknown-issuer = 这个平台的身份码，这里不能用
    .do = 请出示微信、支付宝或微博“城市服务”里的身份码。
notice-code-used = 这个码已经用过一次
    .do = 一个码只能用一次。请在手机上刷新，再对着镜头。
notice-code-lapsed = 这部手机的身份码一个月没有更新了
    .do = 请联网打开一次“城市服务”，再出示身份码。
notice-code-revoked = 这个身份码已经停用
    .do = 请在“城市服务”里重新领取身份码。不行就点“求助”。
notice-code-other-hall = 这个码是给别的大厅用的
    .do = 请在手机上关掉这个码，重新打开，再对着镜头。
notice-code-cut-off = 码没有拍全
    .do = 请把整个码放进框里，不要用手挡住。
notice-code-not-live = 这个码是固定的，不能用来认人
    .do = 请在手机里打开会自动更新的那个码。打印的、截图的都不行。
notice-code-needs-connection = 网络断了，这种码现在查不了
    .do = 请换一个这里列出的身份码，或等网络恢复。急事请到人工窗口。
notice-code-unanswered = 这个码现在查不了
    .do = 发码的平台没有回应。请再试一次，或换一个身份码。
notice-code-other = 这个码在这里用不上
    .do = 请照上面说的，在手机上打开那个码。
notice-show-identity-instead = 这是付款码，没有扣款
    .do = 现在请出示身份码：打开“城市服务”，点“身份码”。
notice-show-payment-instead = 这是身份码，没有扣款
    .do = 现在请出示付款码：打开微信或支付宝，点“收付款”。
notice-staff-badge = 这是工作人员的工牌
    .do = 请出示您自己的码，就是上面说的那个。
notice-id-number-not-needed = 这里不用身份证号，也没有发出去
    .do = 请照上面说的，出示手机上的码。
notice-channel-not-accepted = 这种付款码这里不收，没有扣款
    .do = 请出示微信支付或支付宝的付款码。
notice-notice-number-mistyped = 号码里有数字不对
    .do = 请对着单子，一组一组看一遍。
notice-notice-number-unknown = 没有找到这张单子
    .do = 号码没有输错，但还查不到。请问开单的单位。
notice-notice-already-paid = 这张单子已经缴过，不用再缴
    .do = 要缴另一张，请输入它的号码。
notice-nothing-owed = 没有待缴的记录
    .do = 今天不用缴款，可以返回办别的事。
notice-taken-meanwhile = 刚刚被别人选走了，没有扣款
    .do = 请另选一个。
notice-amount-changed = 金额有变化，没有扣款
    .do = 请重新核对一次。
notice-declined-not-enough = 余额不足，没有扣款
    .do = 可以换一张银行卡，或换另一种支付，再出示付款码。
notice-declined-wrong-password = 支付密码不对，没有扣款
    .do = 再出示一次付款码，或换另一种支付。
notice-declined-not-confirmed = 手机上没有确认，没有扣款
    .do = 要付款，请再出示一次付款码。
notice-declined-code-expired = 付款码过期了，没有扣款
    .do = 付款码一分钟换一次，请刷新后再出示。
notice-declined-by-channel = 支付平台没有收这笔款，没有扣款
    .do = 请换另一种支付，或问支付平台。
notice-payment-cancelled = 付款已取消，没有扣款
    .do = 要付款，请再出示付款码；不付就结束办理。
notice-channel-unreachable = 支付平台连不上，没有扣款
    .do = 请换另一种支付，或过一会儿再试。
notice-offline = 网络断了，“需要联网”的现在不能办
    .do = 网络恢复后会自动变回来。急事请到人工窗口。
notice-try-again = 刚才没有办成，没有扣款
    .do = 请再试一次。还不行就点“求助”。
notice-camera-missing = 镜头没有画面
    .do = 请点“求助”叫工作人员，或用旁边的机器。
notice-printer-down = { $trouble }，现在打不出回执
    .do = 可以照常办。付款后屏幕会给取件码，在任何一台机器都能补打。
notice-staff-called = 已经呼叫工作人员
    .do = 请在这里等，马上有人来。
