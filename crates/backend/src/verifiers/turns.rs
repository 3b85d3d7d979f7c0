//! One after the other: a code that may be used once must not be asked about twice at a time, or
//! the second answer would be "used".

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

/// Whose turn it is, by what they ask about.
#[derive(Default)]
pub(super) struct Turns(Mutex<HashMap<String, Arc<Turn<()>>>>);

impl Turns {
    /// Waits for the turn; it is over when what is given is dropped.
    pub async fn take(&self, about: &str) -> OwnedMutexGuard<()> {
        let turn = {
            let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            // Whoever has a turn or waits for one holds it, too.
            turns.retain(|_, turn| Arc::strong_count(turn) > 1);
            Arc::clone(turns.entry(about.to_owned()).or_default())
        };
        turn.lock_owned().await
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;

    fn is_there(waiting: std::pin::Pin<&mut impl Future<Output = OwnedMutexGuard<()>>>) -> bool {
        matches!(
            waiting.poll(&mut Context::from_waker(Waker::noop())),
            Poll::Ready(_)
        )
    }

    #[tokio::test]
    async fn about_the_same_one_waits_for_the_other_and_nothing_is_kept() {
        let turns = Turns::default();
        let first = turns.take("a").await;
        let mut second = pin!(turns.take("a"));
        assert!(!is_there(second.as_mut()));
        assert!(is_there(pin!(turns.take("b"))), "another one does not wait");
        drop(first);
        assert!(is_there(second.as_mut()));
        drop(turns.take("c").await);
        let kept = turns.0.lock().unwrap().len();
        assert_eq!(kept, 1, "only the last one asked about");
    }
}
