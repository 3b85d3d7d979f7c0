# Papers besides the payment slip (crates/receipt). No text is longer than its line.
sheet-slip = 办事凭条
sheet-statement = 查询清单
sheet-ticket = 排队号
sheet-acknowledgement = 受理回执
sheet-number = 编号
sheet-printed = 打印时间：{ $time }
sheet-printed-at = 打印时间：{ $time } · { $machine } 号机
sheet-symbol = 扫码在手机上查看
sheet-symbol-note = 用手机扫一扫，就能随时查看最新情况。
sheet-symbol-alt = 在手机上查看最新情况的二维码
