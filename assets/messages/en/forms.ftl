# Asking and answering: the words of every pad, and what helps when an answer cannot be right.
# First what is wrong, then where to look.

screen-question =
    .next = Continue
help-several = Touch to tick, touch again to take the tick away. When you are done, touch “Continue”.
help-yes-no = Touch “Yes” or “No”. If you chose the wrong one, go back.
help-amount = Touch the digits of the yuan. For jiao and fen touch the point first. “Erase one” takes the last one back.
help-id-number = Type the 18 characters as they are on your ID card. If the last one is an X, touch X. “Erase one” takes the last one back.
help-phone = Type the 11 digits of the mobile phone number. “Erase one” takes the last one back.
help-plate = Touch the character of the province first, then letters and digits. “Erase one” takes the last one back.
help-date = Touch a day of the calendar. “Earlier” and “Later” show other months.
help-birth = Type 8 digits: 4 for the year, 2 for the month, 2 for the day. For 8 March 1956 type 19560308.
help-text = Spell it in pinyin letters, then touch the characters you want in the row above. Letters alone can be chosen there, too.

field-empty = Nothing typed yet
key-x = Letter X
key-point = Decimal point

several-chosen = { $count ->
    [0] None chosen yet
   *[other] { $count } chosen
  }{ $max ->
    [1] {""}
   *[other] , at most { $max }
  }
several-ticked = Chosen
several-unticked = Not chosen
answer-yes = Yes
answer-no = No

amount-range = { $min } to { $max } yuan
plate-province = The province first
plate-letter = Then one letter
plate-rest = Now letters and digits; there is no I and no O
plate-full = The number is complete
birth-year = year
birth-month = month
birth-day = day

date-none = Touch a day
date-how = Days in a box can be chosen
date-earlier = Earlier
date-later = Later
date-first-month = Nothing to choose before
date-last-month = Nothing to choose after

text-empty = Type in pinyin
text-typed = { $count } of { $max } characters at most
candidates = Words to choose from
candidates-how = Type letters, then touch a word here
candidates-none = No word is spelled like that
candidates-more = More

## Mistakes

mistake-missing = { $kind ->
    [choice] Nothing is chosen yet.
    [several] Nothing is chosen yet.
    [yesNo] Nothing is chosen yet.
    [date] No day is chosen yet.
   *[other] Nothing is typed yet.
  }
    .do = { $kind ->
    [choice] Touch one of the list.
    [several] Touch the ones you want.
    [yesNo] Touch “Yes” or “No”.
    [date] Touch a day of the calendar.
   *[other] Type it, then continue.
  }
mistake-too-short = { $kind ->
    [text] { $missing ->
        [one] One character is missing.
       *[other] { $missing } characters are missing.
      }
   *[other] { $missing ->
        [one] One place is still empty.
       *[other] { $missing } places are still empty.
      }
  }
    .do = { $kind ->
    [text] Please complete it.
   *[other] Compare it with your paper.
  }
mistake-too-long = { $kind ->
    [text] { $over ->
        [one] One character is too many.
       *[other] { $over } characters are too many.
      }
   *[other] { $over ->
        [one] One digit is too many.
       *[other] { $over } digits are too many.
      }
  }
    .do = { $kind ->
    [text] Please shorten it.
   *[other] Look for one that is there twice.
  }
mistake-character-not-allowed = { $kind ->
    [plate] One character is on no number plate.
    [text] One character cannot be used here.
   *[other] One place has something that cannot be there.
  }
    .do = Erase it and type it again.
mistake-id-impossible = There is no such ID number.
    .do = Look at the first 6 digits and at the date of birth, the next 8.
mistake-id-mistyped = One character is not right.
    .do = Compare it with your ID card, group by group.
mistake-phone-impossible = No mobile number begins like that.
    .do = Look at the first 3 digits; the first is a 1.
mistake-plate-impossible = There is no such number plate.
    .do = Compare it with the vehicle licence, one by one.
mistake-day-impossible = There is no such day.
    .do = Look at the month and the day.
mistake-too-early = This day is too early.
    .do = The first is { $first }.
mistake-too-late = This day is too late.
    .do = The last is { $last }.
mistake-too-little = The amount is too small.
    .do = The least is { $min } yuan.
mistake-too-much = The amount is too large.
    .do = The most is { $max } yuan.
mistake-too-few = Not enough are chosen.
    .do = Choose at least { $min }.
mistake-too-many = Too many are chosen.
    .do = Choose at most { $max }; take some ticks away.
mistake-not-offered = This one cannot be chosen now.
    .do = Please choose another one.

## Looking up, papers, rating

dues-list = Payments due

screen-handout-printing = Printing
    .line = Please wait, it comes out in a moment.
    .next = End visit
    .help = “{ $title }” is being printed. There is nothing to pay.
screen-handout-printed = Done, please take your paper
    .line = It is in the paper slot.
    .next = I have it, end
    .help = Take the paper from the slot. You can also scan the code on the screen with your phone.
screen-handout-waiting = It is done, the paper is not out yet
    .line = It prints by itself when the printer is ready. You can wait, or take a photo of the screen and go.
    .next = Noted, end visit
    .help = It is done, there is no need to do it again. A photo of the number, or the code scanned with your phone, is just as good.
screen-handout-not-printed = It is done, but cannot be printed here
    .line = Take a photo of the screen or scan the code: it is just as good.
    .next = Noted, end visit
    .help = It is done, there is no need to do it again. A photo of the number, or the code scanned with your phone, is just as good.
handout-your-number = Your number
handout-number = Number
handout-phone = Keep it on your phone
handout-phone-how = Open the scanner of WeChat or Alipay and point it at this code.

screen-details = How far it is
    .line = What has a tick is done.
    .next = Finish reading
    .help = From top to bottom you see every step. What has a tick is done. To know more, tell the staff the number.
details-checking = Looking up the progress
details-checking-line = It usually takes a few seconds.
stage-done = Done
stage-now = Under way
stage-later = Not begun

screen-rate = How was it?
    .line = Touch a face, or skip it.
    .help = You may rate “{ $service }”; you do not have to. Your name is not kept with it, and once sent it cannot be changed.
rate-skip = Skip rating
rate-send = Send rating
rate-levels = How it was
rate-level-5 = Very good
rate-level-4 = Good
rate-level-3 = Fair
rate-level-2 = Poor
rate-level-1 = Very poor
rate-reasons = Why? Choose any, or none.

## What to know on the way

notice-hold-over = The time it was held for you is over. Nothing was charged.
    .do = Choose one again; it is held for you again.
notice-outside-hours = This cannot be done at this hour. Nothing was charged.
    .do = Choose something else, or come back within its hours.
notice-appointment-over = This appointment cannot be changed any more
    .do = It was cancelled, has begun, or you have checked in. The staff can tell you more.
notice-check-in-not-open = It is too early to check in
    .do = Check in on the day itself, before it begins.

screen-thanks-seen = That is all, goodbye
    .line = Nothing was charged, and your data is erased here.
    .help = This visit is over. Your data is erased here.
