# Settings of the screen, reading aloud, and what the machine says of itself. A draft.

access-speech = ئوقۇش
access-more = تىل، تەڭشەك
access-group-language = تىل
access-group-size = خەت چوڭلۇقى
access-size = { $size ->
    [0] ئۆلچەملىك
    [1] چوڭ
    [2] تېخىمۇ چوڭ
   *[3] ئەڭ چوڭ
}
access-group-theme = رەڭ
access-theme = { $theme ->
    [normal] ئۆلچەملىك
    [contrast] ئېنىق رەڭ
    [night] تۇتۇق
   *[other] رەڭ { $number }
}
access-group-ways = قولايلىق ئىشلىتىش
access-elder = چوڭ خەتلىك ئاددىي
    .line = خەت ۋە كۇنۇپكىلار چوڭ، كۆپ بېجىرىلىدىغان ئىشلارلا كۆرۈنىدۇ
access-reach-low = تۆۋەن ئورۇن
    .line = چېكىدىغانلارنىڭ ھەممىسى ئاستىدا، ئولتۇرۇپمۇ يەتكىلى بولىدۇ
access-speech-on = ئېكراننى ئوقۇش
    .line = تىڭشىغۇچ چېتىڭ ياكى بۇ يەرنى چېكىڭ، ئاڭلاپ تۇرۇپ بېجىرىڭ
access-on = ئېچىلدى
access-off = تاقالدى
access-voice = ئاۋازنى تەڭشەش
access-all = ھەممە تەڭشەكنى كۆرۈش

sheet-access = ئېنىق كۆرۈش ۋە ئاڭلاش
sheet-access-close = داۋاملاشتۇرۇش
sheet-speech = ئوقۇش
sheet-speech-line = ئېكراندىكى مەزمۇن ئوقۇلۇۋاتىدۇ.
sheet-speech-rested = ئوقۇش توختىتىلدى.

speech-rate = سۈرئەت
speech-rate-now = { $rate ->
    [-2] بەك ئاستا
    [-1] ئاستىراق
    [1] تېزرەك
    [2] بەك تېز
   *[0] ئۆلچەملىك
}
speech-slower = ئاستىراق ئوقۇش
speech-faster = تېزرەك ئوقۇش
speech-volume = ئاۋاز
speech-volume-now = 5 دەرىجىنىڭ { $volume }-دەرىجىسى
speech-softer = ئاۋازنى پەسلىتىش
speech-louder = ئاۋازنى يۇقىرىلىتىش
speech-pause = ئوقۇشنى توختىتىپ تۇرۇش
speech-resume = ئوقۇشنى داۋاملاشتۇرۇش
speech-blank = ئېكراننى ئۆچۈرۈش
speech-blank-line = پەقەت ئاڭلايسىز، يېنىڭىزدىكىلەر كۆرەلمەيدۇ
speech-unblank = ئېكراننى ئېچىش
speech-stop = ئوقۇشنى ئاخىرلاشتۇرۇش

attract-can = بۇ يەردە بېجىرگىلى بولىدىغانلار
attract-more = يەنە { $count } ئىش بار، «بېجىرىشنى باشلاش»نى چېكىڭ
attract-calling = نومۇر چاقىرىلىۋاتىدۇ
attract-called = { $number }، { $window }-كۆزنەككە كېلىڭ

out-of-service-wrong-time = ئاپپاراتنىڭ ۋاقتى توغرا ئەمەس، ھازىر بېجىرگىلى بولمايدۇ. ۋاقىت توغرىلانغاندا ئۆزى ئەسلىگە كېلىدۇ.

paper-out-then = خادىم قەغەز سېلىشى كېرەك. ئاستىدىكى «ياردەم»نى چېكىپ چاقىرسىڭىز بولىدۇ.
paper-jam-then = قەغەزنى ئۆزىڭىز تارتماڭ. ئاستىدىكى «ياردەم»نى چېكىپ خادىمنى چاقىرىڭ.
cover-open-then = قاپقىقى يېپىلسا باسقىلى بولىدۇ. ئاستىدىكى «ياردەم»نى چېكىپ خادىمنى چاقىرسىڭىز بولىدۇ.
toner-out-then = خادىم سىياھ ئالماشتۇرۇشى كېرەك. ئاستىدىكى «ياردەم»نى چېكىپ چاقىرسىڭىز بولىدۇ.
printer-then = خادىم قاراپ بېقىشى كېرەك. ئاستىدىكى «ياردەم»نى چېكىپ چاقىرسىڭىز بولىدۇ.
paper-resumes = ئوڭشالغاندا ئۆزى داۋاملىق باسىدۇ، سىز ھېچنېمە قىلمايسىز.
printing-at-most = ئەڭ كۆپ بولغاندا { $seconds } سېكۇنت

plain-services = بېجىرىدىغان ئىشىڭىزنى چېكىڭ.
plain-identify = يانفوندىكى سالاھىيەت كودىنى ئېچىپ، كامېراغا توغرىلاڭ.
plain-pay = ئۈندىدار ياكى جىفۇباۋدىكى «پۇل تۆلەش» (收付款) نى ئېچىپ، كامېراغا توغرىلاڭ.
