//! The page on which a phone follows a number. No script, nothing from anywhere: HTML that refreshes
//! itself. Pure.

use service::{Lang, Texts};

use super::{Followed, State};
use crate::clock;
use crate::procedures::words::{WORDS, counted, filled};

/// The page's style, which its content security policy names by its hash.
pub const STYLE: &str = include_str!("page.css");
/// So often it refreshes while somebody waits, in seconds.
const EVERY_S: u32 = 15;

/// The page's language: what the address says, else what the browser prefers (`Accept-Language`,
/// RFC 9110 section 12.5.4), else Chinese. By the main part of the tag: `en-GB` is `en`.
#[must_use]
pub fn language(asked: Option<&str>, accepted: Option<&str>) -> Lang {
    let known = |tag: &str| {
        let main = main_part(tag);
        let mut languages = WORDS.languages();
        languages.find(|lang| main_part(&lang.0) == main).cloned()
    };
    let preferred = || {
        let mut ranges: Vec<_> = accepted?.split(',').filter_map(range).collect();
        // Stable: of two that are liked as much, the first.
        ranges.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        ranges.into_iter().find_map(|(tag, _)| known(tag))
    };
    asked
        .and_then(known)
        .or_else(preferred)
        .unwrap_or_else(|| Lang::new(Lang::FIRST))
}

/// A language range and how much it is liked; none that is not wanted.
fn range(text: &str) -> Option<(&str, f32)> {
    let mut parts = text.split(';').map(str::trim);
    let tag = parts.next().filter(|tag| !tag.is_empty())?;
    let weight = parts.find_map(|part| part.strip_prefix("q="));
    let weight: f32 = weight.map_or(Some(1.0), |weight| weight.parse().ok())?;
    (weight > 0.0).then_some((tag, weight))
}

fn main_part(tag: &str) -> String {
    tag.split('-')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase()
}

/// What the page says.
#[derive(Clone, Copy, Debug)]
pub enum Shown<'a> {
    /// How it is with a number.
    Number(&'a Followed),
    /// That there is no such number.
    Unknown,
    /// That it cannot be said now.
    Unavailable,
}

/// What is said below a number, and whether it may change by itself.
struct Said {
    headline: Texts,
    below: Texts,
    advice: Texts,
    refreshes: bool,
}

impl Shown<'_> {
    fn said(&self) -> Said {
        let words = &*WORDS;
        let said = |headline: Texts, advice: &Texts, refreshes| Said {
            headline,
            below: Texts::default(),
            advice: advice.clone(),
            refreshes,
        };
        let Self::Number(followed) = self else {
            let (headline, advice, refreshes) = match self {
                Self::Unavailable => (
                    &words.page_unavailable,
                    &words.page_unavailable_advice,
                    true,
                ),
                Self::Unknown | Self::Number(_) => {
                    (&words.page_unknown, &words.page_unknown_advice, false)
                }
            };
            return said(headline.clone(), advice, refreshes);
        };
        match &followed.state {
            State::Waiting { before: 0, .. } => {
                said(words.page_next.clone(), &words.ticket_note, true)
            }
            State::Waiting { before, minutes } => {
                let minutes = Texts::same(minutes.to_string());
                let count = Texts::same(before.to_string());
                let values = [("count", &count), ("minutes", &minutes)];
                said(
                    filled(&words.page_before, &values),
                    &words.ticket_note,
                    true,
                )
            }
            State::Called { window, at } => {
                let time = clock::china_at(*at).strftime("%H:%M");
                Said {
                    headline: counted(&words.page_called, "window", window),
                    below: counted(&words.page_called_at, "time", time),
                    advice: Texts::default(),
                    refreshes: false,
                }
            }
            State::Over { day } => {
                let headline = counted(&words.page_over, "day", day);
                said(headline, &words.page_over_advice, false)
            }
        }
    }
}

/// The page.
#[must_use]
pub fn page(lang: &Lang, shown: Shown<'_>) -> String {
    let words = &*WORDS;
    let said = shown.said();
    let mut body = String::new();
    if let Shown::Number(followed) = shown {
        let is_called = matches!(followed.state, State::Called { .. });
        let class = if is_called { "number called" } else { "number" };
        body.push_str(&line(class, &followed.number));
    }
    body.push_str(&line("headline", said.headline.get(lang)));
    body.push_str(&line("below", said.below.get(lang)));
    if let Shown::Number(followed) = shown {
        body.push_str(&line("business", followed.business.get(lang)));
        body.push_str(&line("place", followed.place.get(lang)));
    }
    body.push_str(&line("advice", said.advice.get(lang)));
    let mut refresh = String::new();
    if said.refreshes {
        body.push_str(&line("quiet", words.page_refreshes.get(lang)));
        refresh = format!("<meta http-equiv=\"refresh\" content=\"{EVERY_S}\">");
    }
    format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\" dir=\"{direction}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">{refresh}\
         <title>{title}</title><style>{STYLE}</style></head><body><main><h1>{title}</h1>{body}\
         </main></body></html>\n",
        tag = escaped(&lang.0),
        direction = escaped(words.direction.get(lang)),
        title = escaped(words.page_title.get(lang)),
    )
}

/// A paragraph; none for an empty text.
fn line(class: &str, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("<p class=\"{class}\">{}</p>", escaped(text))
}

/// A text as it may stand in HTML, between tags and in quotes.
fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    fn followed(state: State) -> Followed {
        Followed {
            number: "A012".to_owned(),
            business: Texts::from([("zh-CN", "不动产 <登记>"), ("en", "Land & \"homes\"")]),
            place: Texts::same("2F"),
            state,
        }
    }

    #[test]
    fn the_address_decides_the_language_and_then_the_browser() {
        let english = Lang::new("en");
        let chinese = Lang::new("zh-CN");
        for (asked, accepted, lang) in [
            (Some("en"), Some("zh"), &english),
            (Some("EN-gb"), None, &english),
            (Some("xx"), Some("en-GB,en;q=0.9"), &english),
            (None, Some("fr, en;q=0.4, zh-TW;q=0.8"), &chinese),
            (None, Some("zh;q=0, en;q=0.1"), &english),
            (None, Some(";;q=,=,"), &chinese),
            (None, None, &chinese),
        ] {
            assert_eq!(&language(asked, accepted), lang, "{asked:?} {accepted:?}");
        }
    }

    #[test]
    fn who_waits_sees_how_many_are_before_and_the_page_refreshes_itself() {
        let waiting = followed(State::Waiting {
            before: 3,
            minutes: 9,
        });
        let page = page(&Lang::new("en"), Shown::Number(&waiting));
        assert!(page.contains("A012") && page.contains("3 before you, about 9 min"));
        assert!(page.contains("http-equiv=\"refresh\""));
        assert!(page.contains("Land &amp; &quot;homes&quot;"), "{page}");
    }

    #[test]
    fn who_is_called_sees_the_window_and_the_page_stays() {
        let called = followed(State::Called {
            window: "3\"><script>".to_owned(),
            at: 0,
        });
        let page = page(&Lang::new("zh-CN"), Shown::Number(&called));
        assert!(
            page.contains("请到 3&quot;&gt;&lt;script&gt; 号窗口"),
            "{page}"
        );
        assert!(page.contains("08:00 叫号") && !page.contains("refresh"));
        assert!(page.contains("不动产 &lt;登记&gt;") && !page.contains("<script"));
    }

    #[test]
    fn a_number_of_another_day_and_one_that_is_unknown_say_what_to_do() {
        let over = followed(State::Over {
            day: "2026-11-25".to_owned(),
        });
        let over = page(&Lang::new("en"), Shown::Number(&over));
        assert!(over.contains("2026-11-25") && over.contains("take a new number"));
        let unknown = page(&Lang::new("en"), Shown::Unknown);
        assert!(unknown.contains("There is no such number") && !unknown.contains("refresh"));
        let later = page(&Lang::new("en"), Shown::Unavailable);
        assert!(later.contains("refresh"));
    }
}
