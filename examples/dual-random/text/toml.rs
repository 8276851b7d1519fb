//! What is said of TOML that cannot be read.

use super::{filled, fixed};

filled! {
    bad_encoding(path) =
        "{path}：既不是 UTF-8 也不是 GB18030 编码的文本。请在记事本中打开后另存为，编码选 UTF-8",
        "{path}: is no text in UTF-8 or GB18030. Open it in Notepad and save it as UTF-8";
    toml_place(path, line, column, what) =
        "{path} 第 {line} 行第 {column} 列：{what}",
        "{path}, line {line}, column {column}: {what}";
    curly_quoted(inner, open, close) =
        "{open}{inner}{close} 用的是中文引号，应改为半角引号：\"{inner}\"",
        "{open}{inner}{close} stands in curly quotes; write \"{inner}\"";
    curly_quote(found, quote) =
        "文字以中文引号 {found} 结束，应改为半角引号 {quote}",
        "a text ends with the curly quote {found}; write {quote}";
    full_width(found, right) = "“{found}”是全角字符，应改为半角的{right}", "'{found}' is a full-width character; write {right}";
    unknown_field_near(name, nearest) = "没有“{name}”这一项，是否应为“{nearest}”？", "there is no {name}; is it {nearest}?";
    unknown_field_of(name, all) = "没有“{name}”这一项。此处可写：{all}", "there is no {name}. What can stand here: {all}";
    unknown_field(name) = "此处不能写“{name}”", "{name} cannot stand here";
    unknown_choice(name, all) = "“{name}”不在可选范围内，可写：{all}", "'{name}' is not a choice; write one of: {all}";
    missing_field(name) =
        "缺少“{name}”这一项（从这一段起），请参照“init”生成的模板补上",
        "{name} is missing (in what begins here); see the template that init writes";
    duplicate_key(name) = "“{name}”重复，同一处只能写一次", "{name} is there twice";
    needs_quotes(found, quoted) = "{found} 须加半角引号，写作 \"{quoted}\"", "{found} needs quotes: write \"{quoted}\"";
    wrong_form(found, form) = "{found} 的写法不对，此处应为{form}", "{found} is of another kind; this should be {form}";
    bad_here(found) = "此处的写法不对：{found}", "this cannot be read: {found}";
    bad_day(found, right) = "日期“{found}”的写法不对，应写作 {right}", "'{found}' is no date; write {right}";
    bad_time(found, right) =
        "时间“{found}”的写法不对，应写明年月日、时分秒和时区，写作 {right}",
        "'{found}' is no time; write date, time and zone: {right}";
    bad_ratio(found, right) =
        "“{found}”不是比例，应写作 {right}（半角）或 5/100 的形式",
        "'{found}' is no ratio; write {right}, or a fraction such as 5/100";
    bad_id(found) =
        "编号“{found}”无效：只能用 1 至 53 个半角字母、数字和 . _ -",
        "'{found}' is no id: use 1 to 53 of 0-9 A-Z a-z . _ -";
    bad_condition_field(found) =
        "“{found}”不是条件字段：可写“class”“level”“district”或“attribute:名称”",
        "'{found}' is no field of a condition: use class, level, district or attribute:NAME";
    bad_district_here(found) =
        "“{found}”不是行政区划代码，应为 6 至 12 位半角数字",
        "'{found}' is no district code of 6 to 12 digits";
    bad_digest_here(found) = "“{found}”不是 64 位小写十六进制的摘要", "'{found}' is no digest of 64 lower-case hex digits";
}

fixed! {
    form_string = "半角引号括起来的文字", "a text in quotes";
    form_boolean = "“true”（是）或“false”（否），不加引号", "true or false, without quotes";
    form_list = "方括号括起来的一列，如 [\"甲\", \"乙\"]", "a list, such as [\"a\", \"b\"]";
    form_table = "花括号括起来的几项，如 { 名称 = 值 }，写法见模板", "a table in braces; see the template";
    form_number = "不加引号的数字（整数，不为负，不过大）", "a number without quotes: whole, not negative, not too large";
    form_choice = "可选的写法之一，见模板中的说明", "one of the choices; see the template";
    one_of_table = "花括号中应当有且只有一项", "the braces must hold one entry";
    toml_unquoted = "文字须用半角引号 \" 括起来", "a text needs quotes";
    toml_unclosed_text = "文字缺少右边的半角引号 \"，或含有不能直接书写的字符", "a text has no closing quote, or holds a character that cannot stand there";
    toml_unclosed_list = "方括号不成对，缺少 ]", "a list has no closing ]";
    toml_unclosed_table = "花括号不成对，缺少 }", "a table has no closing }";
    toml_unclosed_head = "段名的方括号不成对，应为 [名称] 或 [[名称]]", "write the head of a table as [name] or [[name]]";
    toml_no_equals = "每一项应写作：名称 = 值", "write each entry as: name = value";
    toml_no_value = "= 后面缺少值，或值的写法不对（文字加半角引号，数字不加）", "there is no value after =, or not one that can be read";
    toml_no_comma = "各项之间缺少半角逗号", "a comma is missing between entries";
    toml_extra_comma = "多了一个逗号", "there is a comma too many";
    toml_bad_key = "项的名称不对：只能用半角字母、数字、下划线和连字符，后面写 = 和值", "the name of an entry has only letters, digits, _ and -";
    toml_too_much = "此处有多余的内容：一行只写一项，说明写在 # 之后", "there is too much here: one entry a line, remarks after #";
    toml_leading_zero = "数字前面不要写 0；编号和代码须加半角引号", "a number has no leading zero; put ids and codes in quotes";
    toml_backslash = "文字中的反斜杠 \\ 应写作 \\\\，或者整段改用单引号 ' 括起来", "write \\\\ for a backslash, or put the text in single quotes";
    space = "空格", "a space";
    toml_too_large = "数字过大", "the number is too large";
}

/// How a plain character is named: a space cannot be seen.
pub(crate) fn mark(c: char) -> super::Words {
    if c == ' ' { space() } else { super::name(format!(" {c}")).with_english(&c.to_string()) }
}

/// A word of the plan, as it is typed.
pub(crate) fn typed(word: &str) -> super::Words {
    super::Words::new(format!("“{word}”").into(), word.to_owned().into())
}

/// The beginning of what stands at a place, in one line.
pub(crate) fn excerpt(found: &str) -> String {
    const MOST: usize = 40;
    let line = found.lines().next().unwrap_or_default().trim();
    let shown: String = line.chars().map(|c| if c.is_control() { '�' } else { c }).take(MOST).collect();
    if line.chars().count() > MOST { format!("{shown}…") } else { shown }
}
