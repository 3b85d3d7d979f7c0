# What is only heard: everything else that is said stands on the screen as well.
# Keys are named as they are felt: 上键、下键、确认键、返回键、下一步键、帮助键、重复键、音量键.

# Between two lines that end without a sign.
speech-pause = 。
# For the part of a name that is not shown.
speech-masked = 某
speech-welcome = 您好，朗读已打开。按上键、下键逐项听，按确认键选定，按返回键退一步，按下一步键往下走，按重复键再听一遍，按帮助键听说明。
speech-choices = 这一页有 { $count } 项可选，按上下键逐项听
speech-nothing = 这一页没有要按的，请稍等
speech-position = 第 { $at } 项，共 { $count } 项
speech-role-checkbox = 勾选项
speech-role-radio = 单选项
speech-role-textbox = 输入框
speech-empty = 还没有填
speech-state-chosen = 已选中
speech-state-not-chosen = 未选中
speech-state-ticked = 已勾选
speech-state-unticked = 未勾选
speech-state-disabled = 现在还不能按
speech-chosen = 已选：{ $name }
speech-erased = 删掉一个
speech-cleared = 已清空
speech-no-key = 这一页没有这一步
speech-paused = 朗读已暂停，再按暂停键继续
speech-volume = 音量 { $step }，最大 5
speech-rate = 语速 { $step }，最快 5
