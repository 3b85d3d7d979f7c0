# While waiting: what is being done, and for how long at most. A draft.

wait-at-most = { $seconds ->
    [0] འབྲས་བུ་འཕྲལ་དུ་ཐོན
   *[other] མང་མཐར་ད་དུང་སྐར་ཆ་ { $seconds }
  }
held-left = ཁྱེད་ལ་ཉར་ཡོད། ད་དུང་ { $time } ལྷག
rate-left = { $time } རྗེས་རང་འགུལ་གྱིས་མཆོང
handout-left = པར་འདེབས་བཞིན་ཡོད། མང་མཐར་ད་དུང་ { $time }
list-top = སྟེང་དུ་གཞན་མེད
list-bottom = འོག་ཏུ་གཞན་མེད
