# 提问和填写：每种键盘上的话，以及填得不对时怎样帮忙。先说哪里不对，再说看哪里。

screen-question =
    .next = 下一步
help-several = 点一下打勾，再点一下去掉。选好了点“下一步”。
help-yes-no = 点“是”或“否”。选错了可以返回上一步。
help-amount = 按数字键输入多少元。几角几分，先按小数点。输错了点“删一位”。
help-id-number = 请照身份证上的号码输入 18 位。最后一位是 X 的，按 X 键。输错了点“删一位”。
help-phone = 请输入 11 位手机号码。输错了点“删一位”。
help-plate = 先点省份的简称，再点字母和数字。输错了点“删一位”。
help-date = 点月历上的一天。要看别的月份，点“上个月”“下个月”。
help-birth = 请输入 8 位数字：年 4 位，月 2 位，日 2 位。例如 1956 年 3 月 8 日，输入 19560308。
help-text = 用拼音的字母拼，再点上面一行里要的字。写错了点“删一位”。

field-empty = 还没有填
key-x = 字母 X
key-point = 小数点

several-chosen = { $count ->
    [0] 还没有选
   *[other] 已选 { $count } 项
  }{ $max ->
    [1] {""}
   *[other] ，最多 { $max } 项
  }
several-ticked = 已选
several-unticked = 未选
answer-yes = 是
answer-no = 否

amount-range = { $min } 元到 { $max } 元
plate-province = 先点省份的简称
plate-letter = 再点一个字母
plate-rest = 接着点字母和数字，没有 I 和 O
plate-full = 号码已经满了
birth-year = 年
birth-month = 月
birth-day = 日

date-none = 请点一天
date-how = 有方框的日子可以选
date-earlier = 上个月
date-later = 下个月
date-first-month = 前面没有可选的日子
date-last-month = 后面没有可选的日子

text-empty = 请用拼音写
text-typed = 已写 { $count } 个字，最多 { $max } 个字
candidates = 可以选的字
candidates-how = 先按字母，再在这里点字
candidates-none = 没有这样的拼音，请看看字母
candidates-more = 更多

## 填得不对

mistake-missing = { $kind ->
    [choice] 还没有选。
    [several] 还没有选。
    [yesNo] 还没有选。
    [date] 还没有选日子。
   *[other] 还没有填。
  }
    .do = { $kind ->
    [choice] 请点一项。
    [several] 请点要的那几项。
    [yesNo] 请点“是”或“否”。
    [date] 请在月历上点一天。
   *[other] 填好再点“下一步”。
  }
mistake-too-short = { $kind ->
    [text] 还差 { $missing } 个字。
   *[other] 还差 { $missing } 位。
  }
    .do = { $kind ->
    [text] 请补完整。
   *[other] 请对着原件，看看漏了哪里。
  }
mistake-too-long = { $kind ->
    [text] 多了 { $over } 个字。
   *[other] 多了 { $over } 位。
  }
    .do = { $kind ->
    [text] 请写短一点。
   *[other] 请看看哪里重复了。
  }
mistake-character-not-allowed = { $kind ->
    [plate] 有一位不能用在车牌上。
    [text] 有一个字不能用在这里。
   *[other] 有一位不能用在这里。
  }
    .do = 请删掉它，再填一次。
mistake-id-impossible = 没有这样的身份证号。
    .do = 请看前 6 位，和中间 8 位的出生日期。
mistake-id-mistyped = 有一位数字不对。
    .do = 请对着身份证，一组一组看一遍。
mistake-phone-impossible = 手机号码不是这样开头的。
    .do = 请看前 3 位，第一位是 1。
mistake-plate-impossible = 没有这样的车牌号。
    .do = 请对着行驶证，一位一位看一遍。
mistake-day-impossible = 没有这一天。
    .do = 请看看月份和日子。
mistake-too-early = 这一天太早了。
    .do = 最早可以选 { $first }。
mistake-too-late = 这一天太晚了。
    .do = 最晚可以选 { $last }。
mistake-too-little = 金额太小了。
    .do = 最少 { $min } 元。
mistake-too-much = 金额太大了。
    .do = 最多 { $max } 元。
mistake-too-few = 选得不够。
    .do = 至少选 { $min } 项。
mistake-too-many = 选得太多。
    .do = 最多选 { $max } 项，请去掉几个勾。
mistake-not-offered = 这一项现在不能选。
    .do = 请另选一项。

## 查清、核对、取纸、评价

dues-list = 待缴的记录

screen-handout-printing = 正在打印
    .line = 请稍等，纸就要出来了。
    .next = 结束办理
    .help = { $title }正在打印，请等它出来。不用付款。
screen-handout-printed = 办好了，请取走
    .line = 纸在出纸口。
    .next = 取好了，结束
    .help = 请从出纸口取走纸。屏幕上的码，也可以用手机扫走。
screen-handout-waiting = 已经办好，纸还没有出来
    .line = 打印机好了会自动打印。可以等，也可以拍下屏幕先走。
    .next = 记下了，结束
    .help = 已经办好了，不用再办一次。拍下屏幕上的号码，或用手机扫屏幕上的码，一样有效。
screen-handout-not-printed = 已经办好，在这里打不出来
    .line = 请拍下屏幕，或用手机扫码，一样有效。
    .next = 记下了，结束
    .help = 已经办好了，不用再办一次。拍下屏幕上的号码，或用手机扫屏幕上的码，一样有效。
handout-your-number = 您的号码
handout-number = 编号
handout-phone = 存到手机里
handout-phone-how = 打开微信或支付宝，点“扫一扫”，对着这个码。

screen-details = 办到哪一步了
    .line = 打勾的是已经办完的。
    .next = 看好了，结束
    .help = 从上往下是办理的每一步，打勾的已经办完。要问详细的，可以把编号告诉工作人员。
details-checking = 正在查询进度
details-checking-line = 通常只要几秒。
stage-done = 已办完
stage-now = 正在办
stage-later = 还没有开始

screen-rate = 这次办得怎么样？
    .line = 点一个表情。不想评价，点“跳过评价”。
    .help = 您可以为刚才的“{ $service }”评价，不评价也可以。评价不记您的名字，交了以后不能改。
rate-skip = 跳过评价
rate-send = 提交评价
rate-levels = 满意程度
rate-level-5 = 非常满意
rate-level-4 = 满意
rate-level-3 = 基本满意
rate-level-2 = 不满意
rate-level-1 = 非常不满意
rate-reasons = 为什么？可以选几项，也可以不选。

## 办的时候要知道的

notice-hold-over = 保留的时间到了，没有扣款
    .do = 请重新选一个，会再为您保留。
notice-outside-hours = 现在不是办这件事的时间，没有扣款
    .do = 请看看别的事项，或在办理时间再来。
notice-appointment-over = 这次预约不能再改了
    .do = 它已经取消、已经开始，或已经签到。要问请找工作人员。
notice-check-in-not-open = 还没有到签到的时间
    .do = 就诊当天、开始之前再来签到。

screen-thanks-seen = 查好了，请慢走
    .line = 没有扣款，您的内容已经清除。
    .help = 这次查询已经结束，您的内容已经清除。
