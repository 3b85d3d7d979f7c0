# What is only heard: everything else that is said stands on the screen as well.
# Keys are named as they are felt: 上键、下键、确认键、返回键、下一步键、帮助键、重复键、音量键.

# Between two lines that end without a sign.
heard-pause = 。
# For the part of a name that is not shown.
heard-masked = 某
heard-welcome = 您好，朗读已打开。按上键、下键逐项听，按确认键选定，按返回键退一步，按下一步键往下走，按重复键再听一遍，按帮助键听说明。
heard-choices = 这一页有 { $count } 项可选，按上下键逐项听
heard-nothing = 这一页没有要按的，请稍等
heard-position = 第 { $at } 项，共 { $count } 项
heard-role-checkbox = 勾选项
heard-role-radio = 单选项
heard-role-textbox = 输入框
heard-state-chosen = 已选中
heard-state-not-chosen = 未选中
heard-state-ticked = 已勾选
heard-state-unticked = 未勾选
heard-state-disabled = 现在还不能按
heard-chosen = 已选：{ $name }
heard-erased = 删掉一个
heard-cleared = 已清空
heard-no-key = 这一页没有这一步
heard-volume = 音量 { $step }，最大 5
heard-rate = 语速 { $step }，最快 5
# Where the screen shows `1:30`.
heard-time = { $minutes ->
    [0] { $seconds } 秒
   *[other] { $minutes } 分 { $seconds } 秒
  }
