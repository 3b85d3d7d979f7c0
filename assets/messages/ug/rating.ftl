# Reasons for a rating. The first four are for those who were satisfied, the others for the rest.

rate-reason-quick = تېز پۈتتى
rate-reason-clear = ئېنىق چۈشەنچىلىك
rate-reason-one-visit = بىر كېلىپلا پۈتتى
rate-reason-friendly = مۇئامىلىسى ياخشى
rate-reason-slow = ئۇزۇن ۋاقىت كەتتى
rate-reason-unclear = چۈشىنىكسىز
rate-reason-broken = ئاپپاراتتىن مەسىلە چىقتى
rate-reason-too-much-asked = كىرگۈزىدىغىنى بەك كۆپ
rate-reason-no-help = ياردەم قىلىدىغان ئادەم يوق
