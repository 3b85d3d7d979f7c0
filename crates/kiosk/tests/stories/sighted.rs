//! What the camera sees of a code before it is read.

use kiosk::Event;
use kiosk::touch::Touch;
use kiosk::view::{CameraView, Corner, Hint, PayPhase, Screen, Sheet, Sighted};

use crate::desk::Desk;

/// A code in the middle of the camera's picture: one that was read, or one that is too far away.
pub fn sighted(read: bool) -> Event {
    let corners = [(400, 300), (600, 300), (600, 700), (400, 700)];
    Event::Sighted(Sighted {
        corners: Some(corners.map(|(x, y)| Corner { x, y })),
        read,
        hint: (!read).then_some(Hint::TooFar),
    })
}

fn identifying() -> Desk {
    let mut desk = Desk::open();
    desk.choose("traffic-fines");
    desk
}

/// What the screen shows of it, if it shows the camera's picture.
fn shown(desk: &Desk) -> Option<Sighted> {
    let (Screen::Identify { camera, .. }
    | Screen::Pay {
        phase: PayPhase::ShowCode { camera },
        ..
    }) = desk.screen()
    else {
        return None;
    };
    match camera {
        CameraView::Live(sighted) => Some(sighted),
        CameraView::Missing => None,
    }
}

const NOWHERE: Sighted = Sighted {
    corners: None,
    read: false,
    hint: None,
};

#[test]
fn a_code_that_is_seen_is_shown_with_what_keeps_it_from_being_read() {
    let mut desk = identifying();
    assert_eq!(shown(&desk), Some(NOWHERE));
    desk.event(sighted(false));
    let seen = shown(&desk).expect("a picture");
    assert!(seen.corners.is_some());
    assert_eq!(seen.hint, Some(Hint::TooFar));
    desk.event(Event::Sighted(NOWHERE));
    assert_eq!(shown(&desk), Some(NOWHERE));
}

#[test]
fn a_touch_still_means_what_it_meant_when_a_code_is_seen() {
    let mut desk = identifying();
    let revision = desk.view().revision;
    for read in [false, true] {
        desk.event(sighted(read));
        assert_eq!(desk.view().revision, revision);
    }
    desk.touch_on(revision, Touch::Back);
    assert!(matches!(desk.screen(), Screen::Services { .. }));
}

#[test]
fn nothing_of_what_was_seen_is_there_when_the_camera_is_needed_again() {
    let mut desk = Desk::open();
    desk.up_to_paying();
    desk.event(sighted(false));
    desk.touch(Touch::Cancel);
    desk.touch(Touch::Begin);
    desk.choose("traffic-fines");
    assert_eq!(shown(&desk), Some(NOWHERE));
}

#[test]
fn what_was_under_way_when_the_looking_ended_is_not_shown_to_the_next_citizen() {
    let mut desk = identifying();
    desk.touch(Touch::Cancel);
    desk.event(sighted(false));
    desk.touch(Touch::Begin);
    desk.choose("traffic-fines");
    assert_eq!(shown(&desk), Some(NOWHERE));
}

#[test]
fn a_lost_camera_sees_no_code() {
    let mut desk = identifying();
    desk.event(sighted(false));
    desk.event(Event::CameraChanged { live: false });
    assert_eq!(shown(&desk), None);
    desk.event(Event::CameraChanged { live: true });
    assert_eq!(shown(&desk), Some(NOWHERE));
}

#[test]
fn a_poster_in_the_hall_does_not_keep_a_visit_open() {
    let mut desk = identifying();
    for _ in 0..60 {
        desk.pass(1);
        desk.event(sighted(true));
    }
    assert!(matches!(desk.view().sheet, Some(Sheet::StillThere { .. })));
}
