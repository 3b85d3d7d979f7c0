# What is on paper (crates/receipt). No text is longer than its line.

slip-payment-title = Payment slip
slip-number = Number
slip-check-code = Check code
slip-service = Service
slip-case = Case
slip-order = Order
slip-issued = Issued
slip-channel = Paid with
slip-channel-wechat = WeChat Pay
slip-channel-alipay = Alipay
slip-payer = Payer
slip-payee = Payee
slip-item = Item
slip-detail = Details
slip-amount = Amount
slip-total = Total
slip-capital = In capitals
slip-machine = Machine { $machine }
slip-proof = Scan to verify
slip-proof-note = Signed: proves the number, amount, date and payee.
slip-proof-alt = QR code that verifies this slip
slip-not-fiscal = This slip proves the payment only. It is not a fiscal invoice.
slip-reprint = REPRINT
slip-page = Page { $page } of { $pages }

sheet-slip = Service slip
sheet-statement = Statement
sheet-ticket = Queue ticket
sheet-acknowledgement = Acknowledgement of receipt
sheet-number = Number
sheet-printed = Printed: { $time }
sheet-printed-at = Printed: { $time } · Machine { $machine }
sheet-symbol = Follow it on your phone
sheet-symbol-note = Scan this code with your phone to see the latest at any time.
sheet-symbol-alt = QR code to see the latest on a phone
