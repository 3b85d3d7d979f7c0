//! What the backend does besides plain applications.

mod appointments;
mod desk;
mod following;
mod machine;
mod progress;
mod queues;
mod rating;
mod reprinting;
