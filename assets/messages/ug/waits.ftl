# While waiting: what is being done, and for how long at most. A draft.

wait-at-most = { $seconds ->
    [0] نەتىجە ھازىر چىقىدۇ
   *[other] ئەڭ كۆپ بولغاندا يەنە { $seconds } سېكۇنت
  }
held-left = سىز ئۈچۈن ساقلانغان، يەنە { $time } بار
rate-left = { $time } دىن كېيىن ئۆزى ئۆتكۈزۈۋېتىلىدۇ
handout-left = بېسىلىۋاتىدۇ، ئەڭ كۆپ بولغاندا يەنە { $time }
list-top = ئۈستىدە باشقا يوق
list-bottom = ئاستىدا باشقا يوق
