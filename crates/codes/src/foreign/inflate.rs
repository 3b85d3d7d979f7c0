//! Unpacking with a limit: a few bytes of a symbol can stand for gigabytes.

use flate2::{Decompress, FlushDecompress, Status};

use crate::envelope::Flaw;

/// The largest published certificate unpacks to 1.5 kB, one with a photo to 3 kB.
pub(super) const MAX_COSE: usize = 32 * 1024;
/// The largest published health card unpacks to 30 kB.
pub(super) const MAX_JSON: usize = 64 * 1024;

/// A whole zlib stream (RFC 1950) that unpacks to at most `most` bytes.
pub(super) fn zlib(packed: &[u8], most: usize) -> Result<Vec<u8>, Flaw> {
    whole(Decompress::new(true), packed, most)
}

/// A whole raw DEFLATE stream (RFC 1951) that unpacks to at most `most` bytes.
pub(super) fn deflate(packed: &[u8], most: usize) -> Result<Vec<u8>, Flaw> {
    whole(Decompress::new(false), packed, most)
}

fn whole(mut stream: Decompress, packed: &[u8], most: usize) -> Result<Vec<u8>, Flaw> {
    // Never grows: `decompress_vec` stops where the capacity ends.
    let mut unpacked = Vec::with_capacity(most);
    let status = stream
        .decompress_vec(packed, &mut unpacked, FlushDecompress::Finish)
        .map_err(|_| Flaw::NotPacked)?;
    match status {
        Status::StreamEnd if stream.total_in() == packed.len() as u64 => Ok(unpacked),
        Status::StreamEnd => Err(Flaw::NotPacked),
        Status::Ok | Status::BufError if unpacked.len() == unpacked.capacity() => {
            Err(Flaw::TooLarge)
        }
        Status::Ok | Status::BufError => Err(Flaw::NotPacked),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn pack(bytes: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    #[test]
    fn a_stream_unpacks_to_the_limit_and_not_beyond() {
        let exact = vec![7; MAX_COSE];
        assert_eq!(zlib(&pack(&exact), MAX_COSE), Ok(exact));
        let bomb = pack(&vec![0; MAX_COSE + 1]);
        assert_eq!(zlib(&bomb, MAX_COSE), Err(Flaw::TooLarge));
        let huge = pack(&vec![0; 2_000_000]);
        assert!(huge.len() < 2_500, "fits into one symbol");
        assert_eq!(zlib(&huge, MAX_COSE), Err(Flaw::TooLarge));
    }

    #[test]
    fn half_a_stream_and_one_with_more_behind_it_are_none() {
        let packed = pack(b"whole");
        for end in 0..packed.len() {
            assert_eq!(
                zlib(&packed[..end], MAX_COSE),
                Err(Flaw::NotPacked),
                "{end}"
            );
        }
        let mut longer = packed.clone();
        longer.push(0);
        assert_eq!(zlib(&longer, MAX_COSE), Err(Flaw::NotPacked));
        let mut damaged = packed;
        *damaged.last_mut().unwrap() ^= 1;
        assert_eq!(zlib(&damaged, MAX_COSE), Err(Flaw::NotPacked), "check sum");
        assert_eq!(deflate(b"\xff\xff", MAX_JSON), Err(Flaw::NotPacked));
    }
}
