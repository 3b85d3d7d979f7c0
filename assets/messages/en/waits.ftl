# While waiting: what is being done, and for how long at most.

wait-at-most = { $seconds ->
    [0] Any moment now
    [one] At most { $seconds } second more
   *[other] At most { $seconds } seconds more
  }
held-left = Held for you for { $time } more
rate-left = Skipped by itself in { $time }
handout-left = Printing, at most { $time } more
list-top = This is the top
list-bottom = This is the end
