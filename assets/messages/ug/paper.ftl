# What is on paper (crates/receipt). No text is longer than its line. A draft.

slip-payment-title = پۇل تاپشۇرۇش تالونى
slip-number = تالون نومۇرى
slip-check-code = تەكشۈرۈش كودى
slip-service = ئىش
slip-case = بېجىرىش نومۇرى
slip-order = زاكاز نومۇرى
slip-issued = بېرىلگەن ۋاقتى
slip-channel = تۆلەش ئۇسۇلى
slip-channel-wechat = ئۈندىدار تۆلىمى
slip-channel-alipay = جىفۇباۋ
slip-payer = پۇل تاپشۇرغۇچى
slip-payee = تاپشۇرۇۋالغۇچى
slip-item = تۈر
slip-detail = ئىزاھات
slip-amount = پۇل سانى
slip-total = جەمئىي
slip-capital = خەت بىلەن
slip-machine = { $machine }-نومۇرلۇق ئاپپارات
slip-proof = كودنى ئوقۇپ تەكشۈرۈش
slip-proof-note = كود ئىمزالانغان: نومۇر، پۇل سانى، چېسلا ۋە تاپشۇرۇۋالغۇچى ئورۇننى تەكشۈرگىلى بولىدۇ.
slip-proof-alt = بۇ تالوننى تەكشۈرىدىغان ئىككى ئۆلچەملىك كود
slip-not-fiscal = بۇ تالون پۇل تاپشۇرۇلغانلىقىنىلا ئىسپاتلايدۇ، مالىيە تالونى ئەمەس.
slip-reprint = قايتا بېسىلغان
slip-page = { $pages } بەتنىڭ { $page }-بېتى

sheet-slip = بېجىرىش تالونى
sheet-statement = سۈرۈشتۈرۈش تىزىملىكى
sheet-ticket = ئۆچىرەت نومۇرى
sheet-acknowledgement = قوبۇل قىلىش تالونى
sheet-number = نومۇر
sheet-printed = بېسىلغان ۋاقتى: { $time }
sheet-printed-at = بېسىلغان ۋاقتى: { $time } · { $machine }-نومۇرلۇق ئاپپارات
sheet-symbol = يانفوندا كۆرۈش
sheet-symbol-note = كودنى يانفون بىلەن ئوقۇسىڭىز، ئەڭ يېڭى ئەھۋالنى خالىغان ۋاقىتتا كۆرەلەيسىز.
sheet-symbol-alt = ئەڭ يېڭى ئەھۋالنى يانفوندا كۆرسىتىدىغان ئىككى ئۆلچەملىك كود
