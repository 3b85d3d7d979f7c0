//! Phones and papers as seen straight on.

use super::canvas::{Align, Area, Canvas, Color, INK, Square, WHITE};
use super::scene::{Screen, Sheet};

/// Something flat with a symbol on it, and the middle of the symbol in it, to which the
/// camera is pointed.
pub(super) struct Face {
    pub canvas: Canvas,
    pub middle: (f32, f32),
    /// How much larger than drawn it is held.
    pub scale: f32,
    /// Glass has reflections.
    pub glass: bool,
}

const WIDTH: f32 = 740.0;
const HEIGHT: f32 = 1340.0;
/// Room around the phone, for the fingers.
const MARGIN: f32 = 90.0;
const BEZEL: f32 = 15.0;
const SKIN: Color = [176, 128, 102];
const BODY: Color = [19, 20, 23];
const PAPER: Color = [216, 212, 203];
const RIM: Color = [58, 61, 66];

/// A phone in a hand.
pub(super) fn phone(screen: &Screen) -> Face {
    let mut canvas = Canvas::new(WIDTH as u32, HEIGHT as u32);
    let phone = Area(MARGIN, MARGIN, WIDTH - 2.0 * MARGIN, HEIGHT - 2.0 * MARGIN);
    fingers(&mut canvas);
    canvas.fill(phone, 82.0, RIM);
    canvas.fill(inset(phone, 4.0), 78.0, BODY);
    let glass = inset(phone, BEZEL);
    let (paper, ink) = if screen.dark {
        ([22, 24, 28], [214, 218, 222])
    } else {
        ([240, 243, 246], INK)
    };
    canvas.fill(glass, 66.0, paper);

    head_bar(&mut canvas, glass, screen);
    let Area(left, top, width, _) = glass;
    let middle = (left + width / 2.0).round();
    let card = Area(left + 24.0, top + 232.0, width - 48.0, 604.0);
    canvas.fill(card, 30.0, if screen.dark { [40, 43, 48] } else { WHITE });
    let side = 446.0;
    // Also a dark app shows its code on white.
    canvas.fill(
        Area(
            middle - side / 2.0 - 8.0,
            card.1 + 18.0,
            side + 16.0,
            side + 16.0,
        ),
        18.0,
        WHITE,
    );
    let square = Square {
        left: middle - side / 2.0,
        top: card.1 + 26.0,
        side,
        paper: WHITE,
    };
    canvas.symbol(&screen.code, square);
    canvas.text(
        &screen.caption[0],
        Align::Center,
        (middle, card.1 + 524.0),
        34.0,
        ink,
    );
    canvas.text(
        &screen.caption[1],
        Align::Center,
        (middle, card.1 + 570.0),
        24.0,
        [128, 134, 140],
    );
    for row in 0..2 {
        let top = card.1 + 630.0 + row as f32 * 96.0;
        canvas.fill(
            Area(card.0, top, card.2, 80.0),
            22.0,
            if screen.dark { [40, 43, 48] } else { WHITE },
        );
        canvas.fill(
            Area(card.0 + 24.0, top + 22.0, 36.0, 36.0),
            12.0,
            screen.color,
        );
        canvas.fill(
            Area(card.0 + 84.0, top + 31.0, 190.0 + 60.0 * row as f32, 18.0),
            9.0,
            [178, 184, 190],
        );
    }
    canvas.finger((6.0, 1130.0), (148.0, 1010.0), 92.0, SKIN);
    Face {
        canvas,
        middle: (middle, card.1 + 26.0 + side / 2.0),
        scale: 1.0,
        glass: true,
    }
}

fn head_bar(canvas: &mut Canvas, glass: Area, screen: &Screen) {
    let Area(left, top, width, _) = glass;
    let middle = left + width / 2.0;
    canvas.fill(Area(left, top, width, 190.0), 66.0, screen.color);
    canvas.fill(Area(left, top + 90.0, width, 120.0), 0.0, screen.color);
    canvas.text("9:41", Align::Left, (left + 44.0, top + 48.0), 28.0, WHITE);
    canvas.fill(
        Area(left + width - 92.0, top + 28.0, 48.0, 22.0),
        7.0,
        WHITE,
    );
    canvas.fill(Area(middle - 55.0, top + 16.0, 110.0, 32.0), 16.0, BODY);
    canvas.text(
        &screen.title[0],
        Align::Center,
        (middle, top + 124.0),
        42.0,
        WHITE,
    );
    canvas.text(
        &screen.title[1],
        Align::Center,
        (middle, top + 172.0),
        25.0,
        [232, 238, 240],
    );
}

fn fingers(canvas: &mut Canvas) {
    for (at, reach) in [(560.0, 0.0), (672.0, 16.0), (784.0, 12.0), (896.0, -8.0)] {
        canvas.finger(
            (WIDTH - MARGIN - 60.0, at + 26.0),
            (WIDTH - 62.0 + reach, at),
            88.0,
            SKIN,
        );
    }
}

/// A printed notice in a hand.
pub(super) fn paper(sheet: &Sheet) -> Face {
    let (width, height) = (1_080.0, 760.0);
    let mut canvas = Canvas::new(width as u32 + 60, height as u32 + 60);
    canvas.fill(Area(30.0, 30.0, width, height), 3.0, PAPER);
    canvas.text(
        &sheet.title,
        Align::Center,
        (30.0 + width / 2.0, 112.0),
        46.0,
        [60, 40, 38],
    );
    canvas.fill(Area(90.0, 140.0, width - 120.0, 3.0), 0.0, [150, 90, 84]);
    for (row, line) in sheet.lines.iter().take(6).enumerate() {
        let y = 214.0 + row as f32 * 74.0;
        canvas.text(line, Align::Left, (90.0, y), 31.0, [56, 54, 52]);
        canvas.fill(Area(90.0, y + 20.0, 560.0, 1.5), 0.0, [180, 174, 164]);
    }
    let side = 330.0;
    let (left, top) = (710.0, 190.0);
    canvas.symbol(
        &sheet.code,
        Square {
            left,
            top,
            side,
            paper: PAPER,
        },
    );
    canvas.text(
        "扫码缴款  Scan to pay",
        Align::Center,
        (left + side / 2.0, top + side + 46.0),
        28.0,
        [56, 54, 52],
    );
    canvas.finger((180.0, 800.0), (250.0, 700.0), 96.0, SKIN);
    Face {
        canvas,
        middle: (left + side / 2.0 - 170.0, top + side / 2.0 + 20.0),
        scale: 0.92,
        glass: false,
    }
}

fn inset(Area(left, top, width, height): Area, by: f32) -> Area {
    Area(left + by, top + by, width - 2.0 * by, height - 2.0 * by)
}
