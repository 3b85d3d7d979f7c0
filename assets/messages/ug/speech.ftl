# What is only heard: everything else that is said stands on the screen as well. A draft.
# Keys are named as they are felt: ئۈستى، ئاستى، جەزملەش، قايتىش، كېيىنكى، ياردەم، تەكرار، ئاۋاز.

# Between two lines that end without a sign.
heard-pause = .
# For the part of a name that is not shown.
heard-masked = { " يوشۇرۇن " }
heard-welcome = ياخشىمۇسىز، ئوقۇش ئېچىلدى. ئۈستى ۋە ئاستى كۇنۇپكىسى بىلەن بىر-بىرلەپ ئاڭلاڭ، جەزملەش كۇنۇپكىسى بىلەن تاللاڭ، قايتىش كۇنۇپكىسى بىلەن بىر قەدەم قايتىڭ، كېيىنكى كۇنۇپكىسى بىلەن ئالغا مېڭىڭ، تەكرار كۇنۇپكىسى بىلەن يەنە بىر ئاڭلاڭ، ياردەم كۇنۇپكىسى بىلەن چۈشەندۈرۈشنى ئاڭلاڭ.
heard-choices = بۇ بەتتە تاللىغىلى بولىدىغان { $count } تۈر بار، ئۈستى-ئاستى كۇنۇپكىسى بىلەن بىر-بىرلەپ ئاڭلاڭ
heard-nothing = بۇ بەتتە باسىدىغان نەرسە يوق، سەل ساقلاڭ
heard-position = { $count } تۈرنىڭ { $at }-تۈرى
heard-role-checkbox = بەلگە قويۇش تۈرى
heard-role-radio = بىرنى تاللاش تۈرى
heard-role-textbox = كىرگۈزۈش رامكىسى
heard-state-chosen = تاللاندى
heard-state-not-chosen = تاللانمىدى
heard-state-ticked = بەلگە قويۇلدى
heard-state-unticked = بەلگە قويۇلمىدى
heard-state-disabled = ھازىرچە باسقىلى بولمايدۇ
heard-chosen = تاللاندى: { $name }
heard-erased = بىرى ئۆچۈرۈلدى
heard-cleared = ھەممىسى ئۆچۈرۈلدى
heard-no-key = بۇ بەتتە بۇنداق قەدەم يوق
heard-volume = ئاۋاز { $step }، ئەڭ يۇقىرى 5
heard-rate = سۈرئەت { $step }، ئەڭ تېز 5
# Where the screen shows `1:30`.
heard-time = { $minutes ->
    [0] { $seconds } سېكۇنت
   *[other] { $minutes } مىنۇت { $seconds } سېكۇنت
  }
