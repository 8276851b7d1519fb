//! Signature files: what somebody signed outside, with a certified key and the tool it came with (SM2, 电子签名法), about a
//! document of the public record. They are kept as they came. Nothing of them is verified here: that takes the certificates
//! and the tool of whoever issued them.

use crate::say::{sayings, sayings_error};
use base64ct::{Base64, Encoding as _};
use zeroize::Zeroizing;

/// Largest signature file that is kept, in bytes: signatures with their certificates have some 2 to 10 KiB.
pub const MOST_SIGNATURE_BYTES: usize = 64 << 10;

sayings! {
    /// Why a file is not kept as a signature.
    pub enum SignatureFileError {
        Empty = "empty", "文件是空的", "it is empty";
        TooLarge = "too_large", "文件超过 65536 字节，不是签名文件", "more than 65,536 bytes: it is no signature file";
        SecretKey = "secret_key", "文件像是私钥或者证书密钥文件：千万不要公布，请改用签名工具生成的签名文件", "it looks like a private key or a key store, which must never be published; give the signature that the tool made";
        Attached = "attached", "签名文件带有原文，原文会一并公布：请改用不带原文的方式签名", "the signature has the document in it, which would be published with it: sign it detached";
        OtherForm = "other_form", "不是签名文件：可以保存的是带证书的签名，或者 SM2 等算法的签名值，写成 Base64、十六进制的也可以", "no signature file. What is kept: a signature with certificates (PKCS #7, CMS, or their form for SM2), or the numbers of a signature by a curve or by RSA, also as PEM, base64 or digits";
    }
}

sayings_error!(SignatureFileError);

/// Whether a file can be kept and published as a signature. What is published cannot be taken back, and a key, a table of names
/// or a witness's contribution is chosen by mistake as easily: so nothing passes but what has the form of a signature. That is
/// `SignedData` of CMS (RFC 5652) or of GM/T 0010 without the content that it signs; two numbers of a curve, in DER (GB/T 35276) or as 64 bytes; or the 256, 384 or
/// 512 bytes of RSA; each as it is, in PEM, in base64 or in hexadecimal digits. Whether it signs anything it does not say.
///
/// Bare numbers look like any others: 64 bytes that are a key with its public half, or 128 digits that are two contributions, pass as
/// the two numbers of a curve. Whoever hands on what people chose shows its name, asks, and prefers the forms with certificates.
///
/// ```
/// use dual_random::record::{SignatureFileError, check_signature_file};
///
/// let error = check_signature_file(b"-----BEGIN EC PRIVATE KEY-----\n").unwrap_err();
/// assert_eq!(error, SignatureFileError::SecretKey);
/// ```
///
/// # Errors
/// Why it is none.
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
    let decoded = decoded(file);
    let content = decoded.as_ref().map_or(file, |decoded| decoded.as_slice());
    if is_two_numbers(content) || matches!(content.len(), 64 | 256 | 384 | 512) {
        return Ok(());
    }
    match signed_data(content) {
        Some(SignedContent::Outside) => Ok(()),
        Some(SignedContent::Inside) => Err(SignatureFileError::Attached),
        None if is_der_key(content) => Err(SignatureFileError::SecretKey),
        None => Err(SignatureFileError::OtherForm),
    }
}

/// What a file of digits or of base64 says, in PEM or without, whatever its lines are.
fn decoded(file: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let text = std::str::from_utf8(file).ok()?;
    if text.lines().filter(|line| line.starts_with("-----BEGIN")).count() > 1 {
        return None;
    }
    let lines = text.lines().filter(|line| !line.starts_with("-----"));
    let mut digits = Zeroizing::new(String::with_capacity(text.len()));
    lines.for_each(|line| digits.extend(line.chars().filter(|c| !c.is_ascii_whitespace() && *c != ':')));
    hex::decode(digits.as_str()).ok().or_else(|| Base64::decode_vec(&digits).ok()).map(Zeroizing::new)
}

/// Deepest nesting of elements that say no length.
const DEEPEST: usize = 16;

/// One element of DER, or of BER as some tools write it: its tag, its content, and what follows it. One that says no length ends
/// with two zeros behind its elements.
fn element(file: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    element_within(file, DEEPEST)
}

fn element_within(file: &[u8], depth: usize) -> Option<(u8, &[u8], &[u8])> {
    let (tag, file) = file.split_first()?;
    let (first, file) = file.split_first()?;
    if *first == 0x80 {
        let mut rest = file;
        while !rest.starts_with(&[0, 0]) {
            rest = element_within(rest, depth.checked_sub(1)?)?.2;
        }
        let (content, rest) = file.split_at_checked(file.len() - rest.len())?;
        return Some((*tag, content, rest.get(2..)?));
    }
    let (length, file) = match usize::from(*first) {
        short @ ..=0x7f => (short, file),
        long @ 0x81..=0x84 => {
            let (digits, rest) = file.split_at_checked(long - 0x80)?;
            (digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit)), rest)
        }
        _ => return None,
    };
    let (content, rest) = file.split_at_checked(length)?;
    Some((*tag, content, rest))
}

/// The content of a sequence that is the whole of a file.
fn sequence(file: &[u8]) -> Option<&[u8]> {
    element(file).filter(|(tag, _, rest)| *tag == 0x30 && rest.is_empty()).map(|(_, content, _)| content)
}

/// Where that stands which a `SignedData` signs.
enum SignedContent {
    Inside,
    Outside,
}

/// `SignedData`, by its name in CMS (1.2.840.113549.1.7.2) or in GM/T 0010 (1.2.156.10197.6.1.4.2.2), and whether it has the
/// document in it: the sequence after version and digest algorithms has a second element then.
fn signed_data(file: &[u8]) -> Option<SignedContent> {
    const NAMES: [&[u8]; 2] = [
        &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02],
        &[0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x06, 0x01, 0x04, 0x02, 0x02],
    ];
    let (name, tagged) = open(0x06, sequence(file)?)?;
    if !NAMES.contains(&name) {
        return None;
    }
    let data = sequence(open(0xa0, tagged)?.0)?;
    let (_, data) = open(0x02, data)?;
    let (_, data) = open(0x31, data)?;
    let (encapsulated, _) = open(0x30, data)?;
    let (_, content) = open(0x06, encapsulated)?;
    Some(if content.is_empty() { SignedContent::Outside } else { SignedContent::Inside })
}

/// An element of a tag, and what follows it.
fn open(tag: u8, file: &[u8]) -> Option<(&[u8], &[u8])> {
    element(file).filter(|(own, ..)| *own == tag).map(|(_, content, rest)| (content, rest))
}

/// A sequence of two numbers as long as those of a signature: of 32 to 66 bytes, with a few zeros left out by chance.
fn is_two_numbers(file: &[u8]) -> bool {
    let is_number = |tag: u8, number: &[u8]| tag == 0x02 && (24..=67).contains(&number.len());
    let numbers = || {
        let (tag, first, rest) = element(sequence(file)?)?;
        let (other, second, rest) = element(rest)?;
        Some(is_number(tag, first) && is_number(other, second) && rest.is_empty())
    };
    numbers().unwrap_or(false)
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

/// A sequence that begins with a version, which is 0 in PKCS #8, 1 in SEC 1, 3 in PKCS #12; or with how a key in it is encrypted.
fn is_der_key(file: &[u8]) -> bool {
    let Some(content) = sequence(file) else { return false };
    let is_encrypted =
        || element(content).is_some_and(|(tag, algorithm, _)| tag == 0x30 && algorithm.starts_with(&[0x06]));
    matches!(content, [0x02, 0x01, 0 | 1 | 3, ..]) || is_encrypted()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len()).unwrap().to_be_bytes();
        [&[tag, 0x82], &length[..], content].concat()
    }

    /// A sequence with a content and something after it.
    fn der(content: &[u8]) -> Vec<u8> {
        tagged(0x30, &[content, &[0x5a; 200]].concat())
    }

    /// `SignedData` under a name: version, algorithms, what is signed, signatures.
    fn signed_data_of(name: &[u8], encapsulated: &[u8]) -> Vec<u8> {
        let data =
            [&[0x02, 0x01, 0x01, 0x31, 0x00], &tagged(0x30, encapsulated)[..], &tagged(0x31, &[0x5a; 90])]
                .concat();
        tagged(0x30, &[name, &tagged(0xa0, &tagged(0x30, &data))].concat())
    }

    /// An element that says no length.
    fn open_ended(tag: u8, content: &[u8]) -> Vec<u8> {
        [&[tag, 0x80], content, &[0, 0]].concat()
    }

    /// The same without lengths of what holds the rest.
    fn without_lengths(name: &[u8], encapsulated: &[u8]) -> Vec<u8> {
        let algorithms = open_ended(0x31, &tagged(0x30, &[0x05, 0x00]));
        let signatures = open_ended(0x31, &tagged(0x30, &[0x5a; 90]));
        let data =
            [&[0x02, 0x01, 0x01], &algorithms[..], &open_ended(0x30, encapsulated), &signatures].concat();
        open_ended(0x30, &[name, &open_ended(0xa0, &open_ended(0x30, &data))].concat())
    }

    fn numbers(length: u8) -> Vec<u8> {
        let number = [&[0x02, length][..], &vec![0x11; usize::from(length)]].concat();
        [&[0x30, 2 * (length + 2)][..], &number, &number].concat()
    }

    fn in_base64(bytes: &[u8]) -> Vec<u8> {
        let text = Base64::encode_string(bytes);
        text.as_bytes().chunks(64).flat_map(|line| [line, b"\r\n"].concat()).collect()
    }

    fn in_digits(bytes: &[u8]) -> Vec<u8> {
        bytes.iter().flat_map(|byte| format!("{byte:02X}:").into_bytes()).collect()
    }

    fn in_pem(bytes: &[u8]) -> Vec<u8> {
        [b"-----BEGIN PKCS7-----\n", &in_base64(bytes)[..], b"-----END PKCS7-----\n"].concat()
    }

    const SIGNED_DATA: [&[u8]; 2] = [
        &[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02],
        &[0x06, 0x0a, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x06, 0x01, 0x04, 0x02, 0x02],
    ];

    /// The kind of what is signed: plain data.
    const DATA: &[u8] = &[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01];

    #[test]
    fn signatures_are_kept_in_each_form() {
        let mut all: Vec<Vec<u8>> = SIGNED_DATA.iter().map(|name| signed_data_of(name, DATA)).collect();
        all.extend(SIGNED_DATA.iter().map(|name| without_lengths(name, DATA)));
        all.extend([24, 32, 33, 48].map(numbers));
        all.extend([64, 256, 384, 512].map(|length| vec![0xa5; length]));
        for whole in all {
            for file in [in_base64(&whole), in_digits(&whole), in_pem(&whole), whole] {
                assert_eq!(check_signature_file(&file), Ok(()), "{file:02x?}");
            }
        }
    }

    #[test]
    fn what_would_publish_more_than_a_signature_is_refused() {
        let document = [DATA, &tagged(0xa0, &tagged(0x04, b"names"))].concat();
        let parts = [DATA, &open_ended(0xa0, &open_ended(0x24, &tagged(0x04, b"names")))].concat();
        for name in SIGNED_DATA {
            for file in [signed_data_of(name, &document), without_lengths(name, &parts)] {
                assert_eq!(check_signature_file(&file), Err(SignatureFileError::Attached), "{file:02x?}");
            }
            let whole = without_lengths(name, DATA);
            let behind = [&whole[..], b"PRIVATE+KEY+a+00000000+AQ\n"].concat();
            assert_eq!(check_signature_file(&behind), Err(SignatureFileError::SecretKey));
            let behind = [&whole[..], b"names"].concat();
            assert_eq!(check_signature_file(&behind), Err(SignatureFileError::OtherForm));
        }
        let key =
            [&in_pem(&signed_data_of(SIGNED_DATA[0], DATA))[..], b"-----BEGIN PRIVATE KEY-----\n"].concat();
        assert_eq!(check_signature_file(&key), Err(SignatureFileError::SecretKey));
    }

    #[test]
    fn what_looks_like_a_key_is_called_one() {
        let named: [&[u8]; 5] = [
            b"-----BEGIN PRIVATE KEY-----\nMIG\n-----END PRIVATE KEY-----\n",
            b"Bag Attributes\n-----BEGIN ENCRYPTED PRIVATE KEY-----\n",
            b"-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz\n",
            b"PRIVATE+KEY+xxcj.example/log+8c8dd8d2+AQ\n",
            b"Private-Key: (256 bit)\npriv:\n    00:11\n",
        ];
        let keys: [&[u8]; 5] = [
            &[0x02, 0x01, 0x00, 0x30, 0x13],
            &[0x02, 0x01, 0x01, 0x04, 0x20],
            &[0x02, 0x01, 0x03, 0x30],
            // Encrypted by a password, and as the envelope of an SM2 key.
            &[0x30, 0x0b, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d],
            &[0x30, 0x0a, 0x06, 0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x68, 0x01],
        ];
        let keys = keys.iter().flat_map(|begins| {
            let whole = der(begins);
            [in_base64(&whole), in_digits(&whole), whole]
        });
        for file in named.iter().map(|file| file.to_vec()).chain(keys) {
            assert_eq!(check_signature_file(&file), Err(SignatureFileError::SecretKey), "{file:02x?}");
        }
    }

    #[test]
    fn nothing_else_is_a_signature() {
        let share = "ybndr fg8ej kmcp\n".repeat(5);
        let others: [&[u8]; 16] = [
            b"PK\x03\x04",
            b"%PDF-1.7\n",
            b"\xff\xd8\xff\xe0JFIF",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"\xfe\xed\xfe\xed\x00\x00\x00\x02",
            b"\x95\x03\x98",
            b" {\"master\":1}",
            b"<!DOCTYPE html><title>x</title>",
            b"<?xml version=\"1.0\"?><Signature/>",
            b"<?php system($_GET['x']);",
            "见证人随机数\n".as_bytes(),
            b"privateKey: 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n",
            share.as_bytes(),
            &[0x87; 32],
            &[0x87; 65],
            &[0x87; 96],
        ];
        for other in others {
            for file in [other.to_vec(), in_base64(other), in_digits(other)] {
                assert_eq!(check_signature_file(&file), Err(SignatureFileError::OtherForm), "{file:02x?}");
            }
        }
        // Encrypted data instead of signed, numbers of another length, something before, between or behind.
        let mut enveloped = SIGNED_DATA[0].to_vec();
        *enveloped.last_mut().unwrap() = 0x03;
        let whole = numbers(32);
        let three = [&[0x30, 3 * 34][..], &whole[2..], &whole[2..36]].concat();
        let behind = [&whole[..], b"\0"].concat();
        for file in [
            signed_data_of(&enveloped, DATA),
            der(SIGNED_DATA[0]),
            numbers(16),
            three,
            behind,
            whole[..60].to_vec(),
        ] {
            assert_eq!(check_signature_file(&file), Err(SignatureFileError::OtherForm), "{file:02x?}");
        }
    }

    #[test]
    fn what_is_nested_without_end_is_refused_at_once() {
        let deep = [0x30, 0x80].repeat(MOST_SIGNATURE_BYTES / 2);
        assert_eq!(check_signature_file(&deep), Err(SignatureFileError::OtherForm));
        let mut nested = DATA.to_vec();
        for _ in 0..DEEPEST + 2 {
            nested = open_ended(0x30, &nested);
        }
        let file = without_lengths(SIGNED_DATA[0], &nested);
        assert_eq!(check_signature_file(&file), Err(SignatureFileError::OtherForm));
    }

    #[test]
    fn the_size_is_bounded() {
        assert_eq!(check_signature_file(b""), Err(SignatureFileError::Empty));
        let of = |more: usize| {
            let parts =
                [&tagged(0x30, DATA)[..], &tagged(0x31, &vec![0x5a; MOST_SIGNATURE_BYTES - 47 + more])];
            let data = [&[0x02, 0x01, 0x01, 0x31, 0x00], parts[0], parts[1]].concat();
            let file = tagged(0x30, &[SIGNED_DATA[0], &tagged(0xa0, &tagged(0x30, &data))].concat());
            assert_eq!(file.len(), MOST_SIGNATURE_BYTES + more);
            check_signature_file(&file)
        };
        assert_eq!(of(0), Ok(()));
        assert_eq!(of(1), Err(SignatureFileError::TooLarge));
    }
}
