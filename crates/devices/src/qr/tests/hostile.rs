//! What nobody holds before a camera in good faith. Each has to end, and soon: the work is counted
//! by how often the time is asked for, because a clock would say how busy the machine is.

use std::cell::Cell;

use super::*;

/// Looks until `most` questions for the time; says how many there were.
fn questions(luma: &GrayImage, most: u32) -> u32 {
    let asked = Cell::new(0);
    let is_up = || {
        asked.set(asked.get() + 1);
        asked.get() >= most
    };
    scan::read(luma, &is_up);
    asked.get()
}

/// After the time was up hardly anything is asked any more: whoever asks gives up.
const AFTER: u32 = 40;

fn wall_of_finders(module: u32, width: u32, height: u32) -> GrayImage {
    GrayImage::from_fn(width, height, |x, y| {
        let off = |at: u32| ((at / module) % 9).abs_diff(4);
        let ring = off(x).max(off(y));
        Luma([if ring <= 1 || ring == 3 { DARK } else { LIGHT }])
    })
}

fn noise(width: u32, height: u32) -> GrayImage {
    let mut state = 1u32;
    let mut next = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    GrayImage::from_fn(width, height, |_, _| Luma([next()]))
}

#[test]
fn a_wall_of_finders_is_given_up_when_the_time_is_up() {
    for module in [2, 3, 7] {
        let wall = wall_of_finders(module, 1280, 720);
        for most in [1, 10, 300] {
            let asked = questions(&wall, most);
            assert!(asked <= most + AFTER, "{asked} of {most}, {module} px");
        }
    }
}

#[test]
fn whatever_takes_long_asks_for_the_time_meanwhile() {
    let all = |picture: &GrayImage| questions(picture, u32::MAX);
    // Rows and rows in which there is no finder.
    let stripes = GrayImage::from_fn(1280, 720, |x, _| {
        Luma([if x / 3 % 2 == 0 { 0 } else { 255 }])
    });
    let asked = all(&stripes);
    assert!(asked > 100, "{asked} for rows");
    // A large symbol that cannot be read, in all the places that it may have.
    let mut spoilt = drawn(&sized(b"spoilt", 12, QrCodeEcc::Low), 4);
    let end = spoilt.width() - 60;
    for (x, y) in (60..end).flat_map(|x| (60..end).map(move |y| (x, y))) {
        spoilt.put_pixel(x, y, Luma([((x * 7 + y * 13) % 251) as u8]));
    }
    let asked = all(&spoilt);
    assert!(asked > 250, "{asked} for places");
}

#[test]
fn noise_is_given_up_when_the_time_is_up_and_says_nothing() {
    let noise = noise(2000, 2000);
    assert!(questions(&noise, 50) <= 50 + AFTER);
    let asked = Cell::new(0);
    let is_up = || {
        asked.set(asked.get() + 1);
        asked.get() > 3000
    };
    assert!(scan::read(&noise, &is_up).symbols.is_empty());
}

#[test]
fn pictures_that_are_hardly_any_have_no_symbol() {
    for (width, height) in [
        (0, 0),
        (1, 1),
        (1, 1000),
        (1000, 1),
        (2, 2),
        (19, 21),
        (20, 20),
        (21, 21),
        (43, 42),
    ] {
        for grey in [0, 255] {
            assert!(said(&GrayImage::from_pixel(width, height, Luma([grey]))).is_empty());
        }
    }
}

#[test]
fn a_code_as_large_as_can_be_is_read() {
    let most = sized(&[b'7'; 2953], 40, QrCodeEcc::Low);
    assert_eq!(said(&drawn(&most, 4)), [[b'7'; 2953]]);
}

#[test]
fn stripes_and_checks_and_slopes_say_nothing() {
    let patterns: [fn(u32, u32) -> u8; 4] = [
        |x, _| if x % 2 == 0 { 0 } else { 255 },
        |x, y| if (x + y) % 2 == 0 { 0 } else { 255 },
        |x, y| ((x + y) / 8) as u8,
        |x, y| if (x / 3 * (y / 3)) % 2 == 0 { 0 } else { 255 },
    ];
    for pattern in patterns {
        let picture = GrayImage::from_fn(640, 480, |x, y| Luma([pattern(x, y)]));
        assert!(said(&picture).is_empty());
    }
}
