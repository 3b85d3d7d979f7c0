//! The controls of a V4L2 camera, set so that codes on phones can be read: thirty frames a second
//! whatever the light, sharp at the distance of a hand, no bands from the lamps.
//!
//! Cameras have some of the controls, or none. What is there is set; what is missing is said once
//! in the log and stops nothing.

use linuxvideo::{Device, controls::Cid};

use super::source::V4lSettings;

/// A control and what it shall be: the first of the values that the camera takes.
#[derive(Debug, PartialEq, Eq)]
struct Step {
    name: &'static str,
    control: Cid,
    values: Vec<i32>,
    /// The configuration asks for it by name.
    asked: bool,
}

/// `V4L2_EXPOSURE_…` and `V4L2_CID_POWER_LINE_FREQUENCY_…` of the kernel's `v4l2-controls.h`.
const EXPOSURE_AUTO: i32 = 0;
const EXPOSURE_MANUAL: i32 = 1;
const EXPOSURE_SHUTTER_PRIORITY: i32 = 2;
const EXPOSURE_APERTURE_PRIORITY: i32 = 3;
const POWER_LINE_50_HZ: i32 = 1;
const POWER_LINE_60_HZ: i32 = 2;

/// In the order in which they are to be set: a fixed value is refused while the automatic is on.
fn steps(settings: &V4lSettings) -> Vec<Step> {
    let step = |name, control, values: &[i32], asked| Step {
        name,
        control,
        values: values.to_vec(),
        asked,
    };
    let mut steps = Vec::new();
    match settings.exposure {
        None => {
            // USB cameras call their automatic exposure aperture priority: they have no iris.
            let automatic = [EXPOSURE_AUTO, EXPOSURE_APERTURE_PRIORITY];
            steps.push(step("exposure", Cid::EXPOSURE_AUTO, &automatic, false));
            // It may not slow the frames down in the dark: a phone has its own light.
            let rate = Cid::EXPOSURE_AUTO_PRIORITY;
            steps.push(step("dynamic frame rate", rate, &[0], false));
        }
        Some(time) => {
            let manual = [EXPOSURE_MANUAL, EXPOSURE_SHUTTER_PRIORITY];
            steps.push(step("exposure", Cid::EXPOSURE_AUTO, &manual, true));
            let value = Cid::EXPOSURE_ABSOLUTE;
            steps.push(step("exposure time", value, &[time], true));
        }
    }
    match settings.focus {
        None => steps.push(step("autofocus", Cid::FOCUS_AUTO, &[1], false)),
        Some(distance) => {
            steps.push(step("autofocus", Cid::FOCUS_AUTO, &[0], false));
            let value = Cid::FOCUS_ABSOLUTE;
            steps.push(step("focus", value, &[distance], true));
        }
    }
    let mains = match settings.mains {
        None | Some(50) => POWER_LINE_50_HZ,
        Some(_) => POWER_LINE_60_HZ,
    };
    let asked = settings.mains.is_some();
    let control = Cid::POWER_LINE_FREQUENCY;
    steps.push(step("power line frequency", control, &[mains], asked));
    steps
}

/// Sets what is there.
pub(super) fn set(device: &mut Device, settings: &V4lSettings) {
    let mut missing = Vec::new();
    for step in steps(settings) {
        let mut values = step.values.iter();
        if values.any(|&value| device.write_control_raw(step.control, value).is_ok()) {
            continue;
        }
        if step.asked {
            tracing::warn!(
                control = step.name,
                values = ?step.values,
                "the camera does not take what the configuration asks for"
            );
        } else {
            missing.push(step.name);
        }
    }
    if !missing.is_empty() {
        tracing::info!(?missing, "controls that this camera does not have");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(settings: &V4lSettings) -> Vec<(Cid, Vec<i32>)> {
        let steps = steps(settings).into_iter();
        steps.map(|step| (step.control, step.values)).collect()
    }

    #[test]
    fn by_itself_a_camera_is_automatic_at_a_steady_rate_in_the_light_of_50_hz() {
        assert_eq!(
            values(&V4lSettings::default()),
            [
                (Cid::EXPOSURE_AUTO, vec![0, 3]),
                (Cid::EXPOSURE_AUTO_PRIORITY, vec![0]),
                (Cid::FOCUS_AUTO, vec![1]),
                (Cid::POWER_LINE_FREQUENCY, vec![1]),
            ]
        );
    }

    #[test]
    fn what_is_fixed_is_set_after_the_automatic_is_off() {
        let settings = V4lSettings {
            focus: Some(120),
            exposure: Some(200),
            mains: Some(60),
            ..V4lSettings::default()
        };
        assert_eq!(
            values(&settings),
            [
                (Cid::EXPOSURE_AUTO, vec![1, 2]),
                (Cid::EXPOSURE_ABSOLUTE, vec![200]),
                (Cid::FOCUS_AUTO, vec![0]),
                (Cid::FOCUS_ABSOLUTE, vec![120]),
                (Cid::POWER_LINE_FREQUENCY, vec![2]),
            ]
        );
    }
}
