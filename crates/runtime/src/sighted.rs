//! What the camera sees of a code, in the words of the core.

use devices::Glimpse;
use kiosk::view::{Corner, Hint, Sighted};

/// Where a code is seen and what is wrong, for the screen.
pub(crate) fn sighted(glimpse: &Glimpse) -> Sighted {
    Sighted {
        corners: glimpse.corners.map(|corners| corners.map(corner)),
        read: glimpse.read,
        hint: glimpse.hint.map(hint),
    }
}

/// In thousandths: finer than anybody sees. Far outside is as good as outside.
fn corner((x, y): (f32, f32)) -> Corner {
    let thousandths = |share: f32| (share * 1000.0).round().clamp(-1000.0, 2000.0) as i16;
    Corner {
        x: thousandths(x),
        y: thousandths(y),
    }
}

fn hint(hint: devices::Hint) -> Hint {
    match hint {
        devices::Hint::TooNear => Hint::TooNear,
        devices::Hint::TooFar => Hint::TooFar,
        devices::Hint::Glare => Hint::Glare,
        devices::Hint::TooDark => Hint::TooDark,
        devices::Hint::Tilted => Hint::Tilted,
        devices::Hint::Blurred => Hint::Blurred,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_are_told_in_thousandths_of_the_picture() {
        let glimpse = Glimpse {
            corners: Some([(0.0, 1.0), (0.2504, -0.1), (9.0, -9.0), (f32::NAN, 0.5)]),
            read: false,
            hint: Some(devices::Hint::TooFar),
        };
        let sighted = sighted(&glimpse);
        let corners = sighted.corners.map(|corners| corners.map(|c| (c.x, c.y)));
        assert_eq!(
            corners,
            Some([(0, 1000), (250, -100), (2000, -1000), (0, 500)])
        );
        assert_eq!((sighted.read, sighted.hint), (false, Some(Hint::TooFar)));
    }
}
