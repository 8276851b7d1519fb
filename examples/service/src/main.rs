//! The draws of an authority as a service.

fn main() {}
