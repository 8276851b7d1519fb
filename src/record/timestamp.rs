//! Evidence of a time-stamp authority (RFC 3161): that a document was there at a time, by the word of somebody who is neither
//! the authority nor its witness.
//!
//! A request is written here; an answer is kept as it came. Nothing of an answer is verified: that takes the certificates
//! of whoever gave it, and `openssl ts -verify` does it.

use crate::say::{sayings, sayings_error};
use crate::types::digest::{Digest, HashAlgorithm};

/// Largest answer that is kept, in bytes: answers with their certificates have some 2 to 6 KiB.
pub const MOST_TIMESTAMP_BYTES: usize = 64 << 10;

/// What comes before the digest: a sequence of 57 bytes with version 1, and in it the imprint of SHA-256 without parameters,
/// followed by 32 bytes.
const HEAD_SHA256: &[u8] = &[
    0x30, 0x39, 0x02, 0x01, 0x01, 0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03,
    0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20,
];
/// The same of SM3, whose name (1.2.156.10197.1.401) is a byte shorter.
const HEAD_SM3: &[u8] = &[
    0x30, 0x38, 0x02, 0x01, 0x01, 0x30, 0x30, 0x30, 0x0c, 0x06, 0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01,
    0x83, 0x11, 0x05, 0x00, 0x04, 0x20,
];

/// That the answer is to hold the certificate of whoever signs it.
const TAIL: [u8; 3] = [0x01, 0x01, 0xff];

/// The request for a time stamp of a document, by its digest with a hash: a `TimeStampReq` of RFC 3161 §2.4.1 in DER, the same every time. It has no
/// nonce: an older answer about the same document would say more, not less.
///
/// ```
/// use dual_random::HashAlgorithm::Sha256;
/// use dual_random::record::timestamp_request;
///
/// let request = timestamp_request(Sha256, Sha256.of_file(b"abc"));
/// assert_eq!((request.len(), request[..2].to_vec()), (59, vec![0x30, 57]));
/// ```
pub fn timestamp_request(hash: HashAlgorithm, document: Digest) -> Vec<u8> {
    let head = match hash {
        HashAlgorithm::Sha256 => HEAD_SHA256,
        HashAlgorithm::Sm3 => HEAD_SM3,
    };
    [head, document.as_bytes(), &TAIL].concat()
}

sayings! {
    /// Why a file is not kept as the answer about a document.
    pub enum TimestampError {
        TooLarge = "too_large", "文件超过 65536 字节，不是时间戳应答", "more than 65,536 bytes: it is no answer of a time-stamp authority";
        NoAnswer = "no_answer", "不是时间戳应答（应为时间戳机构返回的二进制文件）", "it is no answer of a time-stamp authority (a binary file, as it was sent)";
        IsRequest = "is_request", "这是请求文件，不是时间戳机构的应答", "this is the request, not the answer to it";
        OtherDocument = "other_document", "应答中没有这份文件的摘要", "it does not hold the digest of the document";
    }
}

sayings_error!(TimestampError);

/// Whether a file can be the answer about a document: of bounded size, a sequence in DER, not the request itself, and with
/// the document's digest somewhere in it. That notices a wrong file, and proves nothing: the answer is not verified.
///
/// # Errors
/// Which of these it is not.
pub fn check_timestamp_answer(answer: &[u8], document: Digest) -> Result<(), TimestampError> {
    if answer.len() > MOST_TIMESTAMP_BYTES {
        return Err(TimestampError::TooLarge);
    }
    if answer.first() != Some(&0x30) {
        return Err(TimestampError::NoAnswer);
    }
    if answer.starts_with(HEAD_SHA256) || answer.starts_with(HEAD_SM3) {
        return Err(TimestampError::IsRequest);
    }
    let digest = document.as_bytes();
    if answer.windows(digest.len()).any(|window| window == digest) {
        Ok(())
    } else {
        Err(TimestampError::OtherDocument)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `openssl ts -query -digest <SHA-256 of abc> -sha256 -cert -no_nonce`, by OpenSSL 3.0.
    const BY_OPENSSL: &str = "30390201013031300d060960864801650304020105000420ba7816bf8f01cfea414140de5dae2223\
                              b00361a396177a9cb410ff61f20015ad0101ff";

    /// The same with `-sm3`.
    const BY_OPENSSL_SM3: &str = "303802010130\
                                  30300c06082a811ccf550183110500042066c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7\
                                  a2297da02b8f4ba8e00101ff";

    #[test]
    fn a_request_is_that_of_openssl_to_the_byte() {
        for (hash, expected) in [(HashAlgorithm::Sha256, BY_OPENSSL), (HashAlgorithm::Sm3, BY_OPENSSL_SM3)] {
            assert_eq!(hex::encode(timestamp_request(hash, hash.of_file(b"abc"))), expected);
        }
    }

    #[test]
    fn an_answer_holds_the_digest_of_its_document() {
        let document = Digest::of_file(b"abc");
        let answer = |digest: Digest| [&[0x30, 0x82, 1, 2, 3][..], digest.as_bytes(), &[9; 40]].concat();
        assert_eq!(check_timestamp_answer(&answer(document), document), Ok(()));
        let other = answer(Digest::of_file(b"abd"));
        assert_eq!(check_timestamp_answer(&other, document), Err(TimestampError::OtherDocument));
        for hash in HashAlgorithm::ALL {
            let request = timestamp_request(*hash, document);
            assert_eq!(check_timestamp_answer(&request, document), Err(TimestampError::IsRequest));
        }
        for text in [&b""[..], b"-----BEGIN", &answer(document)[1..]] {
            assert_eq!(check_timestamp_answer(text, document), Err(TimestampError::NoAnswer));
        }
        let mut large = answer(document);
        large.resize(MOST_TIMESTAMP_BYTES, 0);
        assert_eq!(check_timestamp_answer(&large, document), Ok(()));
        large.push(0);
        assert_eq!(check_timestamp_answer(&large, document), Err(TimestampError::TooLarge));
    }
}
