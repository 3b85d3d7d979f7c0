# 印在纸上的话。没有比一行更长的。

slip-payment-title = 缴款凭条
slip-number = 票号
slip-check-code = 校验码
slip-service = 事项
slip-case = 办件编号
slip-order = 订单号
slip-issued = 开具时间
slip-channel = 支付方式
slip-channel-wechat = 微信支付
slip-channel-alipay = 支付宝
slip-payer = 交款人
slip-payee = 收款单位
slip-item = 项目
slip-detail = 说明
slip-amount = 金额
slip-total = 合计
slip-capital = 大写
slip-machine = { $machine } 号机
slip-proof = 扫码核对
slip-proof-note = 二维码已签名，可核对票号、金额、日期和收款单位。
slip-proof-alt = 核对本凭条的二维码
slip-not-fiscal = 本凭条只证明款项已经缴纳，不是财政票据。
slip-reprint = 补打
slip-page = 第 { $page } 页，共 { $pages } 页

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
