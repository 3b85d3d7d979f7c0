//! `hallpass-backend`.
fn main() {}
