//! The voice speaks through a real Speech Dispatcher.

use std::time::Duration;

use devices::{Manner, Utterance, Voice};
use stage::voice::VoiceOnStage;
use tokio::runtime::Handle;

const SOON: Duration = Duration::from_secs(10);

fn utterance(text: &str, lang: &str, interrupt: bool) -> Utterance {
    Utterance {
        text: text.to_owned(),
        lang: lang.to_owned(),
        manner: Manner { rate: 0, volume: 2 },
        interrupt,
    }
}

#[tokio::test]
async fn every_language_is_said_in_order_as_fast_and_as_loud_as_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let stage = VoiceOnStage::start(folder.path()).await.unwrap();
    let voice = Voice::start(stage.socket(), &Handle::current());
    let texts = [
        ("zh-CN", "您好 'quoted' $HOME `id` \\ 500.00 元。"),
        ("en", "Hello; it's here."),
        ("ug", "ياخشىمۇسىز، 3 تۈر."),
        ("bo", "བཀྲ་ཤིས།"),
    ];
    for (lang, text) in texts {
        voice.say(utterance(text, lang, false));
    }
    let mut loud = utterance(".fast", "en", false);
    loud.manner = Manner { rate: 2, volume: 4 };
    voice.say(loud);

    let (last, count) = stage
        .wait_for(SOON, 0, |heard| heard.text == ".fast")
        .await
        .unwrap();
    assert_eq!((last.rate, last.volume), (60, 100));
    let heard = stage.transcript().unwrap();
    assert_eq!(count, texts.len() + 1, "{heard:#?}");
    for ((lang, text), heard) in texts.iter().zip(&heard) {
        assert_eq!((heard.lang.as_str(), heard.text.as_str()), (*lang, *text));
        assert_eq!((heard.rate, heard.volume), (0, 20));
    }
}

#[tokio::test]
async fn a_dispatcher_that_crashes_is_spoken_to_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = VoiceOnStage::start(folder.path()).await.unwrap();
    let voice = Voice::start(stage.socket(), &Handle::current());
    voice.say(utterance("before", "en", true));
    let (_, from) = stage.wait_for(SOON, 0, |_| true).await.unwrap();
    stage.switch_off().await.unwrap();
    // Nobody waits for it, and nothing piles up.
    for _ in 0..1_000 {
        voice.say(utterance("lost", "en", true));
    }
    stage.switch_on().await.unwrap();
    let mut ticks = tokio::time::interval(Duration::from_millis(200));
    let again = async {
        loop {
            ticks.tick().await;
            voice.say(utterance("after", "en", true));
        }
    };
    let heard = stage.wait_for(SOON, from, |heard| heard.text == "after");
    tokio::select! {
        heard = heard => { heard.unwrap(); }
        () = again => {}
    }
}

#[tokio::test]
async fn what_was_hushed_is_not_said() {
    let folder = tempfile::tempdir().unwrap();
    let stage = VoiceOnStage::start(folder.path()).await.unwrap();
    let voice = Voice::start(stage.socket(), &Handle::current());
    voice.say(utterance("a name", "en", false));
    voice.hush();
    voice.say(utterance("the end", "en", false));
    stage
        .wait_for(SOON, 0, |heard| heard.text == "the end")
        .await
        .unwrap();
    let heard = stage.transcript().unwrap();
    assert!(
        heard.iter().all(|heard| heard.text != "a name"),
        "{heard:?}"
    );
}
