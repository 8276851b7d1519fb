//! Names that look the same: rosters hold one company twice as 示例（甲）公司 and 示例(甲)公司.

use crate::types::repeated::repeated;
use unicode_normalization::UnicodeNormalization;

/// Groups of names that differ only in brackets, width, case, blanks or the dots inside names, by their places in the list. Names
/// that are equal to the letter are no such group by themselves; the announcement counts those.
///
/// # Example
/// ```
/// use dual_random::roster::names_alike;
///
/// let names = ["示例（甲）公司", "示例乙公司", "示例(甲)公司", "示例乙公司"];
/// assert_eq!(names_alike(names), [vec![0, 2]]);
/// ```
pub fn names_alike<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<Vec<usize>> {
    let names: Vec<&str> = names.into_iter().collect();
    let mut alike = repeated(names.len(), |place| folded(names[place]).into());
    alike.retain(|group| group.iter().any(|place| names[*place] != names[group[0]]));
    alike.sort_unstable();
    alike
}

/// A name without what people write one way or another.
fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in name.nfkc() {
        match c {
            '〔' | '【' | '[' | '{' | '〈' | '《' | '「' | '⟨' => folded.push('('),
            '〕' | '】' | ']' | '}' | '〉' | '》' | '」' | '⟩' => folded.push(')'),
            // The dots of names such as 阿依·古丽, as keyboards give them.
            '·' | '•' | '・' | '.' | '‧' | '∙' | '⋅' | '●' | '᛫' | '。' => {}
            c if c.is_whitespace() => {}
            c => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_alike_whatever_their_brackets_widths_blanks_and_dots() {
        let names = [
            "阿依·古丽",
            "阿依•古丽",
            "阿依．古丽",
            "阿依・古丽",
            "阿依古丽",
            "王 三",
            "王\u{3000}三",
            "王三",
            "ＡＢ厂",
            "ab厂",
            "某厂【东】",
            "某厂（东）",
            "某厂东",
            "别的",
            "别的",
        ];
        assert_eq!(names_alike(names), [vec![0, 1, 2, 3, 4], vec![5, 6, 7], vec![8, 9], vec![10, 11]]);
    }
}
