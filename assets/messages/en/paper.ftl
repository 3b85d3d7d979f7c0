# Papers besides the payment slip (crates/receipt). No text is longer than its line.
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
