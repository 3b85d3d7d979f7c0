//! The backend's API: wire types and the client.
