//! What the scan of free text finds and what it does not: each row of the tables of `privacy`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use dual_random::privacy::{Sensitive, is_personal_code, scan};

/// Numbers of nobody with a right check character; the area of the second does not exist.
const PASSES_BOTH: &str = "522699200001010556";

/// 17 digits and the check character of ISO 7064 MOD 11-2.
fn with_check(digits: &str) -> String {
    assert_eq!(digits.len(), 17);
    let sum = digits.bytes().fold(0, |sum, digit| (sum + usize::from(digit - b'0')) * 2 % 11);
    format!("{digits}{}", &"10X98765432"[sum..=sum])
}

fn id() -> String {
    with_check("52260119000101123")
}

fn id_with_x() -> String {
    let ids = (100..200).map(|order| with_check(&format!("52260119000101{order}")));
    ids.into_iter().find(|id| id.ends_with('X')).unwrap()
}

fn found(text: &str) -> Vec<(Sensitive, &str)> {
    scan(text).into_iter().map(|hit| (hit.kind, &text[hit.start..hit.end])).collect()
}

/// A text with one number in it, which is what the hit covers.
fn is_found(kind: Sensitive, before: &str, number: &str, after: &str) {
    let text = format!("{before}{number}{after}");
    assert_eq!(found(&text), [(kind, number)], "{text:?}");
}

fn wide(text: &str) -> String {
    text.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect()
}

const MARKS: [&str; 27] = [
    " ", "\u{A0}", "\u{202F}", "\u{2007}", "\u{3000}", "\u{2009}", "  ", "-", "‐", "‑", "‒", "–", "—", "―",
    "－", "−", " - ", ".", "·", "．", "・", "•", "/", "／", "_", "\u{200B}", "\u{2060}",
];

#[test]
fn an_id_number_is_found_whatever_is_around_it_and_between_its_groups() {
    for id in [id(), id_with_x()] {
        for (before, after) in [
            ("", ""),
            ("身份证号", "，男"),
            ("x", "y"),
            ("（", "）"),
            ("ID:", "."),
            ("2026.11.23 ", " 甲"),
            ("8 ", "-9"),
        ] {
            is_found(Sensitive::CitizenId, before, &id, after);
        }
        is_found(Sensitive::CitizenId, "号", &id.to_lowercase(), "。");
        is_found(Sensitive::CitizenId, "号", &wide(&id), "。");
        for mark in MARKS {
            let parts = [&id[..6], &id[6..10], &id[10..12], &id[12..14], &id[14..]].join(mark);
            is_found(Sensitive::CitizenId, "甲", &parts, "乙");
            let boxes: Vec<String> = id.chars().map(String::from).collect();
            is_found(Sensitive::CitizenId, "甲 ", &boxes.join(mark), "乙");
        }
    }
    let cyrillic = id_with_x().replace('X', "Х");
    is_found(Sensitive::CitizenId, "", &cyrillic, "");
}

#[test]
fn an_id_number_is_found_inside_a_longer_run_of_digits() {
    for id in [id(), id_with_x()] {
        for before in ["9", "20261123", "111111111111111111111111111111"] {
            is_found(Sensitive::CitizenId, before, &id, "甲");
            is_found(Sensitive::CitizenId, before, &id, "00");
        }
    }
}

#[test]
fn an_id_number_that_passes_the_checks_of_a_credit_code_is_an_id_number() {
    is_found(Sensitive::CitizenId, "身份证号", PASSES_BOTH, "");
    is_found(Sensitive::CitizenId, "统一社会信用代码", PASSES_BOTH, "");
    assert!(is_personal_code(PASSES_BOTH));
}

#[test]
fn numbers_of_residence_permits_are_found() {
    for area in ["810000", "830000"] {
        is_found(Sensitive::CitizenId, "", &with_check(&format!("{area}19900101001")), "");
    }
    // A foreigner's: 9, a province, the country's number.
    is_found(Sensitive::CitizenId, "", &with_check("91115619900101001"), "");
}

#[test]
fn an_id_number_of_the_old_form_is_found_as_one_run() {
    is_found(Sensitive::CitizenId, "身份证号", "522601900101123", "，");
    for other in
        ["522601901301123", "992601900101123", "5226019001011230", "522601 900101 123", "522601000000123"]
    {
        assert_eq!(found(other), [], "{other}");
    }
}

#[test]
fn a_mobile_number_is_found_with_its_prefix_or_without() {
    for number in ["13800138000", "19900138000", "8613800138000", "008613800138000", "013800138000"] {
        for (before, after) in [("tel", "微信"), ("", ""), ("x", "y"), ("电话：", "。"), ("2026.11.23 ", "")]
        {
            is_found(Sensitive::Mobile, before, number, after);
        }
        is_found(Sensitive::Mobile, "电话", &wide(number), "");
    }
    is_found(Sensitive::Mobile, "(+86)", "13800138000", "");
    is_found(Sensitive::Mobile, "+86-", "138-0013-8000", "");
    is_found(Sensitive::Mobile, "", "13800138000", "@163.example");
    is_found(Sensitive::Mobile, "a", "13800138000", "b");
}

#[test]
fn a_mobile_number_is_found_with_marks_between_its_groups() {
    for groups in [["138", "0013", "8000"], ["1380", "0138", "000"], ["138", "00138", "000"]] {
        for mark in MARKS {
            is_found(Sensitive::Mobile, "甲 ", &groups.join(mark), "乙");
        }
    }
    is_found(Sensitive::Mobile, "", "138 0013-8000", "");
    is_found(Sensitive::Mobile, "(", "138)0013 8000", "");
    for number in ["138 00 13 80 00", "13-800-138-000", "1 3 8 0 0 1 3 8 0 0 0"] {
        is_found(Sensitive::Mobile, "电话", number, "，");
    }
    is_found(Sensitive::Mobile, "+86 ", "138 00 13 80 00", "");
}

#[test]
fn a_bank_card_is_found_in_one_run_or_in_the_groups_of_cards() {
    for card in ["6222020000000000018", "4000000000000002", "6222 0200 0000 0000 018", "4000-0000-0000-0002"]
    {
        for (before, after) in [("", ""), ("账号", "（示例）"), ("no", "x"), ("2026.11.23 ", "")] {
            is_found(Sensitive::BankCard, before, card, after);
        }
    }
    is_found(Sensitive::BankCard, "", "622202 0000000000018", "");
    is_found(Sensitive::BankCard, "", &wide("4000000000000002"), "");
}

#[test]
fn numbers_that_stand_next_to_each_other_are_told_apart() {
    let id = id();
    for mark in ["-", "/", " ", "．", "\u{A0}", " — ", "、", "，", "\n", "\t"] {
        let text = format!("13800138000{mark}13900139000{mark}{id}{mark}4000 0000 0000 0002");
        let kinds: Vec<_> = found(&text).iter().map(|(kind, _)| kind.code()).collect();
        assert_eq!(kinds, ["mobile", "mobile", "citizen_id", "bank_card"], "{text:?}");
        let same = format!("138 0013 8000{mark}139 0013 9000");
        assert_eq!(found(&same).len(), 2, "{same:?}");
    }
}

#[test]
fn hits_that_overlap_are_one_so_that_no_number_is_half_hidden() {
    // One holds the day 2019-01-01, the other, two digits on, 1901-01-15.
    let run = (0..10).map(|order| with_check(&format!("5226012019010115{order}"))).find_map(|first| {
        let longer =
            (0..10).map(|next| format!("{first}{next}")).filter(|run| run.is_ascii() && !run.contains('X'));
        longer.map(|run| format!("{}{}", &run[..2], with_check(&run[2..]))).find(|run| !run.ends_with('X'))
    });
    let run = run.unwrap();
    assert!(is_personal_code(&run[..18]) && is_personal_code(&run[2..]));
    is_found(Sensitive::CitizenId, "甲", &run, "乙");
}

#[test]
fn nothing_is_looked_for_inside_a_code() {
    let digest = "f972f0c98c57e2d7eef13800138000dc4da5e9e694eaeaab639479d4a4dfeeeb";
    assert_eq!(digest.len(), 64);
    for code in ["91522601MATEXT01X3", "91522601MATEXT01X3001P", "91522601MA00000900001V", digest] {
        for text in [code.to_owned(), format!("代码{code}。"), wide(code)] {
            assert_eq!(found(&text), [], "{text}");
        }
    }
    // Any other form is looked through.
    assert_eq!(found(&digest[1..]).len(), 1);
    assert_eq!(found(&digest.to_uppercase()).len(), 1);
}

#[test]
fn an_all_digit_credit_code_is_not_a_card() {
    let codes = (0..1_000_000).map(|n| format!("91522601{n:010}"));
    let both: Vec<String> = codes.filter(|code| passes_both_checks(code)).take(40).collect();
    assert_eq!(both.len(), 40);
    for code in &both {
        assert_eq!(found(&format!("代码{code}。")), [], "{code}");
    }
}

/// The two checks of a credit code whose characters are all digits.
fn passes_both_checks(code: &str) -> bool {
    let digits: Vec<u32> = code.chars().map(|c| c.to_digit(10).unwrap()).collect();
    let mut weight = 1;
    let mut sum = 0;
    for digit in &digits[..17] {
        sum += digit * weight;
        weight = weight * 3 % 31;
    }
    let own: u32 =
        digits[8..16].iter().zip([3, 7, 9, 10, 5, 8, 4, 2]).map(|(digit, weight)| digit * weight).sum();
    let own_check = (11 - own % 11) % 11;
    digits[17] == (31 - sum % 31) % 31 && digits[16] == own_check
}

#[test]
fn dates_decimals_amounts_and_lists_are_not_numbers_of_persons() {
    for text in [
        "2026年11月23日",
        "2026-11-23",
        "2026-10-01 2026-10-31",
        "2026.10.01-2026.10.31",
        "2026/10/01/2026/10/31",
        "20261001-20261031",
        "2026100120261031",
        "20261123093000123",
        "150 2026-10-01",
        "铜环罚字〔2025〕15号",
        "盘环罚决(2021)138号",
        "ZF522600-05",
        "QDN-0264",
        "罚款 1,234,567.89 元",
        "COD 15.2 16.8 17.1 18.0",
        "13.5 14.2 150 1500.00",
        "pH 7.2，氨氮 13.8 mg/L",
        "192.168.100.10",
        "172.16.100.100",
        "01 08 13 18 22 27 31",
        "第115期 01 08 13 18 22 27 31",
        "138 01 08 13 18 22 27 31",
        "2026115 13 15 18 22 27 31 05",
        "08:30-15:30",
        "13800138",
        "138001380001",
        "12800138000",
        "4000 0000 0000 0003",
        "0000 0000 0000 0000",
        "52260119000101123",
        &"1".repeat(200),
        "经度108.123456 纬度26.123456",
        "9.18e17",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn words_other_scripts_and_scattered_digits_are_not_found() {
    for text in [
        "一三八〇〇一三八〇〇〇",
        "①③⑧⓪⓪①③⑧⓪⓪⓪",
        "༡༣༨༠༠༡༣༨༠༠༠",
        "138转0013转8000",
        "138,0013,8000",
        "138\n0013\n8000",
        "138\t0013\t8000",
        "138    0013    8000",
        "4000000000 000002",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn other_facts_of_a_person_are_not_found() {
    for text in [
        "张某，男，患乙型肝炎，住某路13号2单元501",
        "0855-8223456",
        "(0855)8223456转801",
        "护照E12345678",
        "通行证H12345678",
        "贵H12345",
        "someone@mail.example，微信zhang_138",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn code_columns_show_an_id_number_and_no_other() {
    let id = id();
    let glued = format!("ID{id}");
    let longer = format!("9{id}0");
    for code in
        [&id, &id.to_lowercase(), &wide(&id), &glued, &longer, &id_with_x(), &with_check("83000019900101001")]
    {
        assert!(is_personal_code(code), "{code}");
    }
    for code in [
        "91522601MATEXT01X3",
        "91522601MA00000900",
        "91522601MATEXT01X3001P",
        "13800138000",
        "4000000000000002",
        "522601900101123",
        "QDN-0264",
        "铜环罚字〔2025〕15号",
        "",
    ] {
        assert!(!is_personal_code(code), "{code}");
    }
}

#[test]
fn a_credit_code_that_begins_with_a_9_stays_one_in_a_code_column_though_it_looks_like_an_id_number() {
    // A date where an ID number has one, and all three checks.
    let numbers =
        (0..1_000_000).map(|n| with_check(&format!("9{:05}19900101{:03}", 11_000 + n / 1000, n % 1000)));
    let mut both = numbers.filter(|number| !number.ends_with('X') && passes_both_checks(number));
    let code = both.next().unwrap();
    assert!(!is_personal_code(&code));
    is_found(Sensitive::CitizenId, "身份证号", &code, "");
    // That it is rare is why it may stay: one number in some 341.
    assert!((1_000_000 / 450..1_000_000 / 250).contains(&(both.count() + 1)));
}

/// The rates of the table, counted over numbers that follow each other in no way that matters to them.
#[test]
fn false_alarms_are_as_rare_as_the_table_says() {
    let mut state = 1u64;
    let mut digit = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(b'0' + u8::try_from((state >> 33) % 10).unwrap())
    };
    let mut rate = |length: usize, kind: Sensitive, of: usize| {
        let numbers = (0..of).map(|_| (0..length).map(|_| digit()).collect::<String>());
        numbers.filter(|number| found(number).iter().any(|(found, _)| *found == kind)).count()
    };
    assert!((5..=40).contains(&rate(18, Sensitive::CitizenId, 300_000)), "1 of 15,000: some 20");
    assert!((1_000..=1_360).contains(&rate(15, Sensitive::CitizenId, 100_000)), "1 of 85: some 1,180");
    assert!((6_500..=7_500).contains(&rate(11, Sensitive::Mobile, 100_000)), "7 of 100");
    for length in 16..=19 {
        assert!((1_350..=1_700).contains(&rate(length, Sensitive::BankCard, 20_000)), "1 of 13: some 1,540");
    }
}

#[test]
fn a_hostile_text_takes_time_in_its_length() {
    let start = std::time::Instant::now();
    for unit in
        ["1", "1 ", "13 ", "1-", "138 ", "4000 ", "13800138000-", "X", "1X", " ", "a", "91522601MATEXT01X3 "]
    {
        scan(&unit.repeat(300_000 / unit.len()));
    }
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
