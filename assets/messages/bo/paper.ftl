# What is on paper (crates/receipt). No text is longer than its line. A draft.

slip-payment-title = དངུལ་འཇལ་འཛིན་བྱང
slip-number = འཛིན་བྱང་ཨང་གྲངས
slip-check-code = ཞིབ་བཤེར་ཨང
slip-service = ལས་དོན
slip-case = ལས་དོན་ཨང་གྲངས
slip-order = མངགས་ཐོའི་ཨང་གྲངས
slip-issued = སྤྲད་པའི་དུས
slip-channel = སྤྲོད་ཐབས
slip-channel-wechat = འཕྲིན་ཕྲན་དངུལ་སྤྲོད
slip-channel-alipay = ཀྲི་ཧྥུ་པའོ
slip-payer = དངུལ་འཇལ་མཁན
slip-payee = དངུལ་བསྡུ་ལས་ཁུངས
slip-item = རྣམ་གྲངས
slip-detail = གསལ་བཤད
slip-amount = དངུལ་འབོར
slip-total = བསྡོམས་འབོར
slip-capital = ཡི་གེར་བྲིས་ན
slip-machine = འཕྲུལ་ཆས་ཨང་ { $machine }
slip-proof = ཨང་རྟགས་བཀླགས་ནས་ཞིབ་བཤེར
slip-proof-note = ཨང་རྟགས་ལ་མིང་རྟགས་ཡོད། ཨང་གྲངས་དང་། དངུལ་འབོར། ཚེས་གྲངས། དངུལ་བསྡུ་ལས་ཁུངས་བཅས་ཞིབ་བཤེར་ཆོག
slip-proof-alt = འཛིན་བྱང་འདི་ཞིབ་བཤེར་བྱེད་པའི་རྩ་གཉིས་ཨང་རྟགས
slip-not-fiscal = འཛིན་བྱང་འདིས་དངུལ་འཇལ་ཟིན་པ་ཁོ་ན་བདེན་དཔང་བྱེད། ནོར་སྲིད་འཛིན་བྱང་མིན།
slip-reprint = བསྐྱར་པར
slip-page = ཤོག་གྲངས་ { $pages } ལས་ { $page }

sheet-slip = ལས་དོན་བྱང་བུ
sheet-statement = འཚོལ་བའི་ཐོ་གཞུང
sheet-ticket = གྲལ་སྒྲིག་ཨང་བྱང
sheet-acknowledgement = ཞུ་ཡིག་འབྱོར་འཛིན
sheet-number = ཨང་གྲངས
sheet-printed = པར་བཏབ་དུས་ { $time }
sheet-printed-at = པར་བཏབ་དུས་ { $time } · འཕྲུལ་ཆས་ཨང་ { $machine }
sheet-symbol = ཁ་པར་ཐོག་བལྟ་བ
sheet-symbol-note = ཁ་པར་གྱིས་ཨང་རྟགས་བཀླགས་ན་གནས་ཚུལ་གསར་ཤོས་དུས་ནམ་ཡང་བལྟ་ཆོག
sheet-symbol-alt = གནས་ཚུལ་གསར་ཤོས་ཁ་པར་ཐོག་སྟོན་པའི་རྩ་གཉིས་ཨང་རྟགས
