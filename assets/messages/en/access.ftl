# Settings of the screen, reading aloud, and what the machine says of itself

access-speech = Read aloud
access-more = More settings
access-group-language = Language
access-group-size = Text size
access-size = { $size ->
    [0] Normal
    [1] Large
    [2] Larger
   *[3] Largest
}
access-group-theme = Colours
access-theme = { $theme ->
    [normal] Normal
    [contrast] High contrast
    [night] Dark
   *[other] Colours { $number }
}
access-group-ways = Make it easier
access-elder = Large and simple
    .line = Large text and buttons, only what is done most
access-reach-low = Lower screen
    .line = All you touch is low, within reach from a seat
access-speech-on = Read aloud
    .line = Plug in headphones or touch here and listen
access-on = On
access-off = Off
access-voice = Adjust voice
access-all = Show all settings

sheet-access = See, hear and reach it better
sheet-access-close = Continue visit
sheet-speech = Reading aloud
sheet-speech-line = The screen is being read to you.
sheet-speech-rested = Reading is paused.

speech-rate = Speed
speech-rate-now = { $rate ->
    [-2] Very slow
    [-1] Slower
    [1] Faster
    [2] Very fast
   *[0] Normal
}
speech-slower = Read slower
speech-faster = Read faster
speech-volume = Volume
speech-volume-now = { $volume } of 5
speech-softer = Turn down
speech-louder = Turn up
speech-pause = Pause reading
speech-resume = Resume reading
speech-blank = Hide the screen
speech-blank-line = Listen only; nobody beside you can read it
speech-unblank = Show the screen
speech-stop = Stop reading

attract-can = What you can do here
attract-more = { $count } more: touch “Start here”
attract-calling = Now calling
attract-called = { $number } to window { $window }

out-of-service-wrong-time = Its clock is wrong, so nothing can be done here now. It opens again when the clock is right.

paper-out-then = The staff has to add paper. Touch “Get help” below to call them.
paper-jam-then = Please do not pull the paper. Touch “Get help” below to call the staff.
cover-open-then = It prints when the cover is closed. Touch “Get help” below to call the staff.
toner-out-then = The staff has to change the toner. Touch “Get help” below to call them.
printer-then = The staff has to look at it. Touch “Get help” below to call them.
paper-resumes = Printing goes on by itself. You need not do anything.
printing-at-most = { $seconds } seconds at most

plain-services = Touch what you want to do.
plain-identify = Open the citizen code on your phone. Hold it to the camera.
plain-pay = Open “Pay” in WeChat or Alipay. Hold it to the camera.
