//! What people outside the office do for a draw: keepers of its secret, a witness who contributes, authorities that stamp and sign,
//! offices that cosign the log.

use crate::desk::Desk;
use crate::desk::act::owned;
use crate::desk::files::is_file_name;
use crate::desk::pages::{button, link, names_in};
use crate::desk::state::Quarter;
use crate::keepers::Settings;
use crate::out::{Failure, Outcome};
use crate::signing::PUBLIC_KEY;
use crate::text::{self, Words};
use dual_random::commit::secret::shares::MOST_SHARES;
use maud::{Markup, html};
use std::path::Path;

/// Who keeps the secret until the draw: one envelope, or several keepers of whom some restore it.
pub(super) fn keepers(desk: &Desk, quarter: &Quarter) -> Markup {
    let settings = Settings::read(&quarter.folder()).unwrap_or_default();
    html! {
        details open[!settings.keepers.is_empty()] {
            summary { (text::desk_keepers()) }
            p { (text::desk_keepers_note()) }
            form method="post" action=(desk.url(&["q", &quarter.name, "keepers"])) {
                p { label { (text::desk_keeper_names()) br;
                    textarea name="keepers" cols="40" rows="4" { (settings.keepers.join("\n")) } } }
                p { label { (text::desk_threshold()) " "
                    input name="threshold" type="number" min="2" max=(MOST_SHARES) value=[settings.threshold]; } }
                button id="keepers" { (text::desk_save()) }
            }
        }
    }
}

/// What a witness gives to a draw, on the witness's own computer.
pub(super) fn contribution(desk: &Desk) -> Markup {
    html! {
        details {
            summary { (text::desk_contribute()) }
            p { (text::desk_contribute_note()) }
            form method="post" action=(desk.url(&["contribute"])) {
                label { (text::desk_hash()) " " select name="hash" {
                    option value="sha256" { "SHA-256" }
                    option value="sm3" { "SM3" }
                } }
                button id="contribute" { (text::desk_contribute_now()) }
            }
        }
    }
}

/// What others make for the record: time stamps, signatures, cosignatures of the log.
pub(super) fn evidence(desk: &Desk, quarter: &Quarter) -> Markup {
    let act = |step: &str| desk.url(&["q", &quarter.name, "do", step]);
    // A file that is put in for a step, and the step's field that names it.
    let file = |id: &str, label: Words| {
        html! { p { label { (label) " "
        input type="file" data-to=(desk.url(&["q", &quarter.name, "file", "received"])) data-named=(id); span {} }
        input type="hidden" name=(id) id=(id); } }
    };
    let asked = names_in(quarter, "public/timestamps").into_iter().filter(|name| is_request(name));
    let signed = names_in(quarter, "public").into_iter();
    let signed = signed.filter(|name| name == "checkpoint" || is_document(name));
    let has_key = quarter.path.join("public").join(PUBLIC_KEY).is_file();
    html! {
        details {
            summary { (text::desk_outside()) }
            h3 { (text::desk_stamp()) }
            p { (text::desk_stamp_note()) }
            (button(desk, quarter, "timestamp", text::desk_stamp_request(), ""))
            ul { @for name in asked { (link(desk, quarter, &format!("public/timestamps/{name}"), &text::name(&name))) } }
            form method="post" action=(act("answer")) {
                (file("answer", text::desk_stamp_answer()))
                button id="stamp" { (text::desk_stamp_kept()) }
            }
            h3 { (text::desk_signature()) }
            p { (text::desk_signature_note()) }
            form method="post" action=(act("signature")) {
                p { label { (text::desk_signed()) " " select name="about" { @for name in signed { option value=(name) { (name) } } } } }
                (file("signature", text::desk_signature_file()))
                button id="sign" { (text::desk_signature_kept()) }
            }
            h3 { (text::desk_key()) }
            @if has_key {
                p { (text::desk_cosign_note()) }
                ul {
                    (link(desk, quarter, "public/checkpoint", &text::desk_checkpoint()))
                    (link(desk, quarter, "public/log.jsonl", &text::desk_log()))
                    (link(desk, quarter, "public/log.pub", &text::desk_log_key()))
                }
                form method="post" action=(act("cosigned")) {
                    (file("cosigned", text::desk_cosigned_file()))
                    (file("witness", text::desk_witness_key()))
                    button id="cosigned-add" { (text::desk_cosigned()) }
                }
            } @else {
                p { (text::desk_key_note()) }
                form method="post" action=(act("key")) {
                    label { (text::desk_origin()) " " input name="origin" required size="40" placeholder="xxcj.example/log"; }
                    button id="key" { (text::desk_key()) }
                }
            }
        }
    }
}

fn is_request(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "tsq")
}

/// Whether a public file is a document that is signed as it is.
fn is_document(name: &str) -> bool {
    let stem = name.strip_suffix(".json").unwrap_or_default();
    ["announcement", "seal", "disclosure", "void"].contains(&stem) || stem.starts_with("amendment-")
}

/// A command for what somebody outside made.
pub(super) struct Step {
    /// Whether it cannot be taken back.
    pub(super) asks: bool,
    pub(super) title: Words,
    pub(super) arguments: Vec<String>,
}

/// The step of a name, if it is one of these; what its form holds is `given`.
pub(super) fn step(
    desk: &Desk,
    quarter: &Quarter,
    step: &str,
    given: &impl Fn(&str) -> String,
) -> Outcome<Option<Step>> {
    let name = quarter.name.as_str();
    let received = |field: &str| received(desk, quarter, &given(field));
    let (asks, title, arguments) = match step {
        "shares" => (true, text::desk_shares(), owned(&["shares", name])),
        "timestamp" => (false, text::desk_stamp(), owned(&["timestamp", name])),
        "answer" => {
            (false, text::desk_stamp_kept(), owned(&["timestamp", name, "--answer", &received("answer")?]))
        }
        "signature" => {
            let about = format!("{name}/public/{}", given("about"));
            let file = received("signature")?;
            (false, text::desk_signature(), owned(&["signature", name, "--about", &about, "--file", &file]))
        }
        "key" => (true, text::desk_key(), owned(&["key", "new", name, "--origin", &given("origin")])),
        "cosigned" => {
            let (file, key) = (received("cosigned")?, received("witness")?);
            (false, text::desk_cosigned(), owned(&["witness", "add", name, &file, "--witness", &key]))
        }
        _ => return Ok(None),
    };
    Ok(Some(Step { asks, title, arguments }))
}

/// A file that was put in for a step, as a command in the desk's folder names it.
fn received(desk: &Desk, quarter: &Quarter, name: &str) -> Outcome<String> {
    if !is_file_name(name) {
        return Err(Failure(text::desk_no_file_chosen()));
    }
    Ok(format!("{}/private/{}/{name}", quarter.name, desk.say(&text::received_folder())))
}
