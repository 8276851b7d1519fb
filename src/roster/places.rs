//! The names of districts: which county a name means, and what a county is called.

use crate::types::text::county;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// 《2024年中华人民共和国县以上行政区划代码》 (Ministry of Civil Affairs, published 2025): code, name, and the short name of what is
/// autonomous. Placeholders such as 省直辖县级行政区划 are left out.
const OFFICIAL: &str = include_str!("counties-2024.txt");

/// What a name is, beside a whole one: the name without the last character of its kind has so many characters at least.
const SHORTEST: usize = 2;

/// The names of districts by their codes of six digits.
///
/// ```
/// use dual_random::roster::{Places, WhichPlace};
///
/// let places = Places::official();
/// assert_eq!(places.find("独山县"), WhichPlace::One("522726"));
/// assert_eq!(places.find("三都县"), WhichPlace::One("522732"), "short for 三都水族自治县");
/// assert_eq!(places.find("贵阳市白云区"), WhichPlace::One("520113"));
/// assert!(matches!(places.find("白云区"), WhichPlace::Several(codes) if codes.len() == 2));
/// assert_eq!(places.find_in("黔南州生态环境局都匀市分局"), WhichPlace::One("522701"));
/// assert_eq!(places.name("522726001002"), Some("独山县"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Places {
    names: BTreeMap<String, String>,
    /// Codes by whole names and the short names of what is autonomous.
    whole: BTreeMap<String, BTreeSet<String>>,
    /// Codes by names without the character of their kind.
    bare: BTreeMap<String, BTreeSet<String>>,
}

/// Which district a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhichPlace<'a> {
    /// None that is known.
    Unknown,
    /// One.
    One(&'a str),
    /// Any of several.
    Several(Vec<&'a str>),
}

impl Places {
    /// The official list of 2024. What was merged or founded since is not in it: bring your own list then.
    pub fn official() -> &'static Self {
        static ALL: OnceLock<Places> = OnceLock::new();
        ALL.get_or_init(|| {
            let mut places = Self::default();
            for line in OFFICIAL.lines() {
                let mut parts = line.split(' ');
                if let (Some(code), Some(name)) = (parts.next(), parts.next()) {
                    places.add(code, name);
                    parts.for_each(|short| places.add_name(code, short));
                }
            }
            places
        })
    }

    /// A list of one's own.
    pub fn new<'a>(list: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut places = Self::default();
        for (code, name) in list {
            places.add(county(code), name);
        }
        places
    }

    fn add(&mut self, code: &str, name: &str) {
        self.names.insert(code.to_owned(), name.to_owned());
        self.add_name(code, name);
    }

    fn add_name(&mut self, code: &str, name: &str) {
        self.whole.entry(name.to_owned()).or_default().insert(code.to_owned());
        let bare = name.strip_suffix(['省', '市', '县', '区', '旗', '州', '盟']).unwrap_or_default();
        if bare.chars().count() >= SHORTEST {
            self.bare.entry(bare.to_owned()).or_default().insert(code.to_owned());
        }
    }

    /// The name of a district's county, or of the city or province that a code of six digits stands for.
    pub fn name(&self, district: &str) -> Option<&str> {
        self.names.get(county(district)).map(String::as_str)
    }

    /// The district that a name means: a county's, whole or short, after the names of its province and city or without them.
    pub fn find(&self, name: &str) -> WhichPlace<'_> {
        let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        let mut found = BTreeSet::new();
        self.look(&name, "", &mut found);
        which(found)
    }

    /// Looks for a name below a district, given by the beginning of its codes.
    fn look<'a>(&'a self, name: &str, below: &str, found: &mut BTreeSet<&'a str>) {
        let fits = |code: &&String| code.starts_with(below);
        for names in [&self.whole, &self.bare] {
            let codes = names.get(name).into_iter().flatten().filter(fits);
            let before = found.len();
            found.extend(codes.map(String::as_str));
            if found.len() > before {
                return;
            }
        }
        for (at, _) in name.char_indices().skip(SHORTEST) {
            let (first, rest) = name.split_at(at);
            for code in self.whole.get(first).into_iter().chain(self.bare.get(first)).flatten().filter(fits) {
                let own = code.trim_end_matches('0');
                // A province has two digits, a city four: `10` ends with a digit that counts.
                let own = if own.len() <= 2 { code.get(..2) } else { code.get(..4) };
                if let Some(own) = own.filter(|own| own.len() > below.len() && code.ends_with("00")) {
                    self.look(rest, own, found);
                }
            }
        }
    }

    /// The one county that a longer text names, such as an authority's name; or its city, if it names no county.
    pub fn find_in(&self, text: &str) -> WhichPlace<'_> {
        let mut rest = text;
        let mut all: BTreeSet<&str> = BTreeSet::new();
        while let Some(first) = rest.chars().next() {
            let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(16);
            let longest = ends.filter(|end| self.whole.contains_key(&rest[..*end])).last();
            if let Some(codes) = longest.and_then(|end| self.whole.get(&rest[..end])) {
                all.extend(codes.iter().map(String::as_str));
            }
            rest = &rest[longest.unwrap_or(first.len_utf8())..];
        }
        let (above, counties): (BTreeSet<&str>, BTreeSet<&str>) =
            all.iter().copied().partition(|code| code.ends_with("00"));
        let cities: BTreeSet<&str> = above.iter().copied().filter(|code| !code.ends_with("0000")).collect();
        let within = |code: &&str| {
            let of = |above: &&str| {
                code.starts_with(if above.ends_with("0000") { &above[..2] } else { &above[..4] })
            };
            above.iter().any(of)
        };
        let near: BTreeSet<&str> = counties.iter().copied().filter(within).collect();
        match (near.is_empty(), counties.is_empty(), cities.is_empty()) {
            (false, ..) => which(near),
            (true, false, _) => which(counties),
            (true, true, false) => which(cities),
            _ => which(above),
        }
    }
}

fn which(found: BTreeSet<&str>) -> WhichPlace<'_> {
    let mut found: Vec<&str> = found.into_iter().collect();
    match found.len() {
        0 => WhichPlace::Unknown,
        1 => WhichPlace::One(found.swap_remove(0)),
        _ => WhichPlace::Several(found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_official_list_is_whole_and_in_order() {
        let codes: Vec<&str> = OFFICIAL.lines().filter_map(|line| line.split(' ').next()).collect();
        assert!(codes.is_sorted() && codes.iter().all(|code| code.len() == 6), "sorted, six digits");
        let provinces = codes.iter().filter(|code| code.ends_with("0000")).count();
        assert_eq!((codes.len(), provinces), (3_216, 34));
        let of = |city: &str| codes.iter().filter(|code| code.starts_with(city)).count();
        // The sixteen and twelve counties of two of Guizhou's prefectures, with the prefectures themselves.
        assert_eq!((of("5226"), of("5227")), (17, 13));
    }

    #[test]
    fn names_are_found_whole_short_and_below_their_city() {
        let places = Places::official();
        for (name, code) in [
            ("都匀市", "522701"),
            ("都匀", "522701"),
            ("三都水族自治县", "522732"),
            ("贵州省黔南布依族苗族自治州三都水族自治县", "522732"),
            ("黔南州三都县", "522732"),
            ("黔南 独山县", "522726"),
            ("黔南州", "522700"),
            ("江苏省徐州市鼓楼区", "320302"),
            ("北京市朝阳区", "110105"),
            ("北京朝阳区", "110105"),
            ("仙桃市", "429004"),
            ("东莞市", "441900"),
        ] {
            assert_eq!(places.find(name), WhichPlace::One(code), "{name}");
        }
        for name in ["虚构市", "", "县", "522701", "黔南州本级", "都匀市分局"] {
            assert_eq!(places.find(name), WhichPlace::Unknown, "{name}");
        }
        let drum_towers = ["320106", "320302", "350102", "410204"];
        assert_eq!(places.find("鼓楼区"), WhichPlace::Several(drum_towers.to_vec()));
        assert_eq!(places.find_in("徐州市生态环境局鼓楼分局"), WhichPlace::One("320300"));
        assert_eq!(places.find_in("徐州市生态环境局鼓楼区分局"), WhichPlace::One("320302"));
        assert_eq!(places.find_in("黔南州生态环境综合行政执法支队"), WhichPlace::One("522700"));
        assert_eq!(places.find_in("大气科"), WhichPlace::Unknown);
    }

    #[test]
    fn an_own_list_takes_the_place_of_the_official_one() {
        let places = Places::new([("500157000000", "示例新区"), ("500101", "万州区")]);
        assert_eq!(places.find("示例新区"), WhichPlace::One("500157"));
        assert_eq!(places.name("500157001"), Some("示例新区"));
        assert_eq!(places.find("独山县"), WhichPlace::Unknown);
    }
}
