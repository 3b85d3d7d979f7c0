use super::*;

fn book() -> Book {
    Book::new(ChannelKind::Wechat)
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

fn demand(book: &mut Book, number: &str, amount: u64, second: i64) -> Demand {
    let code = book.mint("wang", at(second));
    Demand {
        number: number.to_owned(),
        code,
        amount,
        description: "罚款".to_owned(),
        life: None,
    }
}

#[test]
fn a_payment_code_lives_a_minute_and_pays_once() {
    let mut book = book();
    let first = demand(&mut book, "A", 100, 0);
    let code = first.code.clone();
    assert!(matches!(book.pay(first, Does::Pay, at(59)), Pays::Paid(_)));

    let again = Demand {
        code,
        ..demand(&mut book, "B", 100, 59)
    };
    assert_eq!(
        book.pay(again, Does::Pay, at(59)),
        Pays::Refused(Refusal::CodeUsed)
    );

    let old = demand(&mut book, "C", 100, 0);
    assert_eq!(
        book.pay(old, Does::Pay, at(60)),
        Pays::Refused(Refusal::CodeExpired)
    );

    let made_up = Demand {
        code: "130000000000000000".to_owned(),
        ..demand(&mut book, "D", 1, 0)
    };
    assert_eq!(
        book.pay(made_up, Does::Pay, at(0)),
        Pays::Refused(Refusal::CodeInvalid)
    );
    assert_eq!(
        book.balances["wang"],
        BALANCE - 100,
        "one payment of four went through"
    );
}

#[test]
fn codes_have_the_shape_of_their_channel() {
    for (kind, prefixes) in [
        (ChannelKind::Wechat, 10..=15),
        (ChannelKind::Alipay, 28..=28),
    ] {
        let mut book = Book::new(kind);
        for _ in 0..100 {
            let code = book.mint("wang", at(0));
            assert_eq!(code.len(), 18);
            assert!(code.bytes().all(|byte| byte.is_ascii_digit()));
            assert!(
                prefixes.contains(&code[..2].parse::<u32>().unwrap()),
                "{code}"
            );
        }
    }
}

#[test]
fn the_payer_is_asked_until_it_lapses() {
    let mut book = book();
    let ask = demand(&mut book, "A", 100, 0);
    assert!(matches!(
        book.pay(ask, Does::AskPassword, at(0)),
        Pays::Asking(_)
    ));
    assert_eq!(book.prompts("wang", at(44)).len(), 1);
    assert_eq!(book.prompts("li", at(44)), [], "nobody else is asked");
    assert_eq!(book.prompts("wang", at(45)), []);
    assert_eq!(
        book.confirm("wang", Outcome::Confirmed, at(46)),
        None,
        "too late"
    );
    assert_eq!(book.orders[0].state, OrderState::Failed(Happened::Lapsed));
    assert_eq!(book.balances["wang"], BALANCE);
}

#[test]
fn the_right_password_pays_and_a_wrong_one_does_not() {
    let mut book = book();
    for (number, outcome, taken) in [
        ("A", Outcome::Confirmed, 100),
        ("B", Outcome::WrongPassword, 0),
        ("C", Outcome::Dismissed, 0),
    ] {
        let ask = demand(&mut book, number, 100, 0);
        book.pay(ask, Does::AskPassword, at(0));
        let order = book.confirm("wang", outcome, at(5)).unwrap();
        assert_eq!((order.number.as_str(), order.taken()), (number, taken));
    }
    assert_eq!(book.balances["wang"], BALANCE - 100);
}

#[test]
fn who_has_not_enough_pays_nothing() {
    let mut book = book();
    book.balances.insert("wang".to_owned(), 99);
    let order = demand(&mut book, "A", 100, 0);
    assert_eq!(
        book.pay(order, Does::Pay, at(0)),
        Pays::Refused(Refusal::NotEnough)
    );
    let ask = demand(&mut book, "B", 100, 0);
    book.pay(ask, Does::AskPassword, at(0));
    let asked = book.confirm("wang", Outcome::Confirmed, at(1)).unwrap();
    assert_eq!(
        asked.state,
        OrderState::Failed(Happened::Refused(Refusal::NotEnough))
    );
    assert_eq!(book.balances["wang"], 99);
}

#[test]
fn taking_back_gives_the_money_back_once() {
    let mut book = book();
    let order = demand(&mut book, "A", 100, 0);
    book.pay(order, Does::Pay, at(0));
    for second in 20..23 {
        assert!(matches!(
            book.reverse("A", at(second)),
            Reverses::Returned(_)
        ));
    }
    assert_eq!(book.orders[0].returns(), 1);
    assert_eq!(book.balances["wang"], BALANCE);

    assert_eq!(book.reverse("B", at(23)), Reverses::Unknown);
    let ask = demand(&mut book, "B", 100, 23);
    book.pay(ask, Does::AskPassword, at(23));
    assert!(matches!(book.reverse("B", at(24)), Reverses::Closed(_)));
    assert_eq!(
        book.confirm("wang", Outcome::Confirmed, at(25)),
        None,
        "it is closed"
    );
}

#[test]
fn a_number_is_one_order_for_ever() {
    let mut book = book();
    let first = demand(&mut book, "A", 100, 0);
    book.pay(first, Does::Pay, at(0));
    let second = demand(&mut book, "A", 100, 0);
    assert!(matches!(book.pay(second, Does::Pay, at(1)), Pays::Known(_)));
    book.reverse("A", at(20));
    let third = demand(&mut book, "A", 100, 20);
    let Pays::Known(order) = book.pay(third, Does::Pay, at(21)) else {
        panic!("a reversed order is not opened again");
    };
    assert_eq!(order.state, OrderState::Reversed);
    assert_eq!(book.balances["wang"], BALANCE);
}

#[test]
fn the_narrowest_behaviour_wins() {
    let mut book = book();
    book.behave(Who::Everyone, Behaviour::ask_password());
    book.behave(
        Who::Payer("wang".to_owned()),
        Behaviour::refuse(Refusal::Risk),
    );
    book.behave(Who::Next, Behaviour::lose());
    let wang = demand(&mut book, "A", 100, 0);
    let li = Demand {
        code: book.mint("li", at(0)),
        ..wang.clone()
    };
    assert_eq!(book.behaviour_for(&wang).does, Does::Lose);
    assert_eq!(book.behaviour_for(&wang).does, Does::Refuse(Refusal::Risk));
    assert_eq!(book.behaviour_for(&li).does, Does::AskPassword);
}
