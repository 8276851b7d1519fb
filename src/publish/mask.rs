//! What free text in a cell shows that it must not, and the cell without it.

use super::cell::Cell;
use crate::privacy::{Sensitive, is_personal_code, scan};
use crate::say::Language;
use std::borrow::Cow;

/// What a cell would show. In codes only ID numbers are looked for: certificates of some provinces look like mobile
/// numbers, and a lottery's numbers like a card's.
pub(super) fn shown(cell: &Cell<'_>) -> Vec<Sensitive> {
    let of = |text: &str| scan(text).into_iter().map(|hit| hit.kind).collect::<Vec<_>>();
    match cell {
        Cell::Text(text) => of(text),
        Cell::Both { zh, en } => of(zh).into_iter().chain(of(en)).collect(),
        Cell::Texts(texts) => texts.iter().flat_map(|text| of(text)).collect(),
        Cell::Code(code) | Cell::District(code) | Cell::Named { code, .. } => {
            in_code(code).into_iter().collect()
        }
        Cell::Codes(codes) => codes.iter().filter_map(|code| in_code(code)).collect(),
        _ => Vec::new(),
    }
}

fn in_code(code: &str) -> Option<Sensitive> {
    is_personal_code(code).then_some(Sensitive::CitizenId)
}

/// A text without such numbers.
fn hidden(text: Cow<'_, str>) -> Cow<'_, str> {
    let hits = scan(&text);
    if hits.is_empty() {
        return text;
    }
    let (mut out, mut from) = (String::new(), 0);
    for hit in hits {
        out.push_str(&text[from..hit.start]);
        out.push_str(&hiding(hit.kind));
        from = hit.end;
    }
    out.push_str(&text[from..]);
    out.into()
}

fn hidden_code(code: Cow<'_, str>) -> Cow<'_, str> {
    in_code(&code).map_or(code, |kind| hiding(kind).into())
}

/// What stands in the place of a number. Data have no language, so it is the one that the texts are in.
fn hiding(kind: Sensitive) -> String {
    format!("〔{}已隐去〕", kind.template(Language::Zh))
}

/// A cell without such numbers.
pub(super) fn masked(cell: Cell<'_>) -> Cell<'_> {
    match cell {
        Cell::Text(text) => Cell::Text(hidden(text)),
        Cell::Both { zh, en } => Cell::Both { zh: hidden(zh), en: hidden(en) },
        Cell::Texts(texts) => Cell::Texts(texts.into_iter().map(hidden).collect()),
        Cell::Code(code) => Cell::Code(hidden_code(code)),
        Cell::District(code) => Cell::District(hidden_code(code)),
        Cell::Named { code, words } => Cell::Named { code: hidden_code(code), words },
        Cell::Codes(codes) => Cell::Codes(codes.into_iter().map(hidden_code).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// It passes the checks of a credit code, too.
    const ID: &str = "522699200001010556";

    #[test]
    fn code_columns_hide_id_numbers_and_keep_certificates_that_look_like_mobile_numbers() {
        let kept = ["13050012026", "91522601MATEXT01X3", "91522601MA00000900"];
        let codes = Cell::Codes(kept.iter().map(|code| (*code).into()).collect());
        assert!(shown(&codes).is_empty() && masked(codes.clone()) == codes);
        for code in kept {
            assert!(shown(&Cell::code(code)).is_empty() && masked(Cell::code(code)) == Cell::code(code));
        }
        let codes = Cell::Codes(vec![kept[0].into(), ID.into()]);
        assert_eq!(shown(&codes), [Sensitive::CitizenId]);
        let hidden = hiding(Sensitive::CitizenId);
        assert_eq!(masked(codes), Cell::Codes(vec![kept[0].into(), hidden.clone().into()]));
        assert_eq!(masked(Cell::code(ID)), Cell::Code(hidden.into()));
    }

    #[test]
    fn every_number_of_a_text_is_hidden_and_the_words_around_them_stay() {
        let text = format!("甲{ID}，tel138‑0013‑8000微信，卡4000\u{a0}0000\u{a0}0000\u{a0}0002。");
        let hidden = "甲〔公民身份号码已隐去〕，tel〔手机号码已隐去〕微信，卡〔银行卡号已隐去〕。";
        assert_eq!(masked(Cell::text(text)), Cell::text(hidden));
    }
}
