# Settings of the screen, reading aloud, and what the machine says of itself. A draft.

access-speech = ཀློག་པ
access-more = སྐད་ཡིག
access-group-language = སྐད་ཡིག
access-group-size = ཡིག་གཟུགས་ཆེ་ཆུང
access-size = { $size ->
    [0] ཚད་ལྡན
    [1] ཆེ་བ
    [2] དེ་ལས་ཆེ་བ
   *[3] ཆེས་ཆེ་བ
}
access-group-theme = ཚོན་མདོག
access-theme = { $theme ->
    [normal] ཚད་ལྡན
    [contrast] གསལ་བའི་ཚོན
    [night] མུན་མདོག
   *[other] ཚོན་མདོག་ { $number }
}
access-group-ways = བཀོལ་བདེ་བའི་ཐབས
access-elder = ཡིག་ཆེན་སྟབས་བདེ
    .line = ཡིག་གཟུགས་དང་མཐེབ་ཆེ་བ། རྒྱུན་སྒྲུབ་ལས་དོན་ཁོ་ན་འཆར
access-reach-low = དམའ་ངོས་བཀོལ་སྤྱོད
    .line = གནོན་རྒྱུ་ཚང་མ་འོག་ཏུ་ཡོད། བསྡད་ནས་ཀྱང་སླེབས་ཐུབ
access-speech-on = བརྙན་ཤེལ་ཀློག་པ
    .line = རྣ་ཉན་འཛུགས་པའམ་འདིར་གནོན་རོགས། ཉན་བཞིན་སྒྲུབ་ཆོག
access-on = ཁ་ཕྱེ་ཟིན
access-off = ཁ་བརྒྱབ་ཟིན
access-voice = ཀློག་སྐད་སྒྲིག་པ
access-all = སྒྲིག་འགོད་ཚང་མར་བལྟ

sheet-access = གསལ་པོར་མཐོང་བ་དང་ཐོས་པ
sheet-access-close = མུ་མཐུད་ནས་སྒྲུབ་པ
sheet-speech = ཀློག་པ
sheet-speech-line = བརྙན་ཤེལ་གྱི་ནང་དོན་ཀློག་བཞིན་ཡོད།
sheet-speech-rested = ཀློག་པ་མཚམས་བཞག་ཡོད།

speech-rate = མགྱོགས་ཚད
speech-rate-now = { $rate ->
    [-2] ཧ་ཅང་དལ་བ
    [-1] ཅུང་དལ་བ
    [1] ཅུང་མགྱོགས་པ
    [2] ཧ་ཅང་མགྱོགས་པ
   *[0] ཚད་ལྡན
}
speech-slower = དལ་ཙམ་ཀློག
speech-faster = མགྱོགས་ཙམ་ཀློག
speech-volume = སྒྲ་ཤུགས
speech-volume-now = རིམ་པ་ 5 ལས་ { $volume }
speech-softer = སྒྲ་ཆུང་དུ་གཏོང
speech-louder = སྒྲ་ཆེ་རུ་གཏོང
speech-pause = ཀློག་པ་མཚམས་འཇོག
speech-resume = ཀློག་པ་མུ་མཐུད
speech-blank = བརྙན་ཤེལ་གསོད་པ
speech-blank-line = ཉན་པ་ཁོ་ན་ལས་མི་བལྟ། འཁྲིས་ཀྱི་མིས་མི་མཐོང
speech-unblank = བརྙན་ཤེལ་ཁ་འབྱེད
speech-stop = ཀློག་པ་མཇུག་སྒྲིལ

attract-can = འདིར་སྒྲུབ་ཆོག་པ
attract-more = ད་དུང་ལས་དོན་ { $count } ཡོད། «ལས་དོན་འགོ་འཛུགས»ལ་གནོན་རོགས
attract-calling = ཨང་གྲངས་འབོད་བཞིན་ཡོད
attract-called = { $number } སྒེའུ་ཁུང་ { $window } པར་ཕེབས་རོགས

out-of-service-wrong-time = འཕྲུལ་ཆས་ཀྱི་དུས་ཚོད་མི་འགྲིག ད་ལྟ་སྒྲུབ་མི་ཐུབ། དུས་ཚོད་ཡོ་བསྲང་བྱས་རྗེས་རང་འགུལ་གྱིས་སླར་གསོ་འབྱུང་།

paper-out-then = ལས་བྱེད་མི་སྣས་ཤོག་བུ་འཇུག་དགོས། འོག་གི་«རོགས་རམ»ལ་གནོན་ནས་འབོད་ཆོག
paper-jam-then = ཤོག་བུ་རང་གིས་མ་འཐེན་རོགས། འོག་གི་«རོགས་རམ»ལ་གནོན་ནས་ལས་བྱེད་མི་སྣ་བོས་རོགས།
cover-open-then = ཁ་ལེབ་བརྒྱབ་ན་པར་འདེབས་ཐུབ། འོག་གི་«རོགས་རམ»ལ་གནོན་ནས་མི་འབོད་ཆོག
toner-out-then = ལས་བྱེད་མི་སྣས་སྣག་ཕྱེ་བརྗེ་དགོས། འོག་གི་«རོགས་རམ»ལ་གནོན་ནས་འབོད་ཆོག
printer-then = ལས་བྱེད་མི་སྣས་བལྟ་དགོས། འོག་གི་«རོགས་རམ»ལ་གནོན་ནས་འབོད་ཆོག
paper-resumes = ཡག་པོ་བྱུང་རྗེས་རང་འགུལ་གྱིས་མུ་མཐུད་པར་འདེབས། ཁྱེད་ཀྱིས་ཅི་ཡང་བྱེད་མི་དགོས།
printing-at-most = མང་མཐར་སྐར་ཆ་ { $seconds }

plain-services = སྒྲུབ་རྒྱུའི་ལས་དོན་ལ་གནོན་རོགས།
plain-identify = ཁ་པར་གྱི་ཐོབ་ཐང་ཨང་རྟགས་ཁ་ཕྱེ་ནས་པར་ཤེལ་ལ་གཏད་རོགས།
plain-pay = འཕྲིན་ཕྲན་ནམ་ཀྲི་ཧྥུ་པའོའི་«དངུལ་སྤྲོད» (收付款) ཁ་ཕྱེ་ནས་པར་ཤེལ་ལ་གཏད་རོགས།
