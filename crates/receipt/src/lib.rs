//! A receipt in, PDF bytes out.
