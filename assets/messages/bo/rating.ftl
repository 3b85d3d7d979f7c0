# Reasons for a rating. The first four are for those who were satisfied, the others for the rest.

rate-reason-quick = མགྱོགས་པོ་འགྲུབ
rate-reason-clear = གསལ་པོ་གོ་བདེ
rate-reason-one-visit = ཐེངས་གཅིག་གིས་འགྲུབ
rate-reason-friendly = སྤྱོད་ལམ་བཟང
rate-reason-slow = དུས་ཚོད་རིང་འགོར
rate-reason-unclear = གོ་མི་བདེ
rate-reason-broken = འཕྲུལ་ཆས་ལ་སྐྱོན་བྱུང
rate-reason-too-much-asked = ནང་འཇུག་དགོས་པ་མང་དྲགས
rate-reason-no-help = རོགས་བྱེད་མཁན་མེད
