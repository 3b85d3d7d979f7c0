//! Files that are refused: what is changed in the good one, on which line of it the fault is then
//! found, and what its author is told.

use super::*;

/// Whether the fault is one of shape, which an editor with the schema shows while it is made, or
/// one of what belongs together.
enum Seen {
    BySchema,
    ByRules,
}
use Seen::{ByRules, BySchema};

/// The part of the good file, what stands there instead, a part of the line that is told, and of
/// the reason.
type Case = (&'static str, &'static str, &'static str, &'static str, Seen);

#[rustfmt::skip]
const CASES: &[Case] = &[
    // One value.
    ("minutes = 9", "minutes = 900", "minutes", "900 is not between 1 and 120", BySchema),
    ("minutes = 9", "minutes = \"9\"", "minutes", "invalid type", BySchema),
    ("minutes = 9", "minutes = ", "minutes", "string", BySchema),
    ("position = 500\n", "", "#:schema", "missing field `position`", BySchema),
    ("icon = \"briefcase\"", "icon = \"Brief Case\"", "icon", "is no icon: write its name", BySchema),
    ("identity = \"required\"", "identity = \"perhaps\"", "identity", "unknown variant `perhaps`, expected `required` or `none`", BySchema),
    ("simple = true", "simple = true\nfree = true", "free", "unknown field `free`", BySchema),
    ("en = \"Get a permit for a stall\"\n", "", "[name]", "the text in en is missing: add en", BySchema),
    ("zh-CN = \"一个摊位一张许可。\"\n", "", "[help]", "the text in zh-CN is missing", BySchema),
    ("en = \"Get a permit for a stall\"", "en = \"  \"", "[name]", "the text in en is empty: write it", BySchema),
    ("ug = \"", "uighur = \"", "[name]", "\"uighur\" is no language", BySchema),
    ("length = 12", "length = 0", "length = 0", "0 is not between 1 and 64", BySchema),
    ("is = \"yesNo\"", "is = \"maybe\"", "maybe", "unknown variant `maybe`", BySchema),
    ("is = \"yesNo\"", "is = \"yesNo\", length = 4", "length = 4", "unknown field `length`", BySchema),
    ("province = \"粤\"", "province = \"广东\"", "广东", "write its one character", BySchema),
    ("amount = \"5.00\"", "amount = \"5\"", "amount = \"5\"", "write yuan with two decimals", BySchema),
    ("amount = \"5.00\"", "amount = 500", "amount = 500", "invalid type", BySchema),
    ("amount = \"15.00\"", "amount = \"0.00\"", "amount = \"0.00\"", "more than nothing", ByRules),
    ("from = \"09:00\"", "from = \"9 o'clock\"", "o'clock", "is no time: write hours and minutes", BySchema),
    ("from = \"09:00\"", "from = \"09:60\"", "09:60", "is no time", BySchema),
    ("days = \"mon-fri\"", "days = \"weekdays\"", "weekdays", "are no days: write such as", BySchema),
    ("days = \"mon-fri\"", "days = \"fri-mon\"", "fri-mon", "in the order of the week", ByRules),
    ("holdMinutes = 10", "holdMinutes = 600", "holdMinutes", "600 is not between 1 and 60", BySchema),
    ("documents = [\"slip\"", "documents = [\"poster\"", "documents", "unknown variant `poster`", BySchema),
    // Several values.
    ("department = \"market-regulation\"", "department = \"market\"", "department", "there is no department `market`: add it", ByRules),
    ("\"opening-a-business\"", "\"birthday\"", "lifeEvents", "there is no life event `birthday`: add it", ByRules),
    ("\"opening-a-business\"", "\"moving-house\"", "lifeEvents", "`moving-house` is there twice", ByRules),
    ("id = \"phone\"", "id = \"person\"", "[[questions]]#10", "`person` is there twice", ByRules),
    ("id = \"sun\"", "id = \"sat\"", "[[questions.options]]#4", "`sat` is there twice", ByRules),
    ("min = 1, max = 2", "min = 2, max = 1", "max = 1 ", "min is more than max", ByRules),
    ("min = 1, max = 2", "min = 1, max = 3", "max = 3", "more than there are options", ByRules),
    ("length = 12, group = 4", "length = 12, group = 40", "group = 40", "group is more than length", ByRules),
    ("min = \"1.00\"", "min = \"501.00\"", "501.00", "min is more than max", ByRules),
    ("first = 1, last = 60", "first = 60, last = 1", "first = 60", "first is after last", ByRules),
    ("lookup = { from = \"list\", name = \"districts\" }\n", "", "kind = { is = \"choice\" }#2", "`district` has nothing to choose: add", ByRules),
    ("kind = { is = \"phone\" }", "kind = { is = \"phone\" }\nlookup = { from = \"queues\" }", "queues", "only a choice, or several, is looked up", ByRules),
    ("kind = { is = \"several\", min = 1, max = 2 }", "kind = { is = \"yesNo\" }", "[[questions.options]]#3", "only a choice, or several, has options", ByRules),
    ("name = \"districts\"", "name = \"districts\", own = true, under = \"spot\"", "districts", "question `spot` is not asked before this one", ByRules),
    ("under = \"district\"", "under = \"certificate-number\"", "under", "a list can only be under a choice", ByRules),
    ("from = \"list\", name = \"districts\"", "from = \"list\"", "lookup = { from = \"list\" }", "a name goes with from = \"list\"", ByRules),
    ("from = \"list\", name = \"districts\"", "from = \"queues\", holdMinutes = 5", "queues", "only one choice of a list is held", ByRules),
    ("own = true", "own = true, holdMinutes = 5", "own = true", "only one choice of a list is held", ByRules),
    ("identity = \"required\"", "identity = \"none\"", "own = true", "needs identity = \"required\"", ByRules),
    ("when = { question = \"kind\"", "when = { question = \"days\"", "question = \"days\", is", "question `days` is not asked before", ByRules),
    ("is = [\"food\"]", "is = [\"fish\"]", "fish", "`fish` is no answer to `kind`", ByRules),
    ("is = [\"yes\"]", "is = [\"perhaps\"]", "perhaps", "`perhaps` is no answer to `certificate`", ByRules),
    ("is = [\"yes\"]", "is = []", "is = []", "names no answer", ByRules),
    ("question = \"accounts\", choice", "question = \"account\", choice", "dues", "question `account` is not asked", ByRules),
    ("question = \"accounts\", choice", "question = \"deposit\", choice", "dues", "`deposit` is none of them", ByRules),
    ("question = \"accounts\", choice", "question = \"certificate-number\", choice", "dues", "is not always asked", ByRules),
    ("is = \"option\"\nquestion = \"kind\"", "is = \"option\"\nquestion = \"phone\"", "[[fees]]#2", "the fee of an option needs a choice", ByRules),
    ("is = \"option\"\nquestion = \"kind\"", "is = \"option\"\nquestion = \"days\"", "[[fees]]#2", "no option of `days` has a fee", ByRules),
    ("[[fees]]\nis = \"option\"\nquestion = \"kind\"\n", "", "[[questions.options]]#1", "nobody would be asked for this fee", ByRules),
    ("amount = \"15.00\"", "", "[[fees]]#3", "needs its amount: add it", ByRules),
    ("is = \"option\"\nquestion", "is = \"option\"\namount = \"1.00\"\nquestion", "[[fees]]#2", "has no amount: take it out", ByRules),
    ("is = \"typed\"\nquestion = \"deposit\"", "is = \"typed\"\nquestion = \"phone\"", "[[fees]]#4", "a typed fee needs kind", ByRules),
    ("is = \"each\"\nquestion = \"days\"", "is = \"each\"\nquestion = \"kind\"", "[[fees]]#3", "a fee for each needs kind", ByRules),
    ("[payee]\nzh-CN = \"市市场监督管理局\"\nen = \"City Market Regulation Bureau\"\n", "", "dues", "nobody gets it: add [payee]", ByRules),
    ("documents = [\"slip\", \"acknowledgement\"]", "documents = [\"slip\", \"slip\"]", "documents", "this document is there twice", ByRules),
    ("documents = [\"slip\", \"acknowledgement\"]", "documents = [\"ticket\"]", "documents", "a ticket needs procedure = \"queueTicket\"", ByRules),
    ("procedure = \"apply\"", "procedure = \"progress\"", "procedure", "this procedure needs a question with lookup = { from = \"applications\" }", ByRules),
    ("simple = true", "offline = true", "dues", "an offline service cannot ask for dues", ByRules),
    ("from = \"09:00\"", "from = \"18:00\"", "[[hours]]#1", "these hours end before they begin", ByRules),
    ("days = \"sat, sun\"", "days = \"fri-sun\"", "[[hours]]#2", "these hours overlap others", ByRules),
];

/// The number of the line that has `part`, or with `part#3` the third such line.
fn line_of(text: &str, part: &str) -> usize {
    let nth = part.rsplit_once('#').and_then(|(_, nth)| nth.parse().ok());
    let part = match nth {
        Some(_) => part.rsplit_once('#').map_or(part, |(part, _)| part),
        None => part,
    };
    let mut lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.contains(part));
    let found = lines.nth(nth.unwrap_or(1_usize) - 1);
    found.map_or(0, |(index, _)| index + 1)
}

#[test]
fn a_broken_file_is_refused_with_its_line_and_what_to_do() {
    let schema = Schema::committed();
    for (part, instead, at, reason, seen) in CASES {
        assert!(EVERYTHING.contains(part), "{part}");
        let text = EVERYTHING.replacen(part, instead, 1);
        let Err(broken) = service("stall-permit", &text, Some(&groups())) else {
            panic!("{instead:?} is taken instead of {part:?}")
        };
        assert!(broken.reason.contains(reason), "{instead:?}: {broken}");
        assert_eq!(broken.line, line_of(&text, at), "{instead:?}: {broken}");
        match seen {
            BySchema => assert!(!schema.takes(&text), "the schema takes {instead:?}"),
            ByRules => assert!(schema.takes(&text), "the schema refuses {instead:?}"),
        }
    }
}

#[test]
fn what_an_offline_service_cannot_do_is_refused_where_it_stands() {
    let plain = include_str!("../../asked/conditions.toml");
    let offline = plain.replacen("identity", "offline = true\nidentity", 1);
    service("plain", &offline, None).expect("it is plain enough to be offline");
    for (part, instead, at, reason) in [
        (
            "kind = { is = \"yesNo\" }",
            "kind = { is = \"choice\" }\nlookup = { from = \"queues\" }",
            "lookup",
            "cannot look anything up for `last`",
        ),
        (
            "offline = true",
            "documents = [\"slip\"]\noffline = true",
            "documents",
            "nothing to hand out",
        ),
        (
            "[[questions]]",
            "[payee]\nzh-CN = \"局\"\nen = \"Bureau\"\n[[fees]]\nis = \"fixed\"\n\
             title = { zh-CN = \"费\", en = \"Fee\" }\namount = \"1.00\"\n[[questions]]",
            "[[fees]]",
            "cannot take money",
        ),
    ] {
        let text = offline.replacen(part, instead, 1);
        let broken = service("plain", &text, None).expect_err("not offline");
        assert!(broken.reason.contains(reason), "{broken}");
        assert_eq!(broken.line, line_of(&text, at), "{broken}");
    }
}

#[test]
fn a_procedure_has_what_it_works_on_and_nothing_to_pay() {
    let plain = include_str!("../../asked/conditions.toml");
    for (procedure, from, identity) in [
        ("manageAppointment", "appointments", "required"),
        ("reprint", "receipts", "required"),
        ("progress", "applications", "required"),
        ("queueTicket", "queues", "none"),
    ] {
        let asks = format!("kind = {{ is = \"choice\" }}\nlookup = {{ from = \"{from}\" }}");
        let documents = if procedure == "queueTicket" {
            "documents = [\"ticket\"]\n"
        } else {
            ""
        };
        let text = plain
            .replacen("kind = { is = \"yesNo\" }", &asks, 1)
            .replacen(
                "identity = \"none\"",
                &format!("procedure = \"{procedure}\"\n{documents}identity = \"{identity}\""),
                1,
            );
        let placed = service("plain", &text, None).expect("it has what it needs");
        assert_eq!(placed.position, 1);
        if identity == "required" {
            let open = text.replacen("identity = \"required\"", "identity = \"none\"", 1);
            let broken = service("plain", &open, None).expect_err("whose?");
            assert_eq!(broken.line, line_of(&open, "lookup"), "{broken}");
        } else {
            let without = text.replacen(documents, "", 1);
            let broken = service("plain", &without, None).expect_err("no ticket");
            assert!(broken.reason.contains("[\"ticket\"]"), "{broken}");
        }
        if procedure == "progress" {
            let paper = text.replacen("identity", "documents = [\"slip\"]\nidentity", 1);
            let broken = service("plain", &paper, None).expect_err("it only shows");
            assert_eq!(broken.line, line_of(&paper, "documents"), "{broken}");
        }
    }
}

#[test]
fn groups_are_as_strict() {
    for (part, instead, at, reason) in [
        (
            "icon = \"house\"",
            "icon = \"\"",
            "icon = \"\"",
            "is no icon",
        ),
        (
            "id = \"moving-house\"",
            "id = \"opening-a-business\"",
            "[[lifeEvents]]#2",
            "is there twice",
        ),
        (
            "en = \"Moving house\"",
            "en = \"\"",
            "搬家",
            "the text in en is empty",
        ),
        (
            "id = \"market-regulation\"",
            "id = \"market-regulation\"\nboss = 1",
            "boss",
            "unknown field `boss`",
        ),
        (
            "[[lifeEvents]]",
            "[[lifeevents]]",
            "[[lifeevents]]",
            "unknown field `lifeevents`",
        ),
    ] {
        let text = GROUPS.replacen(part, instead, 1);
        let broken = Groups::read(&text).expect_err("it is refused");
        assert!(broken.reason.contains(reason), "{broken}");
        assert_eq!(broken.line, line_of(&text, at), "{broken}");
    }
}

#[test]
fn the_name_of_the_file_is_the_id() {
    for id in [
        "",
        "Stall",
        "1-stall",
        "stall permit",
        "stall.v2",
        &"s".repeat(65),
    ] {
        let broken = service(id, EVERYTHING, None).expect_err("no id");
        assert!(broken.line == 1 && broken.reason.contains("name of the file"));
    }
}
