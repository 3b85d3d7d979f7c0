# 找到要办的事，以及开始之前先说清楚的。

screen-services-life-events = 遇到了什么事？
    .line = 点一件，看看能在这里办什么。
    .help = 点您遇到的事，里面是能在这里办的。不知道点哪个，可以点“搜索”，或叫工作人员。
screen-services-departments = 归哪个部门管？
    .line = 点一个部门，看看能在这里办什么。
    .help = 点管这件事的部门，里面是能在这里办的。不知道点哪个，可以点“搜索”，或叫工作人员。
screen-services-group = 您要办哪一件？
    .line = 点一项，马上开始。
    .help = 点您要办的一项。不是您要的，返回上一步再看别的。
screen-services-search = 您要找什么？
    .line = 用拼音写，或只写每个字的头一个字母。
    .help = 按拼音的字母，也可以只按每个字的头一个字母，例如社保按 sb。找到的会马上出来，点一下就开始。
find-ways = 怎样找
find-most-used = 常办
find-life-events = 生活事件
find-departments = 按部门
find-search = 搜索
find-count = { $count } 项
find-empty = 这里现在没有能办的事项
search-label = 要找的事项
search-empty = 例如 sb 或 shebao
search-all = 全部事项
search-found = 找到 { $count } 项
search-none = 没有找到，换个说法试试，或叫工作人员

service-outside-hours = { $from } 到 { $until } 可以办
    .short = { $from } 到 { $until } 办

screen-intro =
    .next = 开始办理
    .help = 这里说的是要准备什么、多少钱、要多久。都清楚了，点“开始办理”。
intro-good-to-know = 办之前可以知道
facts-needs = 要准备
facts-code = 手机里的身份码
facts-cost = 费用
facts-minutes = 要多久
facts-documents = 拿到什么
facts-department = 主管部门
cost-free = 免费
cost-as-owed = 按实际金额，先看清再付
document-receipt = 缴款凭条
document-slip = 预约单
document-statement = 证明
document-ticket = 排队号票
document-acknowledgement = 受理回执
