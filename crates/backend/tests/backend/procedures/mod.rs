//! What the backend does besides plain applications.

mod desk;
mod following;
mod progress;
mod queues;
mod rating;
mod reprinting;
