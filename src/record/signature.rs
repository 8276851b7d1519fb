//! Signature files: what somebody signed outside, with a certified key and the tool it came with (SM2, 电子签名法), about a
//! document of the public record. They are kept as they came. Nothing of them is verified here: that takes the certificates
//! and the tool of whoever issued them.

use crate::say::{sayings, sayings_error};

/// Largest signature file that is kept, in bytes: signatures with their certificates have some 2 to 10 KiB.
pub const MOST_SIGNATURE_BYTES: usize = 64 << 10;

sayings! {
    /// Why a file is not kept as a signature.
    pub enum SignatureFileError {
        Empty = "empty", "文件是空的", "it is empty";
        TooLarge = "too_large", "文件超过 65536 字节，不是签名文件", "more than 65,536 bytes: it is no signature file";
        SecretKey = "secret_key", "文件像是私钥或者证书密钥文件：千万不要公布，请改用签名工具生成的签名文件", "it looks like a private key or a key store, which must never be published; give the signature that the tool made";
    }
}

sayings_error!(SignatureFileError);

/// Whether a file can be kept and published as a signature: of bounded size, and nothing that looks like a secret key (PEM,
/// PKCS #8, SEC 1, or a PKCS #12 store), which is the mistake that cannot be undone. It says nothing of whether it signs.
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
    if is_pem_key(file) || is_der_key(file) {
        return Err(SignatureFileError::SecretKey);
    }
    Ok(())
}

fn is_pem_key(file: &[u8]) -> bool {
    const NAME: &[u8] = b"PRIVATE KEY-----";
    file.windows(NAME.len()).any(|window| window == NAME)
}

/// A sequence that begins with a version: 0 in PKCS #8, 1 in SEC 1, 3 in PKCS #12. A signature begins with the name of its
/// kind, or with a number of some thirty bytes.
fn is_der_key(file: &[u8]) -> bool {
    let content = match file {
        [0x30, length, rest @ ..] if *length < 0x80 => rest,
        // The last is of no length that is said beforehand, as some tools write PKCS #12.
        [0x30, 0x81, _, rest @ ..]
        | [0x30, 0x82, _, _, rest @ ..]
        | [0x30, 0x83, _, _, _, rest @ ..]
        | [0x30, 0x80, rest @ ..] => rest,
        _ => return false,
    };
    matches!(content, [0x02, 0x01, 0 | 1 | 3, ..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_key_is_refused() {
        let secret: [&[u8]; 8] = [
            b"-----BEGIN PRIVATE KEY-----\nMIG\n-----END PRIVATE KEY-----\n",
            b"Bag Attributes\n-----BEGIN ENCRYPTED PRIVATE KEY-----\n",
            &[0x30, 0x41, 0x02, 0x01, 0x00, 0x30, 0x13],
            &[0x30, 0x77, 0x02, 0x01, 0x01, 0x04, 0x20],
            &[0x30, 0x81, 0x87, 0x02, 0x01, 0x00, 0x30],
            &[0x30, 0x82, 0x09, 0x3f, 0x02, 0x01, 0x03, 0x30],
            &[0x30, 0x83, 0x01, 0x00, 0x00, 0x02, 0x01, 0x03, 0x30],
            &[0x30, 0x80, 0x02, 0x01, 0x03, 0x30],
        ];
        for file in secret {
            assert_eq!(check_signature_file(file), Err(SignatureFileError::SecretKey), "{file:02x?}");
        }
        let signed: [&[u8]; 4] = [
            // SignedData of CMS, two numbers, text in base64, a version that no key has.
            &[0x30, 0x82, 0x04, 0x00, 0x06, 0x09, 0x2a, 0x86],
            &[0x30, 0x45, 0x02, 0x21, 0x00, 0x9c],
            b"MEUCIQDx\n",
            &[0x30, 0x05, 0x02, 0x01, 0x02, 0x05, 0x00],
        ];
        for file in signed {
            assert_eq!(check_signature_file(file), Ok(()), "{file:02x?}");
        }
    }

    #[test]
    fn the_size_is_bounded() {
        assert_eq!(check_signature_file(b""), Err(SignatureFileError::Empty));
        assert_eq!(check_signature_file(b"x"), Ok(()));
        assert_eq!(check_signature_file(&vec![7; MOST_SIGNATURE_BYTES]), Ok(()));
        assert_eq!(
            check_signature_file(&vec![7; MOST_SIGNATURE_BYTES + 1]),
            Err(SignatureFileError::TooLarge)
        );
    }
}
