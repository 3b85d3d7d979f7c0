//! The service that a file describes.

use toml::Spanned;

use super::shape::{
    DuesFields, FeeFields, FeeKind, HoursFields, KindFields, LookupFields, OptionFields,
    QuestionFields, ServiceFile, SourceFields, WhenFields,
};
use super::values::{Id, Province, Within, Words, Yuan};
use crate::{
    Choice, DayRange, Dues, DuesBy, Fee, Hours, Lookup, Procedure, Question, QuestionKind, Service,
    Source, Texts, When,
};

impl ServiceFile {
    pub(super) fn position(&self) -> u32 {
        self.position.get()
    }

    pub(super) fn procedure(&self) -> Procedure {
        let procedure = self.procedure.as_ref().map(|place| *place.get_ref());
        procedure.unwrap_or_default()
    }

    /// The service with this id.
    pub(super) fn service(self, id: &str) -> Service {
        let procedure = self.procedure();
        Service {
            id: id.to_owned(),
            name: self.name.0,
            summary: self.summary.0,
            help: or_nothing(self.help),
            department: self.department.into_inner().0,
            life_events: inner(self.life_events).map(|Id(id)| id).collect(),
            payee: or_nothing(self.payee.map(Spanned::into_inner)),
            icon: self.icon.0,
            minutes: self.minutes.get(),
            identity: self.identity,
            needs: inner(self.needs).map(|Words(texts)| texts).collect(),
            costs: or_nothing(self.costs),
            simple: self.simple,
            questions: inner(self.questions)
                .map(QuestionFields::question)
                .collect(),
            dues: self.dues.map(|dues| dues.into_inner().dues()),
            fees: inner(self.fees).filter_map(FeeFields::fee).collect(),
            procedure,
            documents: inner(self.documents).collect(),
            offline: self.offline.is_some_and(Spanned::into_inner),
            hours: inner(self.hours).map(HoursFields::hours).collect(),
        }
    }
}

fn inner<T>(places: Vec<Spanned<T>>) -> impl Iterator<Item = T> {
    places.into_iter().map(Spanned::into_inner)
}

fn or_nothing(words: Option<Words>) -> Texts {
    words.map(|Words(texts)| texts).unwrap_or_default()
}

impl QuestionFields {
    fn question(self) -> Question {
        let options: Vec<_> = inner(self.options).map(OptionFields::choice).collect();
        let lookup = self.lookup.map(|lookup| lookup.into_inner().lookup());
        Question {
            id: self.id.0,
            title: self.title.0,
            label: self.label.0,
            help: self.help.0,
            kind: self.kind.into_inner().kind(options, lookup),
            when: self.when.map(|when| {
                let WhenFields { question, is } = when.into_inner();
                let question = question.0;
                When { question, is }
            }),
        }
    }
}

impl KindFields {
    /// Options and look-up belong to the kinds that have a list; the rules have seen to that.
    fn kind(self, options: Vec<Choice>, lookup: Option<Lookup>) -> QuestionKind {
        match self {
            Self::Choice {} => QuestionKind::Choice { options, lookup },
            Self::Several { min, max } => QuestionKind::Several {
                options,
                lookup,
                min: min.get(),
                max: max.get(),
            },
            Self::YesNo {} => QuestionKind::YesNo,
            Self::Digits {
                length,
                group,
                scan,
            } => QuestionKind::Digits {
                length: length.get(),
                group: group.get(),
                scan,
            },
            Self::Amount { min, max } => QuestionKind::Amount {
                min: min.0,
                max: max.0,
            },
            Self::IdNumber {} => QuestionKind::IdNumber,
            Self::Phone {} => QuestionKind::Phone,
            Self::Plate { province } => QuestionKind::Plate {
                province: province.map(|Province(character)| character),
            },
            Self::Date { first, last } => QuestionKind::Date {
                range: DayRange {
                    first: first.signed(),
                    last: last.signed(),
                },
            },
            Self::Text { max } => QuestionKind::Text { max: max.get() },
        }
    }
}

impl OptionFields {
    fn choice(self) -> Choice {
        Choice {
            id: self.id.0,
            name: self.name.0,
            detail: or_nothing(self.detail),
            fee: self.fee.map(|Yuan(fen)| fen),
            available: true,
        }
    }
}

impl LookupFields {
    fn lookup(self) -> Lookup {
        Lookup {
            from: match self.from {
                SourceFields::List => Source::List {
                    name: self.name.map(|Id(name)| name).unwrap_or_default(),
                    own: self.own,
                },
                SourceFields::Appointments => Source::Appointments,
                SourceFields::Applications => Source::Applications,
                SourceFields::Receipts => Source::Receipts,
                SourceFields::Queues => Source::Queues,
            },
            under: self.under.map(|Id(question)| question),
            hold_minutes: self.hold_minutes.map(Within::get),
        }
    }
}

impl DuesFields {
    fn dues(self) -> Dues {
        match self {
            Self::Citizen { choice } => Dues {
                by: DuesBy::Citizen,
                choice,
            },
            Self::Question { question, choice } => Dues {
                by: DuesBy::Question {
                    question: question.0,
                },
                choice,
            },
        }
    }
}

impl FeeFields {
    /// The rules have seen to it that all of it is there.
    fn fee(self) -> Option<Fee> {
        let question = self.question.map(|Id(question)| question);
        let title = self.title.map(|Words(title)| title);
        let amount = self.amount.map(|Yuan(amount)| amount);
        Some(match self.is {
            FeeKind::Fixed => Fee::Fixed {
                title: title?,
                amount: amount?,
            },
            FeeKind::Option => Fee::Option {
                question: question?,
            },
            FeeKind::Typed => Fee::Typed {
                question: question?,
            },
            FeeKind::Each => Fee::Each {
                question: question?,
                title: title?,
                amount: amount?,
            },
        })
    }
}

impl HoursFields {
    fn hours(self) -> Hours {
        Hours {
            days: self.days.0,
            from: self.from.0,
            until: self.until.0,
        }
    }
}
