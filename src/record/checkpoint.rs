//! The head of a log in the form of C2SP [tlog-checkpoint](https://c2sp.org/tlog-checkpoint): origin, size and root,
//! three lines that anybody can sign and witnesses can compare.
//!
//! Signatures follow them (C2SP [signed-note](https://c2sp.org/signed-note)): an empty line, then one line each. This type keeps
//! them and **verifies none**: that is for [`SignedCheckpoint`](super::SignedCheckpoint), which has the text that they are over, and
//! for the keys of the feature `witness`.

use crate::say::{sayings, sayings_error};
use crate::types::digest::Digest;
use crate::types::limits::MAX_INTEGER;
use base64ct::{Base64, Encoding as _};

/// Largest checkpoint with its signatures, in bytes.
pub(crate) const MAX_CHECKPOINT_BYTES: usize = 128 << 10;
/// Longest origin, in bytes.
pub(crate) const MAX_ORIGIN_BYTES: usize = 255;

/// What a signature line begins with.
pub(crate) const SIGNATURE: &str = "— ";

sayings! {
    /// Why something is not a checkpoint.
    pub enum CheckpointError {
        TooLarge = "too_large", "日志校验信息过大", "the checkpoint is too large";
        Control = "control", "日志校验信息含有换行以外的控制字符", "a control character other than a line break";
        Origin = "origin", "第一行（日志名）须为 1 至 255 字节，且不含控制字符", "the first line, the origin, must have 1 to 255 bytes and no control character";
        OriginSpace = "origin_space", "新日志名不得含空白或加号", "the origin of a new checkpoint must hold no white space and no plus sign";
        Size = "size", "第二行（条数）须为 0 至 2^53−1 的十进制整数，无前导零，行首行尾无空格", "the second line, the size, must be an integer from 0 to 2^53-1 without leading zeros or white space";
        Root = "root", "第三行（根）须为 32 字节的标准 Base64，行首行尾无空格", "the third line, the root, must be standard Base64 of 32 bytes without white space";
        Signature = "signature", "空行之后只能是签名行，以破折号“—”和空格开头", "after an empty line come signature lines only, which begin with an em dash and a space";
    }
}

sayings_error!(CheckpointError);

/// The head of a log. Its parts cannot be changed, so what is written can always be read again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    origin: String,
    size: u64,
    root: Digest,
    pub(super) signatures: Vec<String>,
}

impl Checkpoint {
    /// The checkpoint of a log. The origin names the log and no other, best as a URL without scheme, such as
    /// `example.gov.cn/draws`; white space and `+` are refused, for a signer's key should bear the same name.
    ///
    /// # Errors
    /// When the origin does not have 1 to 255 bytes, or holds white space, `+` or a control character; when the size is over
    /// 2^53−1.
    pub fn new(origin: impl Into<String>, size: u64, root: Digest) -> Result<Self, CheckpointError> {
        let origin = origin.into();
        if !is_origin(&origin) {
            return Err(CheckpointError::Origin);
        }
        if origin.contains(|c: char| c.is_whitespace() || c == '+') {
            return Err(CheckpointError::OriginSpace);
        }
        if size > MAX_INTEGER {
            return Err(CheckpointError::Size);
        }
        Ok(Self { origin, size, root, signatures: Vec::new() })
    }

    /// The checkpoint a text states. Lines between the root and the signatures (extensions) are passed over, since
    /// nobody can audit them; signature lines are kept and **not verified**.
    ///
    /// What an editor changes when a person saves the text says nothing, and is passed over (PROTOCOL.md §19): a byte order
    /// mark at the beginning, CR LF for LF, and how many line breaks stand at the end.
    ///
    /// ```
    /// # use dual_random::record::Checkpoint;
    /// let written = "example.com/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
    /// let saved = format!("\u{FEFF}{}\r\n", written.trim_end().replace('\n', "\r\n"));
    /// assert_eq!(Checkpoint::from_text(&saved)?.to_text(), written);
    /// assert!(Checkpoint::from_text(&format!("  {}", written.replace('\n', "\n  "))).is_err(), "indented");
    /// # Ok::<(), dual_random::record::CheckpointError>(())
    /// ```
    ///
    /// # Errors
    /// When the text has another form or more than 128 KiB; nothing else is trimmed or repaired.
    pub fn from_text(text: &str) -> Result<Self, CheckpointError> {
        Self::read(text).map(|(checkpoint, _)| checkpoint)
    }

    /// The same, with the text that its signatures are over: all lines before the empty one, with the last line break.
    pub(super) fn read(text: &str) -> Result<(Self, String), CheckpointError> {
        if text.len() > MAX_CHECKPOINT_BYTES {
            return Err(CheckpointError::TooLarge);
        }
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).replace("\r\n", "\n");
        if text.contains(|c| c < ' ' && c != '\n') {
            return Err(CheckpointError::Control);
        }
        let text = text.trim_end_matches('\n');
        let (body, signed) = text.split_once("\n\n").map_or((text, None), |(body, rest)| (body, Some(rest)));
        let mut lines = body.split('\n');
        let origin = lines.next().filter(|line| is_origin(line)).ok_or(CheckpointError::Origin)?;
        let size = lines.next().and_then(parse_size).ok_or(CheckpointError::Size)?;
        let root = lines.next().and_then(parse_root).ok_or(CheckpointError::Root)?;
        let signatures: Vec<String> =
            signed.into_iter().flat_map(|rest| rest.split('\n')).map(String::from).collect();
        if signatures.iter().any(|line| !line.starts_with(SIGNATURE)) {
            return Err(CheckpointError::Signature);
        }
        Ok((Self { origin: origin.to_owned(), size, root, signatures }, format!("{body}\n")))
    }

    /// The three lines, without extensions and signatures.
    pub fn to_text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, Base64::encode_string(self.root.as_bytes()))
    }

    /// The name of the log.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// How many entries the log has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root of the tree over them.
    pub fn root(&self) -> Digest {
        self.root
    }

    /// The signature lines that were read, each as it stood. They are **not verified**: anybody can write one.
    pub fn signatures(&self) -> &[String] {
        &self.signatures
    }
}

fn is_origin(text: &str) -> bool {
    (1..=MAX_ORIGIN_BYTES).contains(&text.len()) && !text.contains(char::is_control)
}

fn parse_size(text: &str) -> Option<u64> {
    text.parse().ok().filter(|size: &u64| *size <= MAX_INTEGER && size.to_string() == text)
}

/// The digest of canonical standard Base64; `base64ct` refuses wrong padding and stray bits.
fn parse_root(text: &str) -> Option<Digest> {
    let mut bytes = [0; 32];
    let length = Base64::decode(text, &mut bytes).ok()?.len();
    (length == bytes.len()).then_some(Digest::from_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use CheckpointError as E;

    /// The example of the specification.
    const BODY: &str =
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    const SIGNED: &str = "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=";
    const ROOT: &str = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

    fn error(text: &str) -> E {
        Checkpoint::from_text(text).unwrap_err()
    }

    fn head(origin: &str, size: &str, root: &str) -> Result<Checkpoint, E> {
        Checkpoint::from_text(&format!("{origin}\n{size}\n{root}\n"))
    }

    #[test]
    fn the_example_of_the_specification_is_read_and_written() {
        let checkpoint = Checkpoint::from_text(BODY).unwrap();
        assert_eq!((checkpoint.origin(), checkpoint.size()), ("example.com/behind-the-sofa", 20_852_163));
        let root =
            Digest::from_hex("0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62").unwrap();
        assert_eq!(checkpoint.root(), root);
        assert!(checkpoint.signatures().is_empty());
        assert_eq!(checkpoint.to_text(), BODY);
        assert_eq!(Checkpoint::new("example.com/behind-the-sofa", 20_852_163, root), Ok(checkpoint));
    }

    #[test]
    fn the_empty_log_has_size_zero_and_the_hash_of_nothing() {
        let empty = Checkpoint::new("example.com/log", 0, Digest::of_file(b"")).unwrap();
        assert_eq!(empty.to_text(), "example.com/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
        assert_eq!(Checkpoint::from_text(&empty.to_text()), Ok(empty));
    }

    #[test]
    fn what_is_written_reads_back_as_the_same() {
        for origin in ["x", "例.中国/抽查", "— dash", "a b", &"x".repeat(MAX_ORIGIN_BYTES)] {
            for size in [0, 1, 9, 10, MAX_INTEGER] {
                for byte in 0..=255 {
                    let text = format!("{origin}\n{size}\n{}\n", Base64::encode_string(&[byte; 32]));
                    let checkpoint = Checkpoint::from_text(&text).unwrap();
                    assert_eq!(checkpoint.to_text(), text);
                    let made = Checkpoint::new(origin, size, Digest::from_bytes([byte; 32]));
                    assert_eq!(made, if origin.contains(' ') { Err(E::OriginSpace) } else { Ok(checkpoint) });
                }
            }
        }
    }

    #[test]
    fn signature_lines_are_kept_and_not_examined() {
        let other = "— somebody else, and no Base64";
        let signed = Checkpoint::from_text(&format!("{BODY}\n{SIGNED}\n{other}\n")).unwrap();
        assert_eq!(signed.signatures(), [SIGNED, other]);
        assert_eq!(signed.to_text(), BODY);
    }

    #[test]
    fn extension_lines_are_passed_over() {
        let plain = Checkpoint::from_text(BODY).unwrap();
        assert_eq!(Checkpoint::from_text(&format!("{BODY}one\n— two\n")), Ok(plain));
        let signed = Checkpoint::from_text(&format!("{BODY}one\n\n{SIGNED}\n")).unwrap();
        assert_eq!(signed.signatures(), [SIGNED]);
        assert_eq!(signed.to_text(), BODY);
    }

    #[test]
    fn a_malformed_whole_is_refused() {
        assert_eq!(error(""), E::Origin);
        assert_eq!(error(&BODY.replace('\n', "\r")), E::Control);
        assert_eq!(error(&BODY.replace('\n', "\r\r\n")), E::Control);
        assert_eq!(error(&format!("{BODY}\n— a\tb\n")), E::Control);
        assert_eq!(error(&format!("{BODY}\0\n")), E::Control);
        let most = MAX_CHECKPOINT_BYTES - BODY.len() - 1;
        assert!(Checkpoint::from_text(&format!("{BODY}{}\n", "x".repeat(most))).is_ok());
        assert_eq!(error(&format!("{BODY}{}\n", "x".repeat(most + 1))), E::TooLarge);
    }

    #[test]
    fn a_malformed_origin_is_refused() {
        assert_eq!(error("\n"), E::Origin);
        assert_eq!(error(&format!("\n{BODY}")), E::Origin);
        assert_eq!(error(&format!("\r\n{BODY}")), E::Origin);
        assert_eq!(error(&format!("\u{85}{BODY}")), E::Origin);
        let root = Digest::of_file(b"");
        for origin in ["", "a\nb", "a\rb", "a\0b", "a\u{7f}b", "a\u{9f}b", &"x".repeat(MAX_ORIGIN_BYTES + 1)]
        {
            assert_eq!(Checkpoint::new(origin, 0, root), Err(E::Origin), "{origin:?}");
            assert!(head(origin, "0", ROOT).is_err(), "{origin:?}");
        }
        for origin in ["a b", " ", "a\u{a0}b", "a\u{3000}b", "a+b"] {
            assert_eq!(Checkpoint::new(origin, 0, root), Err(E::OriginSpace), "{origin:?}");
            assert!(head(origin, "0", ROOT).is_ok(), "{origin:?}");
        }
    }

    #[test]
    fn a_malformed_size_is_refused() {
        let over = (MAX_INTEGER + 1).to_string();
        let huge = "18446744073709551616";
        for size in
            ["", "00", "01", "+1", "-0", "-1", " 1", "1 ", "1.0", "1e3", "0x1", "１", "1_0", &over, huge]
        {
            assert_eq!(head("x", size, ROOT).unwrap_err(), E::Size, "{size:?}");
        }
        assert_eq!(error("x\n"), E::Size);
        assert_eq!(Checkpoint::new("x", MAX_INTEGER + 1, Digest::of_file(b"")), Err(E::Size));
    }

    #[test]
    fn a_malformed_root_is_refused() {
        let of = |bytes: usize| Base64::encode_string(&vec![7; bytes]);
        let bare = ROOT.trim_end_matches('=');
        let bad = [
            bare.to_owned(),
            format!("{bare}=="),
            format!("{ROOT}="),
            format!(" {ROOT}"),
            format!("{ROOT} "),
            ROOT.replace('/', "_"),
            ROOT.replace("q2I=", "q2J="), // a stray bit after the last byte
            ROOT.replace('C', "="),
            ROOT.replace('C', "É"),
            Digest::of_file(b"").to_hex(),
            of(31),
            of(33),
            of(34),
            of(64),
            "=".to_owned(),
            "====".to_owned(),
        ];
        for root in bad {
            assert_eq!(head("x", "1", &root), Err(E::Root), "{root}");
        }
        assert_eq!(error("x\n1\n"), E::Root);
        assert_eq!(error("x\n1\n\n"), E::Root);
        assert_eq!(error(&format!("x\n1\n\n{ROOT}\n")), E::Root);
    }

    #[test]
    fn what_an_editor_changes_says_nothing() {
        let (plain, signed) = (Checkpoint::from_text(BODY), format!("{BODY}\n{SIGNED}\n"));
        for saved in [
            BODY.trim_end().to_owned(),
            format!("{BODY}\n\n"),
            format!("\u{FEFF}{BODY}"),
            BODY.replace('\n', "\r\n"),
            format!("\u{FEFF}{}", BODY.trim_end().replace('\n', "\r\n")),
            format!("{BODY}one\n\n"),
        ] {
            assert_eq!(Checkpoint::from_text(&saved), plain, "{saved:?}");
        }
        for saved in [signed.trim_end().to_owned(), signed.replace('\n', "\r\n"), format!("{signed}\n")] {
            assert_eq!(Checkpoint::from_text(&saved), Checkpoint::from_text(&signed), "{saved:?}");
        }
        // Other text than the three lines is another text.
        assert_eq!(error(&format!("  {}", BODY.replace('\n', "\n  "))), E::Size);
        assert_eq!(
            Checkpoint::from_text(&format!("\u{FEFF}\u{FEFF}{BODY}")).unwrap().origin().chars().next(),
            Some('\u{FEFF}')
        );
    }

    #[test]
    fn an_empty_line_must_stand_before_signatures_and_nowhere_else() {
        for bad in ["\n\n— x y\n", "\n— x y\n\n— x y\n", "\none\n", "\n-- x y\n", "\n—x y\n"] {
            assert_eq!(error(&format!("{BODY}{bad}")), E::Signature, "{bad:?}");
        }
        assert_eq!(error(&format!("{BODY}one\n\ntwo\n\n{SIGNED}\n")), E::Signature);
    }
}
