//! `uinput`: a jack played by this program, with the kernel's real input system above it.

use devices::{Headphones, HeadphonesSource};
use evdev::uinput::VirtualDevice;
use evdev::{AttributeSet, SwitchCode, SwitchEvent};
use tokio::{runtime::Handle, sync::watch, time::timeout};

use crate::{Checks, DEADLINE, Outcome};

const INSERTED: SwitchCode = SwitchCode::SW_HEADPHONE_INSERT;

pub async fn check(checks: &mut Checks) {
    let name = "headphones are noticed in and out, and gone with their jack";
    checks.run(name, is_noticed()).await;
    let name = "headphones that are in before anybody looks are noticed";
    checks.run(name, is_noticed_late()).await;
}

async fn is_noticed() -> Outcome {
    let headphones = Headphones::start(HeadphonesSource::AnyJack, &Handle::current());
    let mut plugged = headphones.plugged();
    let mut jack = jack()?;
    set(&mut jack, true)?;
    comes(&mut plugged, true).await?;
    set(&mut jack, false)?;
    comes(&mut plugged, false).await?;
    set(&mut jack, true)?;
    comes(&mut plugged, true).await?;
    drop(jack);
    comes(&mut plugged, false).await
}

async fn is_noticed_late() -> Outcome {
    let mut jack = jack()?;
    set(&mut jack, true)?;
    let headphones = Headphones::start(HeadphonesSource::AnyJack, &Handle::current());
    comes(&mut headphones.plugged(), true).await
}

fn jack() -> Result<VirtualDevice, String> {
    let switches = AttributeSet::from_iter([INSERTED]);
    let build = || {
        VirtualDevice::builder()?
            .name("a jack")
            .with_switches(&switches)?
            .build()
    };
    build().map_err(|error| format!("no jack: {error}"))
}

fn set(jack: &mut VirtualDevice, inserted: bool) -> Outcome {
    let event = SwitchEvent::new(INSERTED, inserted.into());
    let emitted = jack.emit(&[*event]);
    emitted.map_err(|error| format!("the jack does not move: {error}"))
}

async fn comes(plugged: &mut watch::Receiver<bool>, wanted: bool) -> Outcome {
    let seen = plugged.wait_for(|plugged| *plugged == wanted);
    match timeout(DEADLINE, seen).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(_)) => Err("nobody looks any more".to_owned()),
        Err(_) => Err(format!("not noticed: plugged = {wanted}")),
    }
}
