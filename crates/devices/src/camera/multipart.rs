//! The parts of a `multipart/x-mixed-replace` answer, as network cameras send them.
//!
//! Cameras take the format (RFC 2046, 5.1) lightly: a boundary announced with its dashes, lone
//! line feeds, no length, a wrong length. A length is used when it is there; what follows is
//! searched for the next boundary in any case, so that one bad part costs no more than itself.

use memchr::memmem::Finder;

/// No part may be longer.
pub(super) const PART_BYTES_MAX: usize = 8 * 1024 * 1024;
const HEADER_BYTES_MAX: usize = 8 * 1024;

/// An answer that cannot be followed any further.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum MultipartError {
    #[error("a part's header is too long")]
    HeaderTooLong,
    #[error("a part is too long")]
    PartTooLong,
}

#[derive(Clone, Copy)]
enum Await {
    Boundary,
    Header,
    Counted(usize),
    /// Until the next boundary; so many bytes were searched already.
    Uncounted {
        searched: usize,
    },
}

pub(super) struct Multipart {
    boundary: Finder<'static>,
    buffer: Vec<u8>,
    awaited: Await,
}

impl Multipart {
    /// `boundary` as the content type announces it.
    pub(super) fn new(boundary: &str) -> Self {
        let delimiter = format!("--{}", boundary.trim_start_matches("--"));
        Multipart {
            boundary: Finder::new(delimiter.as_bytes()).into_owned(),
            buffer: Vec::new(),
            awaited: Await::Boundary,
        }
    }

    /// Takes the next bytes and gives the newest part that they complete: of several complete
    /// ones the older are out of date already.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<Option<Vec<u8>>, MultipartError> {
        self.buffer.extend_from_slice(bytes);
        let mut newest = None;
        loop {
            match self.step()? {
                Step::Part(part) => newest = Some(part),
                Step::On => {}
                Step::Wait => return Ok(newest),
            }
        }
    }

    fn step(&mut self) -> Result<Step, MultipartError> {
        match self.awaited {
            Await::Boundary => Ok(self.find_boundary()),
            Await::Header => self.read_header(),
            Await::Counted(length) => Ok(self.take_counted(length)),
            Await::Uncounted { searched } => self.take_uncounted(searched),
        }
    }

    fn find_boundary(&mut self) -> Step {
        let length = self.boundary.needle().len();
        if let Some(at) = self.boundary.find(&self.buffer) {
            self.buffer.drain(..at + length);
            self.awaited = Await::Header;
            Step::On
        } else {
            let spare = self.buffer.len().saturating_sub(length - 1);
            self.buffer.drain(..spare);
            Step::Wait
        }
    }

    fn read_header(&mut self) -> Result<Step, MultipartError> {
        let Some((header, body)) = split_header(&self.buffer) else {
            return if self.buffer.len() > HEADER_BYTES_MAX {
                Err(MultipartError::HeaderTooLong)
            } else {
                Ok(Step::Wait)
            };
        };
        self.awaited = match content_length(&self.buffer[..header]) {
            Some(length) if length > PART_BYTES_MAX => return Err(MultipartError::PartTooLong),
            Some(length) => Await::Counted(length),
            None => Await::Uncounted { searched: 0 },
        };
        self.buffer.drain(..body);
        Ok(Step::On)
    }

    fn take_counted(&mut self, length: usize) -> Step {
        if self.buffer.len() < length {
            return Step::Wait;
        }
        let part = self.buffer.drain(..length).collect();
        self.awaited = Await::Boundary;
        Step::Part(part)
    }

    fn take_uncounted(&mut self, searched: usize) -> Result<Step, MultipartError> {
        let Some(at) = self.boundary.find(&self.buffer[searched..]) else {
            if self.buffer.len() > PART_BYTES_MAX {
                return Err(MultipartError::PartTooLong);
            }
            let searched = self
                .buffer
                .len()
                .saturating_sub(self.boundary.needle().len() - 1);
            self.awaited = Await::Uncounted { searched };
            return Ok(Step::Wait);
        };
        let mut part: Vec<u8> = self.buffer.drain(..searched + at).collect();
        for end in [b'\n', b'\r'] {
            if part.last() == Some(&end) {
                part.pop();
            }
        }
        self.awaited = Await::Boundary;
        Ok(Step::Part(part))
    }
}

enum Step {
    Part(Vec<u8>),
    On,
    Wait,
}

/// Where the header ends and where the body begins.
fn split_header(bytes: &[u8]) -> Option<(usize, usize)> {
    let strict = memchr::memmem::find(bytes, b"\r\n\r\n").map(|at| (at, at + 4));
    let loose = memchr::memmem::find(bytes, b"\n\n").map(|at| (at, at + 2));
    match (strict, loose) {
        (Some(a), Some(b)) => Some(if a.0 < b.0 { a } else { b }),
        (a, b) => a.or(b),
    }
}

fn content_length(header: &[u8]) -> Option<usize> {
    let header = std::str::from_utf8(header).ok()?;
    header.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.trim()
            .eq_ignore_ascii_case("content-length")
            .then(|| value.trim().parse().ok())?
    })
}

/// The boundary that a content type announces, if it is a multipart one.
pub(super) fn boundary_of(content_type: &str) -> Option<&str> {
    let (kind, parameters) = content_type.split_once(';')?;
    if !kind.trim().to_ascii_lowercase().starts_with("multipart/") {
        return None;
    }
    let boundary = parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim()
            .eq_ignore_ascii_case("boundary")
            .then(|| value.trim().trim_matches('"'))
    })?;
    // RFC 2046 allows 70 characters; some cameras put the two dashes before them as well.
    (1..=72).contains(&boundary.len()).then_some(boundary)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all(parser: &mut Multipart, bytes: &[u8], chunk: usize) -> Vec<Vec<u8>> {
        bytes
            .chunks(chunk)
            .filter_map(|piece| parser.push(piece).unwrap())
            .collect()
    }

    #[test]
    fn parts_come_out_whole_however_the_network_cuts_them() {
        let counted = b"--b\r\nContent-Type: image/jpeg\r\nContent-Length: 5\r\n\r\nfirst\r\n\
                        --b\r\ncontent-length:6\r\n\r\nsecond\r\n--b\r\n";
        let uncounted = b"junk\r\n--b\r\nContent-Type: image/jpeg\r\n\r\nfirst\r\n\
                          --b\r\n\r\nsecond\r\n--b--";
        let loose = b"--b\nA: 1\n\nfirst\n--b\nA: 1\n\nsecond\n--b\n";
        for stream in [&counted[..], uncounted, loose] {
            for chunk in [1, 2, 3, 7] {
                let parts = all(&mut Multipart::new("b"), stream, chunk);
                assert_eq!(
                    parts,
                    [b"first".to_vec(), b"second".to_vec()],
                    "chunks of {chunk}"
                );
            }
        }
    }

    #[test]
    fn of_several_parts_at_once_the_newest_is_given() {
        let stream = b"--b\r\n\r\nold\r\n--b\r\n\r\nnew\r\n--b\r\n";
        assert_eq!(
            Multipart::new("--b").push(stream).unwrap(),
            Some(b"new".to_vec())
        );
    }

    #[test]
    fn a_wrong_length_costs_no_more_than_its_own_part() {
        let stream = b"--b\r\nContent-Length: 3\r\n\r\ntoo long\r\n--b\r\n\r\ngood\r\n--b\r\n";
        let parts = all(&mut Multipart::new("b"), stream, 4);
        assert_eq!(parts, [b"too".to_vec(), b"good".to_vec()]);
    }

    #[test]
    fn a_server_cannot_fill_the_memory() {
        let mut endless_header = Multipart::new("b");
        assert_eq!(
            endless_header.push(&[b"--b\r\n".to_vec(), vec![b'a'; HEADER_BYTES_MAX]].concat()),
            Err(MultipartError::HeaderTooLong)
        );
        let mut huge = Multipart::new("b");
        assert_eq!(
            huge.push(b"--b\r\nContent-Length: 99999999\r\n\r\n"),
            Err(MultipartError::PartTooLong)
        );
        let mut endless_part = Multipart::new("b");
        endless_part.push(b"--b\r\n\r\n").unwrap();
        let megabyte = vec![0; 1024 * 1024];
        let pushed = (0..9)
            .map(|_| endless_part.push(&megabyte))
            .find(Result::is_err);
        assert_eq!(pushed, Some(Err(MultipartError::PartTooLong)));
        let mut no_boundary = Multipart::new("b");
        no_boundary.push(&megabyte).unwrap();
        assert!(no_boundary.buffer.len() < 3);
    }

    #[test]
    fn the_boundary_is_found_in_the_content_type() {
        let of = boundary_of;
        assert_eq!(
            of("multipart/x-mixed-replace; boundary=frame"),
            Some("frame")
        );
        assert_eq!(
            of("Multipart/X-Mixed-Replace;charset=x; Boundary=\"a b\""),
            Some("a b")
        );
        assert_eq!(of("multipart/x-mixed-replace"), None);
        assert_eq!(of("image/jpeg; boundary=x"), None);
        assert_eq!(of("multipart/mixed; boundary="), None);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(
            bytes in proptest::collection::vec(prop_oneof![Just(b'-'), Just(b'b'), Just(b'\n'), any::<u8>()], 0..600),
            chunk in 1usize..50,
        ) {
            let mut parser = Multipart::new("b");
            for piece in bytes.chunks(chunk) {
                if parser.push(piece).is_err() {
                    break;
                }
            }
        }
    }
}
