# What is only heard: everything else that is said stands on the screen as well.
# Keys are named as they are felt: up, down, select, back, next, help, repeat, volume.

# Between two lines that end without a sign.
heard-pause = .
# For the part of a name that is not shown.
heard-masked = { " hidden " }
heard-welcome = Hello, this kiosk is speaking. Up and down move from one thing to the next, select chooses it. Back goes back, next goes on, repeat says the page again, help explains it.
heard-choices = { $count ->
    [one] There is { $count } thing to choose, press up or down to hear it
   *[other] There are { $count } things to choose, press up or down to hear them
  }
heard-nothing = Nothing to press here, please wait
heard-position = { $at } of { $count }
heard-role-checkbox = tick box
heard-role-radio = one of several
heard-role-textbox = input
heard-state-chosen = chosen
heard-state-not-chosen = not chosen
heard-state-ticked = ticked
heard-state-unticked = not ticked
heard-state-disabled = cannot be pressed yet
heard-chosen = Chosen: { $name }
heard-erased = One erased
heard-cleared = All cleared
heard-no-key = This page has no such step
heard-volume = Volume { $step } of 5
heard-rate = Speed { $step } of 5
# Where the screen shows `1:30`.
heard-time = { $minutes ->
    [0] { $seconds } seconds
    [one] { $minutes } minute { $seconds } seconds
   *[other] { $minutes } minutes { $seconds } seconds
  }
