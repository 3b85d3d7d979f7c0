# What the screen says. First what is certain, then what to do; a verb and a noun on every
# button; no exclamation marks, no jargon.
# .line below the headline · .help on the help sheet · .next lower right · .back lower left
# .hint at the lower right where there is no button

language-name = English
    .direction = ltr
    .leading = 1

## Frame

machine = Kiosk { $number }
progress = Part { $part } of 5
progress-service = Service
progress-code = Code
progress-question = Details
progress-payment = Payment
progress-receipt = Receipt
progress-number = Number
access-bar = Screen settings and help
access-text-size = Text size
access-text-size-now = Text size, now { $size } of 4
access-contrast = Contrast
access-reach = Lower screen
access-help = Get help
access-end = End visit
action-back = Go back
action-cancel-payment = Cancel payment
list-up = Show above
list-down = Show below
yuan = { $amount } yuan

## Screens

screen-starting = This kiosk is starting
    .line = It usually takes less than a minute and opens by itself.
    .help = Please wait, the kiosk is starting.

screen-out-of-service = This kiosk is not in service
    .line = Please use another kiosk or go to a counter.
    .help = This kiosk is being repaired. Please use another one.
out-of-service-journal = It needs a technician. What was done here before is safe.
out-of-service-code = For the technician: { $code }
out-of-service-too-many-unresolved = It is checking payments. Each one is on record and none is charged twice.

screen-attract =
    Hello.
    How can we help?
    .line = All you need is your phone. Show your city service code in WeChat, Alipay or Weibo and leave with a receipt in minutes.
    .help = Touch “Start here”, or the service you need. You need a phone with the city service of WeChat, Alipay or Weibo.
attract-open = Open now
attract-begin = Start here
attract-language = Language

screen-services = What would you like to do?
    .line = Touch one to begin.
    .hint = Touch one above
    .help = Touch what you want to do. Below each name you see how long it takes, or why it cannot be done now.
service-minutes = About { $minutes } min
service-needs-network = Needs a connection, not possible now
    .short = Needs a connection
service-too-many-kept = The kiosk is full, not possible now
    .short = Kiosk is full

screen-identify = Show your citizen code
    .line = Open the city service on your phone and hold the code to the camera.
    .hint = Goes on by itself
    .help = Your citizen code is on your phone. Open WeChat, Alipay or Weibo, go to the city service and touch “Citizen code”. Hold the screen to the camera, a hand’s width away. The code only tells us who you are; it cannot take money.
identify-checking = Checking your code
identify-checking-line = You can put the phone down. It takes a second or two.
identify-seen = Got it
identify-issuers = Any of these codes will do

camera-live = For scanning only, nothing is saved
camera-seen = { $held ->
    [paper] Code seen, hold the paper still
   *[phone] Code seen, hold the phone still
}
camera-read = Code scanned
camera-missing = The camera shows no picture
camera-missing-what-to-do = Touch “Get help” below to call the staff.

hint-too-near = { $held ->
    [paper] Move the paper back a little
   *[phone] Move the phone back a little
}
hint-too-far = { $held ->
    [paper] Move the paper a little closer
   *[phone] Move the phone a little closer
}
hint-glare = { $held ->
    [paper] The paper reflects a light, tilt it a little
   *[phone] The screen reflects a light, tilt the phone a little
}
hint-too-dark = { $held ->
    [paper] The paper is in the dark, hold it in the light
   *[phone] The screen is dark, turn up its brightness
}
hint-tilted = { $held ->
    [paper] Turn the paper to face the camera
   *[phone] Turn the screen to face the camera
}
hint-blurred = { $held ->
    [paper] Hold the paper still for a moment
   *[phone] Hold the phone still for a moment
}

screen-question-choice =
    .hint = Touch one above
    .help = Touch the one you want. “Show above” and “Show below” move the list. If you chose the wrong one, go back.
choice-loading = Looking it up
choice-empty = There is nothing to choose from now
option-full = Full
option-chosen = Chosen

screen-question-digits =
    .next = Look up number
    .help = Touch the digits. “Erase one” takes the last one back. If the paper has a QR code, you can hold it to the camera instead.
digits-erase = Erase one
digits-clear = Clear all
digits-digit = Digit { $digit }
digits-typed = { $count } of { $length } digits
digits-scan = Or scan the code on the paper
digits-checking = Looking it up

screen-dues = { $citizen ->
    [none] { $count ->
        [one] { $count } payment is due
       *[other] { $count } payments are due
      }
   *[other] { $citizen }, you have { $count ->
        [one] { $count } payment due
       *[other] { $count } payments due
      }
  }
    .line = The ticked ones are paid now. Touch one to change it.
    .next = Check payment
    .help = The ticked ones are paid together now; the total is below. Touch one to leave it for another day.
dues-checking = Looking up what is due
dues-checking-line = It usually takes a few seconds.
dues-none = Nothing is due
dues-none-line = There is nothing to pay today.
dues-total = { $count ->
    [0] None chosen yet
   *[other] { $count } chosen, total
  }
dues-all-line = Check that this is what you want to pay.
due-ticked = Pay now
due-unticked = Not now

screen-review = Please check
    .line = If it is right, go to payment. To change it, go back.
    .next = Go to payment
    .help = Read the details and the amount once more. “Go to payment” charges nothing yet; you pay by showing your payment code in the next step.
review-free = If it is right, submit it. To change it, go back.
review-submit = Submit request
review-checking = Registering your request
review-checking-line = Nothing has been charged yet.
review-citizen = Applicant
review-total = Total
review-payee = Paid to

screen-pay-show-code = Show your payment code
    .line = Open WeChat or Alipay, touch “Pay”, and hold the code to the camera.
    .hint = Goes on by itself
    .help = The payment code is not the citizen code: open WeChat or Alipay and touch “Pay” (收付款) on the first page. Only the amount on this screen is charged.
screen-pay-asking = Asking { $channel } for the payment
    .line = Your code was read. You can put the phone down.
    .hint = Please wait, nothing to do
    .help = The kiosk waits for an answer, usually a few seconds. The same payment is never charged twice.
screen-pay-confirm = Confirm on your phone
    .line = { $channel } is waiting for your password. Without it nothing is charged.
    .hint = Look at your phone
    .help = Look at your phone: it asks for your password or fingerprint. If you do not want to pay, do not confirm.
screen-pay-closing = Checking this payment
    .line = We ask { $channel } whether you were charged, then tell you. You are never charged twice.
    .hint = Please wait, nothing to do
    .help = The kiosk is finding out about this payment. Please stay, and do not pay again until it is known.
channel-wechat = WeChat Pay
channel-alipay = Alipay
pay-accepted = You can use
pay-step-read = Payment code read
pay-step-channel = { $channel } at work
pay-step-confirm = You confirm on your phone
pay-step-query = Asking { $channel } for the result
pay-step-result = Telling you the result
pay-step-receipt = Printing your receipt
pay-step-done = Done
pay-step-now = Now
pay-step-later = Not yet
countdown-seconds = seconds at most

screen-receipt-printing = Paid. Printing your receipt
    .line = One moment, it is about to come out.
    .next = End visit
    .help = Your payment is complete and will not be charged again. Please wait for the receipt.
screen-receipt-waiting = You have paid and will not be charged again
    .line = Your receipt is not printed yet. It prints by itself once this is put right. You can wait, or note the reclaim code and go.
    .next = Noted, end visit
    .help = Your payment is complete and will not be charged again. With the reclaim code, or a photo of this screen, any kiosk prints your receipt.
screen-receipt-printed = Done. Please take your receipt
    .line = It is in the paper slot, one sheet.
    .next = Taken, end visit
    .help = Take the receipt from the paper slot. Its number and QR code let anyone verify it.
screen-receipt-not-printed = You have paid and will not be charged again
    .line = Your receipt cannot be printed here. With the reclaim code any kiosk prints it.
    .next = Noted, end visit
    .help = Your payment is complete and will not be charged again. With the reclaim code, or a photo of this screen, any kiosk prints your receipt.
receipt-another = Do another
receipt-number = Receipt no.
receipt-payer = Payer
receipt-payee = Paid to
receipt-total = Amount
receipt-paid-by = Paid with { $channel }
receipt-slip = Payment slip
receipt-take = Take it from the paper slot
reclaim-label = Reclaim code
reclaim-how = Take a photo of it or write it down.

screen-taken = Your request has been taken
    .line = There is nothing to pay. Please note the case number or take a photo of it.
    .next = Noted, end visit
    .help = Your request has been taken and costs nothing. Note the case number or take a photo of it; the staff can look it up.
taken-number = Case number
taken-then = What happens next
taken-then-what = The hall works on it under this number.
taken-ask = To ask about it
taken-ask-how = Tell the staff this number.

screen-kept = Your request is kept and will be sent by itself
    .line = There is no connection now. You need not do it again. Please note the number or take a photo.
    .next = Noted, end visit
    .help = There is no connection now. Your request is kept in this kiosk and sent once, by itself, when there is one. Note the number or take a photo of it; the staff can look it up.
kept-number = Number
kept-now = Now
kept-now-what = It is stored, sealed, in this kiosk.
kept-then = When there is a connection
kept-then-what = It is sent by itself, once.

screen-unresolved = This payment is still being checked
    .line = You are never charged twice. Please do not pay again; you are free to leave.
    .next = Noted, end visit
    .help = We have no answer yet whether you were charged. The kiosk keeps asking until it is known. Note the order number; the staff can look it up.
unresolved-order = Order number
unresolved-charged = If you were charged
unresolved-charged-then = Your request is done; collect the receipt with the order number.
unresolved-not-charged = If you were not
unresolved-not-charged-then = The payment is voided by itself. You need not do anything.

screen-thanks-done = All done. Goodbye
    .line = Please take your phone and your receipt.
    .help = This visit has ended and your details are erased.
screen-thanks-cancelled = The visit has ended
    .line = Nothing was charged and your details are erased.
    .help = This visit has ended and your details are erased.
screen-thanks-timed-out = The visit has ended after a long pause
    .line = Nothing was charged and your details are erased.
    .help = This visit has ended and your details are erased.
screen-thanks-unresolved = The payment is still being checked
    .line = You are never charged twice, and we keep asking until it is known. Please keep the order number.
    .help = This visit has ended. The payment is still being checked; ask the staff with your order number.
screen-thanks-taken = Your request has been taken. Goodbye
    .line = Please take your phone and keep the case number.
    .help = This visit has ended and your details are erased from this kiosk.
screen-thanks-kept = Your request is kept. Goodbye
    .line = It is sent by itself when there is a connection. Please take your phone and keep the number.
    .help = This visit has ended. Your request is sealed in this kiosk, and erased when it has been sent.
thanks-begin = Start a new visit
thanks-take = Please take
thanks-take-phone = Phone
thanks-take-papers = Papers
thanks-take-receipt = Receipt

## Printer

printer-paper-out = The printer is out of paper
printer-paper-jam = Paper is stuck in the printer
printer-cover-open = The printer’s cover is open
printer-toner-out = The printer is out of toner
printer-unreachable = The printer does not answer
printer-stopped = The printer has stopped
printer-aborted = The printer did not finish

## Sheets

sheet-help = Do you need help?
sheet-help-call = Call staff
sheet-help-called = Called. Somebody is coming
sheet-help-close = Continue visit
sheet-still-there = Are you still there?
sheet-still-there-line = If nobody answers, the visit ends and your details are erased.
sheet-still-there-seconds = seconds left
sheet-still-there-stay = Yes, continue visit

## Notices: the text is what is certain, .do is what to do

notice-code-expired = This code has expired
    .do = Refresh the code on your phone and hold it to the camera again.
notice-code-not-yet-valid = Your phone’s clock differs from ours
    .do = Set the phone’s time to automatic and refresh the code. If that fails, touch “Get help”.
notice-code-forged = This code could not be verified
    .do = Open the code again on your phone. Screenshots do not work.
notice-code-unknown-issuer = Codes of this app are not accepted here
    .do = Show the code from the city service of WeChat, Alipay or Weibo.
notice-code-used = This code has been used before
    .do = Each code works once. Refresh it on your phone and show it again.
notice-code-lapsed = Your phone has not renewed this code for a month
    .do = Open the city service once with a connection to the internet. Then show the code again.
notice-code-revoked = This code was withdrawn
    .do = Renew your code in the city service. If that fails, touch “Get help”.
notice-code-other-hall = This code was made for another hall
    .do = Close the code on your phone, open it again and show the new one.
notice-code-cut-off = Part of the code is missing
    .do = Hold the whole code inside the frame, without a finger on it.
notice-code-not-live = This is a fixed code, which does not say that it is you
    .do = Open the code that renews itself on your phone. Paper and screenshots do not work.
notice-code-needs-connection = No connection, so this code cannot be checked
    .do = Show another of the codes listed here, or wait. If it is urgent, go to a counter.
notice-code-unanswered = This code cannot be checked right now
    .do = The service behind it does not answer. Try again, or show another code.
notice-code-other = This code is not the one we need
    .do = Open the code named above on your phone.
notice-show-identity-instead = That is a payment code. Nothing was charged
    .do = Please show your citizen code now: open the city service, touch “Citizen code”.
notice-show-payment-instead = That is your citizen code. Nothing was charged
    .do = Please show your payment code now: open WeChat or Alipay, touch “Pay”.
notice-staff-badge = That is a staff badge
    .do = Please show your own code, the one named above.
notice-id-number-not-needed = An ID number is not needed; it was not sent anywhere
    .do = Please show the code on your phone, as said above.
notice-channel-not-accepted = This kind of payment code is not accepted. Nothing was charged
    .do = Please show a payment code of WeChat Pay or Alipay.
notice-notice-number-mistyped = A digit in this number is wrong
    .do = Compare it with the paper, group by group.
notice-notice-number-unknown = There is no notice with this number
    .do = The number is typed right but not on record. Please ask the office that sent it.
notice-notice-already-paid = This notice is already paid
    .do = Nothing more to pay. For another notice, enter its number.
notice-nothing-owed = Nothing is due
    .do = There is nothing to pay today. Go back to do something else.
notice-taken-meanwhile = Somebody else has just taken it. Nothing was charged
    .do = Please choose another one.
notice-amount-changed = The amount has changed. Nothing was charged
    .do = Please look it over once more.
notice-declined-not-enough = Not enough money. Nothing was charged
    .do = Use another bank card or another app, then show the payment code again.
notice-declined-wrong-password = Wrong password. Nothing was charged
    .do = Show the payment code again, or use another app.
notice-declined-not-confirmed = It was not confirmed. Nothing was charged
    .do = To pay, show the payment code again.
notice-declined-code-expired = The payment code expired. Nothing was charged
    .do = It changes every minute. Refresh it and show it again.
notice-declined-by-channel = The payment was refused. Nothing was charged
    .do = Use another app, or ask the one you paid with.
notice-payment-cancelled = Payment cancelled. Nothing was charged
    .do = To pay, show the payment code again. If not, end the visit.
notice-channel-unreachable = The payment service cannot be reached. Nothing was charged
    .do = Use another app, or try again later.
notice-offline = No connection. What “needs a connection” has to wait
    .do = It comes back by itself. If it is urgent, go to a counter.
notice-try-again = That did not work. Nothing was charged
    .do = Please try again. If it fails again, touch “Get help”.
notice-camera-missing = The camera shows no picture
    .do = Touch “Get help” to call the staff, or use another kiosk.
notice-printer-down = { $trouble }. No receipts now
    .do = You can go on. After paying, the screen gives you a code to print the receipt at any kiosk.
notice-staff-called = The staff has been called
    .do = Please wait here, somebody is coming.
