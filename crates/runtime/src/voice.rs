//! The voice of the machine: it says what the window wants said, while the citizen wants to hear.
//!
//! What is said is personal, so it depends on the view alone whether anything is: with speech
//! switched off or resting nothing is said, and after headphones were pulled out nobody else in
//! the hall hears the rest.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use devices::{Headphones, Manner, Utterance, Voice};
use kiosk::Event;
use kiosk::view::{Screen, Speech, View};
use tokio::runtime::Handle;
use tokio::sync::{mpsc, watch};

use crate::config::SpeechConfig;
use crate::run::Input;

/// The voice, and whether it may be heard now.
pub(crate) struct Speaking {
    voice: Voice,
    views: watch::Receiver<View>,
    /// Headphones were pulled out, and the view does not know it yet.
    pulled: AtomicBool,
}

impl Speaking {
    /// Starts the voice, and tells the core of headphones.
    pub(crate) fn start(
        config: &SpeechConfig,
        views: watch::Receiver<View>,
        inputs: mpsc::Sender<Input>,
        handle: &Handle,
    ) -> Arc<Self> {
        let speaking = Arc::new(Self {
            voice: Voice::start(config.socket(), handle),
            views: views.clone(),
            pulled: AtomicBool::new(false),
        });
        let headphones = Headphones::start(config.headphones.clone(), handle);
        handle.spawn(Arc::clone(&speaking).follow_headphones(headphones, inputs));
        handle.spawn(Arc::clone(&speaking).follow_views(views));
        speaking
    }

    /// Says it, if somebody wants to hear it.
    pub(crate) fn say(&self, text: String, lang: String, interrupt: bool) {
        let manner = manner(self.views.borrow().access.speech);
        let Some(manner) = manner.filter(|_| !self.pulled.load(Ordering::SeqCst)) else {
            return;
        };
        self.voice.say(Utterance {
            text,
            lang,
            manner,
            interrupt,
        });
    }

    /// Ends what is being said.
    pub(crate) fn hush(&self) {
        self.voice.hush();
    }

    async fn follow_headphones(
        self: Arc<Self>,
        headphones: Headphones,
        inputs: mpsc::Sender<Input>,
    ) {
        let mut plugged = headphones.plugged();
        while plugged.changed().await.is_ok() {
            let plugged = *plugged.borrow_and_update();
            self.pulled.store(!plugged, Ordering::SeqCst);
            if !plugged {
                self.hush();
            }
            let event = Event::Headphones { plugged };
            if inputs.send(Input::Event(event)).await.is_err() {
                return;
            }
        }
    }

    async fn follow_views(self: Arc<Self>, mut views: watch::Receiver<View>) {
        let mut was_on = false;
        while views.changed().await.is_ok() {
            let (speech, is_over) = {
                let view = views.borrow_and_update();
                (
                    view.access.speech,
                    matches!(view.screen, Screen::Attract { .. }),
                )
            };
            if speech.is_none() {
                self.pulled.store(false, Ordering::SeqCst);
            }
            let is_on = manner(speech).is_some();
            // A goodbye may be heard to its end.
            if std::mem::replace(&mut was_on, is_on) && !is_on && !is_over {
                self.hush();
            }
        }
    }
}

/// How to speak; `None` if nothing is to be said.
fn manner(speech: Option<Speech>) -> Option<Manner> {
    let speech = speech.filter(|speech| !speech.paused)?;
    Some(Manner {
        rate: speech.rate,
        volume: speech.volume,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_said_while_speech_is_off_or_rests() {
        assert_eq!(manner(None), None);
        let paused = Speech {
            paused: true,
            ..Speech::default()
        };
        assert_eq!(manner(Some(paused)), None);
        let usual = manner(Some(Speech::default())).expect("it speaks");
        assert_eq!((usual.rate, usual.volume), (0, 2));
    }
}
