# What is only heard: everything else that is said stands on the screen as well. A draft.
# Keys are named as they are felt: སྟེང་མཐེབ། འོག་མཐེབ། གཏན་འཁེལ་མཐེབ། ཕྱིར་ལོག་མཐེབ། རྗེས་མའི་མཐེབ། རོགས་རམ་མཐེབ། བསྐྱར་ཟློས་མཐེབ། སྒྲ་ཤུགས་མཐེབ།

# Between two lines that end without a sign.
heard-pause = །
# For the part of a name that is not shown.
heard-masked = { " སྦས་པ " }
heard-welcome = བཀྲ་ཤིས་བདེ་ལེགས། ཀློག་སྐད་ཁ་ཕྱེ་ཟིན། སྟེང་མཐེབ་དང་འོག་མཐེབ་ཀྱིས་རེ་རེ་བཞིན་ཉན་ཆོག གཏན་འཁེལ་མཐེབ་ཀྱིས་འདེམས། ཕྱིར་ལོག་མཐེབ་ཀྱིས་གོམ་པ་གཅིག་ཕྱིར་ལོག རྗེས་མའི་མཐེབ་ཀྱིས་མདུན་དུ་འགྲོ། བསྐྱར་ཟློས་མཐེབ་ཀྱིས་ཐེངས་གཅིག་ཡང་ཉན། རོགས་རམ་མཐེབ་ཀྱིས་གསལ་བཤད་ཉན་ཆོག
heard-choices = ཤོག་ངོས་འདིར་འདེམས་རྒྱུ་ { $count } ཡོད། སྟེང་འོག་མཐེབ་ཀྱིས་རེ་རེ་བཞིན་ཉན་རོགས
heard-nothing = ཤོག་ངོས་འདིར་གནོན་རྒྱུ་མེད། ཅུང་ཙམ་སྒུག་རོགས
heard-position = { $count } ལས་ { $at } པ
heard-role-checkbox = རྟགས་རྒྱག་ས
heard-role-radio = གཅིག་འདེམས་ས
heard-role-textbox = ནང་འཇུག་སྒྲོམ
heard-state-chosen = བདམས་ཟིན
heard-state-not-chosen = མ་བདམས
heard-state-ticked = རྟགས་བརྒྱབ་ཟིན
heard-state-unticked = རྟགས་མ་བརྒྱབ
heard-state-disabled = ད་ལྟ་གནོན་མི་ཆོག
heard-chosen = བདམས་ཟིན། { $name }
heard-erased = གཅིག་བསུབས་ཟིན
heard-cleared = ཚང་མ་བསུབས་ཟིན
heard-no-key = ཤོག་ངོས་འདིར་གོམ་པ་འདི་མེད
heard-volume = སྒྲ་ཤུགས་ { $step } ཆེས་མཐོ་ 5
heard-rate = མགྱོགས་ཚད་ { $step } ཆེས་མགྱོགས་ 5
# Where the screen shows `1:30`.
heard-time = { $minutes ->
    [0] སྐར་ཆ་ { $seconds }
   *[other] སྐར་མ་ { $minutes } དང་སྐར་ཆ་ { $seconds }
  }
