//! Seeing and hearing: the voice, its settings, and the sheets for them.

use kiosk::Event;
use kiosk::touch::Touch;
use kiosk::view::{Screen, Sheet, Speech};

use crate::desk::Desk;

fn voice(desk: &Desk) -> Option<Speech> {
    desk.view().access.speech
}

#[test]
fn headphones_begin_a_visit_that_speaks_and_take_the_voice_along() {
    let mut desk = Desk::open();
    desk.event(Event::Headphones { plugged: true });
    assert!(matches!(desk.screen(), Screen::Services { .. }));
    assert_eq!(voice(&desk), Some(Speech::default()));
    desk.event(Event::Headphones { plugged: false });
    assert_eq!(voice(&desk), None, "the hall shall not hear it");
    assert!(matches!(desk.screen(), Screen::Services { .. }));
}

#[test]
fn headphones_that_stayed_in_from_the_visit_before_take_the_voice_along_too() {
    let mut desk = Desk::open();
    desk.event(Event::Headphones { plugged: true });
    desk.touch(Touch::Back);
    desk.pass(8);
    desk.touch(Touch::Speech { on: true });
    desk.event(Event::Headphones { plugged: false });
    assert_eq!(voice(&desk), None);
}

#[test]
fn a_voice_that_was_asked_for_by_the_key_stays_without_headphones() {
    let mut desk = Desk::open();
    desk.touch(Touch::Speech { on: true });
    desk.event(Event::Headphones { plugged: false });
    assert!(voice(&desk).is_some());
    desk.touch(Touch::Speech { on: false });
    assert_eq!(voice(&desk), None);
}

#[test]
fn the_voice_is_as_fast_and_loud_as_it_can_be_and_no_more() {
    let mut desk = Desk::open();
    desk.touch(Touch::Volume { volume: 9 });
    assert_eq!(voice(&desk), None, "there is none yet");
    desk.touch(Touch::Speech { on: true });
    desk.touch(Touch::Volume { volume: 9 });
    desk.touch(Touch::SpeechRate { rate: -9 });
    desk.touch(Touch::Pause { on: true });
    desk.touch(Touch::Blank { on: true });
    let whole = Speech {
        rate: -2,
        volume: 4,
        paused: true,
        blank: true,
    };
    assert_eq!(voice(&desk), Some(whole));
    desk.touch(Touch::Back);
    desk.pass(8);
    assert_eq!(voice(&desk), None, "the next one finds none of it");
}

#[test]
fn whoever_listens_has_twice_the_time() {
    let mut desk = Desk::open();
    desk.touch(Touch::Speech { on: true });
    desk.pass(119);
    assert!(desk.view().sheet.is_none());
    desk.pass(2);
    assert!(matches!(desk.view().sheet, Some(Sheet::StillThere { .. })));
    desk.touch(Touch::Stay);
    assert!(desk.view().sheet.is_none());
}

#[test]
fn the_sheets_of_settings_cover_the_screen_and_keep_working() {
    let mut desk = Desk::open();
    desk.touch(Touch::ShowAccess);
    assert_eq!(desk.view().sheet, Some(Sheet::Access));
    desk.touch(Touch::Reach { on: true });
    desk.choose("traffic-fines");
    assert!(
        matches!(desk.screen(), Screen::Services { .. }),
        "it covers"
    );
    desk.touch(Touch::ShowSpeech);
    assert_eq!(desk.view().sheet, Some(Sheet::Speech));
    desk.touch(Touch::Stay);
    assert!(desk.view().sheet.is_none() && desk.view().access.reach);
}
