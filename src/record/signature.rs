//! Signature files: what somebody signed outside, with a certified key and the tool it came with (SM2, 电子签名法), about a
//! document of the public record. They are kept as they came. Nothing of them is verified here: that takes the certificates
//! and the tool of whoever issued them.

use crate::say::{sayings, sayings_error};
use base64ct::{Base64, Encoding as _};
use zeroize::Zeroizing;

/// Largest signature file that is kept, in bytes: signatures with their certificates have some 2 to 10 KiB.
pub const MOST_SIGNATURE_BYTES: usize = 64 << 10;

/// Fewest bytes of a signature: those by the curves in use have 64. A secret key has 32, and a witness's contribution too.
const FEWEST_SIGNATURE_BYTES: usize = 48;

sayings! {
    /// Why a file is not kept as a signature.
    pub enum SignatureFileError {
        Empty = "empty", "文件是空的", "it is empty";
        TooShort = "too_short", "文件内容不足 48 字节，不是签名文件，可能是私钥", "fewer than 48 bytes: it is no signature file, and may be a secret key";
        TooLarge = "too_large", "文件超过 65536 字节，不是签名文件", "more than 65,536 bytes: it is no signature file";
        SecretKey = "secret_key", "文件像是私钥或者证书密钥文件：千万不要公布，请改用签名工具生成的签名文件", "it looks like a private key or a key store, which must never be published; give the signature that the tool made";
        Document = "document", "文件是网页、工作簿、JSON 或者文字材料，不是签名文件", "it is a page, a workbook, JSON or plain text: no signature file";
    }
}

sayings_error!(SignatureFileError);

/// Whether a file can be kept and published as a signature: of the size of one, no page, table or text, and nothing that looks
/// like a secret key (PEM, PKCS #8 encrypted or not, SEC 1, a PKCS #12 store, a key of a log; also in digits or base64), which
/// is the mistake that cannot be undone. It says nothing of whether it signs.
///
/// ```
/// use dual_random::record::{SignatureFileError, check_signature_file};
///
/// let error = check_signature_file(b"-----BEGIN EC PRIVATE KEY-----\n").unwrap_err();
/// assert_eq!(error, SignatureFileError::SecretKey);
/// ```
///
/// # Errors
/// Which of these it is not.
pub fn check_signature_file(file: &[u8]) -> Result<(), SignatureFileError> {
    if file.is_empty() {
        return Err(SignatureFileError::Empty);
    }
    if file.len() > MOST_SIGNATURE_BYTES {
        return Err(SignatureFileError::TooLarge);
    }
    if names_a_key(file) {
        return Err(SignatureFileError::SecretKey);
    }
    if is_document(file) {
        return Err(SignatureFileError::Document);
    }
    let decoded = decoded(file);
    let content = decoded.as_ref().map_or(file, |decoded| decoded.as_slice());
    if is_der_key(content) {
        return Err(SignatureFileError::SecretKey);
    }
    if content.len() < FEWEST_SIGNATURE_BYTES {
        return Err(SignatureFileError::TooShort);
    }
    Ok(())
}

/// `PRIVATE KEY-----` of PEM, `PRIVATE+KEY+` of signed notes, `Private-Key:` as openssl prints it.
fn names_a_key(file: &[u8]) -> bool {
    let is_name = |name: &[u8]| {
        let (first, last) = name.split_at("private".len());
        first.eq_ignore_ascii_case(b"private")
            && last.split_first().is_some_and(|(between, key)| {
                !between.is_ascii_alphanumeric() && key.eq_ignore_ascii_case(b"key")
            })
    };
    file.windows("private key".len()).any(is_name)
}

/// Zip files with all that is made of them, JSON, pages of the web, and whatever is written in words.
fn is_document(file: &[u8]) -> bool {
    if file.starts_with(b"PK\x03\x04") {
        return true;
    }
    let Ok(text) = std::str::from_utf8(file) else { return false };
    let text = text.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    match text.as_bytes() {
        [b'{' | b'[', ..] => true,
        // Signatures of XML are XML.
        [b'<', ..] => text.starts_with("<!doctype") || text.contains("<html"),
        _ => !text.is_ascii(),
    }
}

/// What a file of digits or of base64 says, whatever its lines are.
fn decoded(file: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let digits = file.iter().copied().filter(|byte| !byte.is_ascii_whitespace() && *byte != b':');
    let digits = Zeroizing::new(digits.collect::<Vec<u8>>());
    let text = std::str::from_utf8(&digits).ok()?;
    hex::decode(text).ok().or_else(|| Base64::decode_vec(text).ok()).map(Zeroizing::new)
}

/// A sequence that begins with a version, which is 0 in PKCS #8, 1 in SEC 1, 3 in PKCS #12; or with how a key in it is encrypted.
/// A signature begins with the name of its kind, or with a number of some thirty bytes.
fn is_der_key(file: &[u8]) -> bool {
    let Some(content) = in_sequence(file) else { return false };
    let is_encrypted = || in_sequence(content).is_some_and(|algorithm| algorithm.starts_with(&[0x06]));
    matches!(content, [0x02, 0x01, 0 | 1 | 3, ..]) || is_encrypted()
}

/// What a sequence of DER begins with. The last form is of no length that is said beforehand, as some tools write PKCS #12.
fn in_sequence(file: &[u8]) -> Option<&[u8]> {
    match file {
        [0x30, length, rest @ ..] if *length < 0x80 => Some(rest),
        [0x30, 0x81, _, rest @ ..]
        | [0x30, 0x82, _, _, rest @ ..]
        | [0x30, 0x83, _, _, _, rest @ ..]
        | [0x30, 0x80, rest @ ..] => Some(rest),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What begins so, with something after it.
    fn whole(begins: &[u8]) -> Vec<u8> {
        [begins, &[0x5a; 96]].concat()
    }

    fn in_base64(bytes: &[u8]) -> Vec<u8> {
        let text = Base64::encode_string(bytes);
        text.as_bytes().chunks(64).flat_map(|line| [line, b"\r\n"].concat()).collect()
    }

    fn in_digits(bytes: &[u8]) -> Vec<u8> {
        bytes.iter().flat_map(|byte| format!("{byte:02X}:").into_bytes()).collect()
    }

    #[test]
    fn what_looks_like_a_key_is_refused() {
        let named: [&[u8]; 5] = [
            b"-----BEGIN PRIVATE KEY-----\nMIG\n-----END PRIVATE KEY-----\n",
            b"Bag Attributes\n-----BEGIN ENCRYPTED PRIVATE KEY-----\n",
            b"-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz\n",
            b"PRIVATE+KEY+xxcj.example/log+8c8dd8d2+AQ\n",
            b"Private-Key: (256 bit)\npriv:\n    00:11\n",
        ];
        let der: [&[u8]; 8] = [
            &[0x30, 0x41, 0x02, 0x01, 0x00, 0x30, 0x13],
            &[0x30, 0x77, 0x02, 0x01, 0x01, 0x04, 0x20],
            &[0x30, 0x81, 0x87, 0x02, 0x01, 0x00, 0x30],
            &[0x30, 0x82, 0x09, 0x3f, 0x02, 0x01, 0x03, 0x30],
            &[0x30, 0x83, 0x01, 0x00, 0x00, 0x02, 0x01, 0x03, 0x30],
            &[0x30, 0x80, 0x02, 0x01, 0x03, 0x30],
            // Encrypted by a password, and as the envelope of an SM2 key.
            &[0x30, 0x81, 0xec, 0x30, 0x57, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d],
            &[0x30, 0x82, 0x01, 0x0a, 0x30, 0x0a, 0x06, 0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x68, 0x01],
        ];
        let der = der.iter().flat_map(|begins| {
            let whole = whole(begins);
            [in_base64(&whole), in_digits(&whole), whole]
        });
        for file in named.iter().map(|file| file.to_vec()).chain(der) {
            assert_eq!(check_signature_file(&file), Err(SignatureFileError::SecretKey), "{file:02x?}");
        }
        // A bare key has no form, but its size.
        for file in [vec![0x87; 32], in_digits(&[0x87; 32]), in_base64(&[0x87; 32])] {
            assert_eq!(check_signature_file(&file), Err(SignatureFileError::TooShort), "{file:02x?}");
        }
    }

    #[test]
    fn documents_are_no_signatures() {
        let documents: [&[u8]; 6] = [
            b"PK\x03\x04",
            b" {\"master\":1}",
            b"\xef\xbb\xbf[]",
            b"<!DOCTYPE html><title>x</title>",
            b"<?xml version=\"1.0\"?><HTML xmlns=\"http://www.w3.org/1999/xhtml\">",
            "见证人随机数\n".as_bytes(),
        ];
        for file in documents {
            let file = [file, &[b'a'; 64]].concat();
            assert_eq!(check_signature_file(&file), Err(SignatureFileError::Document), "{file:02x?}");
        }
    }

    #[test]
    fn signatures_are_kept() {
        // SignedData of CMS, two numbers, a version that no key has, and two bare numbers.
        let signed: [&[u8]; 4] = [
            &[0x30, 0x82, 0x04, 0x00, 0x06, 0x09, 0x2a, 0x86],
            &[0x30, 0x45, 0x02, 0x21, 0x00, 0x9c],
            &[0x30, 0x65, 0x02, 0x01, 0x02, 0x05, 0x00],
            &[0x9c, 0xff],
        ];
        for begins in signed {
            let whole = whole(begins);
            for file in [in_base64(&whole), in_digits(&whole), whole] {
                assert_eq!(check_signature_file(&file), Ok(()), "{file:02x?}");
            }
        }
        for text in [
            "-----BEGIN PKCS7-----\nMIIEAAYJKoZIhvcNAQcCoIID8TCCA+0CAQExDjAM\n-----END PKCS7-----\n",
            "<?xml version=\"1.0\"?><ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">签名</ds:Signature>",
        ] {
            assert_eq!(check_signature_file(text.as_bytes()), Ok(()), "{text}");
        }
    }

    #[test]
    fn the_size_is_bounded() {
        let of = |size| check_signature_file(&vec![0x87; size]);
        assert_eq!(of(0), Err(SignatureFileError::Empty));
        assert_eq!(of(FEWEST_SIGNATURE_BYTES - 1), Err(SignatureFileError::TooShort));
        assert_eq!(of(FEWEST_SIGNATURE_BYTES), Ok(()));
        assert_eq!(of(MOST_SIGNATURE_BYTES), Ok(()));
        assert_eq!(of(MOST_SIGNATURE_BYTES + 1), Err(SignatureFileError::TooLarge));
    }
}
