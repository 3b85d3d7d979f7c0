# 屏幕设置、朗读，以及机器自己要说的话

access-speech = 朗读屏幕
access-more = 语言和设置
access-group-language = 语言
access-group-size = 文字大小
access-size = { $size ->
    [0] 标准
    [1] 大
    [2] 更大
   *[3] 最大
}
access-group-theme = 配色
access-theme = { $theme ->
    [normal] 标准
    [contrast] 高对比
    [night] 深色
   *[other] 配色 { $number }
}
access-group-ways = 怎样用得顺手
access-elder = 大字简明
    .line = 字大、按钮大，只列常办的事
access-reach-low = 低位操作
    .line = 要点的都在下面，坐着也够得着
access-speech-on = 朗读屏幕
    .line = 插上耳机或点这里，边听边办
access-on = 已打开
access-off = 已关闭
access-voice = 调整朗读
access-all = 查看全部设置

sheet-access = 怎样看得清、听得清
sheet-access-close = 继续办理
sheet-speech = 朗读
sheet-speech-line = 正在读屏幕上的内容。
sheet-speech-rested = 朗读已暂停。

speech-rate = 快慢
speech-rate-now = { $rate ->
    [-2] 很慢
    [-1] 慢一点
    [1] 快一点
    [2] 很快
   *[0] 标准
}
speech-slower = 读慢一点
speech-faster = 读快一点
speech-volume = 音量
speech-volume-now = 第 { $volume } 档，共 5 档
speech-softer = 小声一点
speech-louder = 大声一点
speech-pause = 暂停朗读
speech-resume = 继续朗读
speech-blank = 关掉屏幕画面
speech-blank-line = 只听不看，旁边的人看不到
speech-unblank = 打开屏幕画面
speech-stop = 停止朗读

attract-can = 在这里能办
attract-more = 还有 { $count } 项，点“开始办理”
attract-calling = 正在叫号
attract-called = { $number } 请到 { $window } 号窗口

out-of-service-wrong-time = 机器的时间不对，现在不能办理。时间校准后会自动恢复。

paper-out-then = 要由工作人员加纸。点下面的“求助”可以叫人。
paper-jam-then = 请不要自己拉纸。点下面的“求助”，叫工作人员来取。
cover-open-then = 盖好盖子就能打印。点下面的“求助”可以叫人。
toner-out-then = 要由工作人员换墨粉。点下面的“求助”可以叫人。
printer-then = 要请工作人员看一看。点下面的“求助”可以叫人。
paper-resumes = 好了会接着打印，不用您做什么。
printing-at-most = 最多还要 { $seconds } 秒

plain-services = 点您要办的那一件。
plain-identify = 打开手机里的身份码，对着镜头。
plain-pay = 打开微信或支付宝的“收付款”，对着镜头。
