# What is only heard: everything else that is said stands on the screen as well.
# Keys are named as they are felt: up, down, select, back, next, help, repeat, volume.

# Between two lines that end without a sign.
speech-pause = .
# For the part of a name that is not shown.
speech-masked = { " hidden " }
speech-welcome = Hello, this kiosk is speaking. Up and down move from one thing to the next, select chooses it. Back goes back, next goes on, repeat says the page again, help explains it.
speech-choices = { $count ->
    [one] There is { $count } thing to choose, press up or down to hear it
   *[other] There are { $count } things to choose, press up or down to hear them
  }
speech-nothing = Nothing to press here, please wait
speech-position = { $at } of { $count }
speech-role-checkbox = tick box
speech-role-radio = one of several
speech-role-textbox = input
speech-empty = empty
speech-state-chosen = chosen
speech-state-not-chosen = not chosen
speech-state-ticked = ticked
speech-state-unticked = not ticked
speech-state-disabled = cannot be pressed yet
speech-chosen = Chosen: { $name }
speech-erased = One erased
speech-cleared = All cleared
speech-no-key = This page has no such step
speech-paused = Speech is paused. Press pause again to go on
speech-volume = Volume { $step } of 5
speech-rate = Speed { $step } of 5
