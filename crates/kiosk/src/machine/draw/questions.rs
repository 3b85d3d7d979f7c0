//! One question, on the pad of its kind.

use crate::business::Business;

use crate::entry::{Entry, fen, first_of_month, plate_expects};
use crate::machine::Kiosk;
use crate::machine::questions::CANDIDATES;
use crate::money::Fen;
use crate::service::{
    Answered, Choice, Day, DayRange, Mistake, Question, QuestionKind, Weekday, YES,
};
use crate::text::Lang;
use crate::view::{Countdown, DayCell, Input, Line, OptionLine, Part, Screen, Typed, Value};
use crate::visit::{Asked, Waiting};

use super::service_name;

/// What the screen of a question is drawn from.
pub(super) struct Asking<'a> {
    pub(super) business: &'a Business,
    pub(super) index: usize,
    pub(super) entry: &'a Entry,
    pub(super) options: &'a [Choice],
    pub(super) waiting: Option<(Waiting, Asked)>,
    pub(super) mistake: Option<&'a Mistake>,
}

impl Kiosk {
    pub(super) fn question_screen(&self, asking: &Asking<'_>, lang: &Lang) -> Option<Screen> {
        let question = asking.business.question(asking.index)?;
        let (number, count) = asking.business.part(asking.index);
        let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let waiting = asking.waiting.filter(|(_, asked)| *asked != Asked::Options);
        Some(Screen::Question {
            service: service_name(&asking.business.service, lang),
            part: Part {
                number: small(number),
                count: small(count),
            },
            title: question.title.get(lang).to_owned(),
            help: question.help.get(lang).to_owned(),
            input: self.input(question, asking, lang),
            mistake: asking.mistake.cloned(),
            waiting: waiting.map(|(waiting, _)| self.answer_within(waiting)),
        })
    }

    fn input(&self, question: &Question, asking: &Asking<'_>, lang: &Lang) -> Input {
        let loading = asking.waiting.filter(|(_, asked)| *asked == Asked::Options);
        let loading = loading.map(|(waiting, _)| self.answer_within(waiting));
        match (asking.entry, &question.kind) {
            (Entry::Typed(typed), kind) => self.typed_input(typed, kind),
            (Entry::Choice(chosen), _) => Input::Choice {
                loading,
                options: options(asking.options, lang, |id| chosen.as_deref() == Some(id)),
            },
            (Entry::Several(ids), QuestionKind::Several { min, max, .. }) => Input::Several {
                loading,
                options: options(asking.options, lang, |id| ids.contains(id)),
                min: *min,
                max: *max,
                count: u32::try_from(ids.len()).unwrap_or(u32::MAX),
            },
            (Entry::YesNo(chosen), _) => Input::YesNo { chosen: *chosen },
            (Entry::Date { value, month }, QuestionKind::Date { range }) => {
                self.calendar(*value, *month, *range)
            }
            (Entry::Text { text, letters }, QuestionKind::Text { max }) => Input::Text {
                typed: typed(text, letters),
                max: *max,
            },
            // What is entered was made for the kind of its question.
            (Entry::Several(_) | Entry::Date { .. } | Entry::Text { .. }, _) => no_options(loading),
        }
    }

    fn typed_input(&self, typed: &str, kind: &QuestionKind) -> Input {
        let value = typed.to_owned();
        match kind {
            QuestionKind::Digits {
                length,
                group,
                scan,
            } => Input::Digits {
                value,
                length: *length,
                group: *group,
                camera: scan.map(|_| self.camera()),
            },
            QuestionKind::Amount { min, max } => Input::Amount {
                fen: Fen(fen(typed)),
                typed: value,
                min: *min,
                max: *max,
            },
            QuestionKind::IdNumber => Input::IdNumber { value },
            QuestionKind::Phone => Input::Phone { value },
            QuestionKind::Plate { .. } => Input::Plate {
                expects: plate_expects(typed),
                value,
            },
            QuestionKind::Date { .. } => Input::Birth { value },
            QuestionKind::Choice { .. }
            | QuestionKind::Several { .. }
            | QuestionKind::YesNo
            | QuestionKind::Text { .. } => no_options(None),
        }
    }

    fn calendar(&self, value: Option<Day>, month: Day, range: DayRange) -> Input {
        let today = self.today();
        let (first, last) = (today.plus(range.first), today.plus(range.last));
        let (year, number, _) = month.parts();
        let days = (1..=month.days_in_month()).filter_map(|number_of_day| {
            let day = Day::new(year, number, number_of_day)?;
            Some(DayCell {
                day: number_of_day.unsigned_abs(),
                date: day.to_string(),
                weekday: place_in_week(day.weekday()),
                available: (first..=last).contains(&day),
                chosen: value == Some(day),
            })
        });
        let after = month.plus(i32::from(month.days_in_month()));
        Input::Date {
            value: value.map(|day| day.to_string()),
            month: format!("{year:04}-{number:02}"),
            earlier: first_of_month(first) < month,
            later: after <= last,
            days: days.collect(),
        }
    }

    pub(super) fn answer_within(&self, waiting: Waiting) -> Countdown {
        self.countdown(waiting.until, self.config.times.answer)
    }
}

/// 1 is Monday.
fn place_in_week(weekday: Weekday) -> u8 {
    let place = Weekday::ALL.iter().position(|day| *day == weekday);
    place
        .and_then(|place| u8::try_from(place + 1).ok())
        .unwrap_or(1)
}

fn no_options(loading: Option<Countdown>) -> Input {
    Input::Choice {
        loading,
        options: Vec::new(),
    }
}

pub(super) fn typed(text: &str, letters: &str) -> Typed {
    let candidates = hanzi::candidates(letters, CANDIDATES).into_iter();
    Typed {
        text: text.to_owned(),
        letters: letters.to_owned(),
        candidates: candidates.map(|candidate| candidate.text).collect(),
    }
}

fn options(options: &[Choice], lang: &Lang, chosen: impl Fn(&str) -> bool) -> Vec<OptionLine> {
    options
        .iter()
        .map(|choice| OptionLine {
            id: choice.id.clone(),
            name: choice.name.get(lang).to_owned(),
            detail: choice.detail.get(lang).to_owned(),
            fee: choice.fee,
            available: choice.available,
            chosen: chosen(&choice.id),
        })
        .collect()
}

/// What was answered, in the order of the questions.
pub(super) fn said(business: &Business, lang: &Lang) -> Vec<Line> {
    business
        .said()
        .map(|(question, answered)| Line {
            label: question.label.get(lang).to_owned(),
            value: value(question, answered, lang),
        })
        .collect()
}

fn value(question: &Question, answered: &Answered, lang: &Lang) -> Value {
    match question.kind {
        QuestionKind::YesNo => Value::YesNo {
            yes: answered.value == YES,
        },
        QuestionKind::Amount { .. } => Value::Amount {
            fen: Fen(answered.value.parse().unwrap_or(0)),
        },
        QuestionKind::Date { .. } => Value::Day {
            day: answered.value.clone(),
        },
        QuestionKind::Choice { .. }
        | QuestionKind::Several { .. }
        | QuestionKind::Digits { .. }
        | QuestionKind::IdNumber
        | QuestionKind::Phone
        | QuestionKind::Plate { .. }
        | QuestionKind::Text { .. } => Value::Text {
            text: answered.name.get(lang).to_owned(),
        },
    }
}
