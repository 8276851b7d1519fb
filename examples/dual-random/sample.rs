//! A made-up prefecture to try the program with: plan.toml, targets.csv, inspectors.csv, recusals.csv. Everything in it
//! follows from a seed; district codes are real, companies, people and document numbers are not.

use dual_random::Digest;
use dual_random::draw::stream::Stream;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

/// Counties of 黔东南州: code, name, river basin.
const COUNTIES: [(&str, &str, &str); 16] = [
    ("522601", "凯里", "清水江"),
    ("522622", "黄平", "舞阳河"),
    ("522623", "施秉", "舞阳河"),
    ("522624", "三穗", "舞阳河"),
    ("522625", "镇远", "舞阳河"),
    ("522626", "岑巩", "舞阳河"),
    ("522627", "天柱", "清水江"),
    ("522628", "锦屏", "清水江"),
    ("522629", "剑河", "清水江"),
    ("522630", "台江", "清水江"),
    ("522631", "黎平", "都柳江"),
    ("522632", "榕江", "都柳江"),
    ("522633", "从江", "都柳江"),
    ("522634", "雷山", "清水江"),
    ("522635", "麻江", "清水江"),
    ("522636", "丹寨", "都柳江"),
];

/// The prefecture itself, where those sit who may go to every county under the 异地 rule.
const PREFECTURE: &str = "522600";

const STEMS: [&str; 10] = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"];

/// Industries with the word of the company's name, by class.
const KEY_INDUSTRIES: [(&str, &str); 6] = [
    ("电镀", "电镀有限公司"),
    ("化工", "化工有限公司"),
    ("有色金属冶炼", "冶炼有限公司"),
    ("水泥制造", "水泥有限公司"),
    ("污水处理", "污水处理厂"),
    (WASTE, "环保处置有限公司"),
];
const GENERAL_INDUSTRIES: [(&str, &str); 8] = [
    ("食品加工", "食品有限公司"),
    ("木材加工", "木业有限公司"),
    ("建材", "建材有限公司"),
    ("酒类制造", "酒业有限公司"),
    ("茶叶加工", "茶业有限公司"),
    ("汽车维修", "汽车维修厂"),
    ("餐饮", "餐饮店"),
    ("印刷", "印务有限公司"),
];
const SPECIAL_INDUSTRIES: [(&str, &str); 3] =
    [("放射诊疗", "影像诊断中心"), ("工业探伤", "检测技术有限公司"), ("辐照加工", "辐照科技有限公司")];
/// The industry whose visits ask for two rare qualifications at once.
const WASTE: &str = "危险废物经营";

const ENVIRONMENT: &str = "生态环境局";
const MARKET: &str = "市场监督管理局";
const EMERGENCY: &str = "应急管理局";
const WATER: &str = "水务局";

/// Fewest records with which every class can still be staffed.
const FEWEST_TARGETS: usize = 20;
const FEWEST_INSPECTORS: usize = CORE.len();

/// The first inspectors, who sit in the prefecture and hold, at least twice each, all that the teams ask for: they make
/// every target staffable.
const CORE: [(&str, &[&str]); 8] = [
    (ENVIRONMENT, &["危废", "辐射", "重金属"]),
    (ENVIRONMENT, &["噪声", "辐射"]),
    (MARKET, &["特种设备"]),
    (MARKET, &[]),
    (ENVIRONMENT, &["危废", "噪声", "重金属"]),
    (EMERGENCY, &["危险化学品"]),
    (WATER, &["取水"]),
    (ENVIRONMENT, &["辐射"]),
];
/// The last of them is an expert.
const CORE_EXPERT: usize = 7;
/// Those of them that recusals and last teams may name: nothing rare is lost with them.
const CORE_SPARE: [usize; 2] = [3, 6];

/// Text of the witness's contribution. It stays out of the plan, which holds its commitment only.
pub(crate) fn contribution(seed: u64) -> String {
    Digest::of_file(format!("dual-random sample contribution:{seed}").as_bytes()).to_hex()
}

/// Writes a sample into a directory, which is made if need be. Files that are there already are left alone.
///
/// # Errors
/// When there are too few targets or inspectors, a file exists, or it cannot be written.
pub(crate) fn write_sample(dir: &Path, targets: usize, inspectors: usize, seed: u64) -> io::Result<()> {
    let files = Sample::new(targets, inspectors, seed)?.files()?;
    fs::create_dir_all(dir)?;
    // Looked for first, so that nothing is left half written.
    if let Some((name, _)) = files.iter().find(|(name, _)| dir.join(name).exists()) {
        let path = dir.join(name);
        return Err(io::Error::new(
            io::ErrorKind::AlreadyExists,
            format!("{} exists already", path.display()),
        ));
    }
    for (name, bytes) in files {
        fs::File::create_new(dir.join(name))?.write_all(&bytes)?;
    }
    Ok(())
}

/// Class of a target; its tables of words are in Chinese, as plans write them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Key,
    General,
    Special,
}

impl Class {
    /// Three in twenty are key targets, about one in thirty is special.
    fn of(index: usize) -> Self {
        match index {
            _ if index % 33 == 16 => Self::Special,
            _ if index % 20 < 3 => Self::Key,
            _ => Self::General,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Key => "重点",
            Self::General => "一般",
            Self::Special => "特殊",
        }
    }
}

struct Target {
    id: String,
    credit_code: String,
    name: String,
    district: &'static str,
    class: Class,
    level: &'static str,
    inspected: u64,
    last_team: Vec<String>,
    exempt: bool,
    industry: &'static str,
    basin: &'static str,
    rating: &'static str,
    permit: String,
}

struct Inspector {
    id: String,
    name: String,
    department: &'static str,
    district: &'static str,
    qualifications: Vec<&'static str>,
    valid_from: String,
    valid_to: String,
    max_visits: usize,
    expert: bool,
}

impl Inspector {
    fn holds(&self, qualification: &str) -> bool {
        self.qualifications.contains(&qualification)
    }
}

struct Sample {
    seed: u64,
    targets: Vec<Target>,
    inspectors: Vec<Inspector>,
    recusals: Vec<[String; 3]>,
}

/// A source of made-up choices.
struct Chance(Stream);

impl Chance {
    fn new(seed: u64) -> Self {
        Self(Stream::new(*Digest::of_file(format!("dual-random sample:{seed}").as_bytes()).as_bytes()))
    }

    fn below(&mut self, n: u64) -> u64 {
        self.0.below(n)
    }

    fn percent(&mut self, chance: u64) -> bool {
        self.below(100) < chance
    }

    fn index(&mut self, len: usize) -> usize {
        usize::try_from(self.below(len as u64)).unwrap_or(0)
    }

    fn pick<T: Copy>(&mut self, list: &[T], otherwise: T) -> T {
        list.get(self.index(list.len())).copied().unwrap_or(otherwise)
    }
}

impl Sample {
    fn new(targets: usize, inspectors: usize, seed: u64) -> io::Result<Self> {
        if targets < FEWEST_TARGETS || inspectors < FEWEST_INSPECTORS {
            let text = format!(
                "a sample needs at least {FEWEST_TARGETS} targets and {FEWEST_INSPECTORS} inspectors"
            );
            return Err(io::Error::new(io::ErrorKind::InvalidInput, text));
        }
        let mut chance = Chance::new(seed);
        let inspectors = make_inspectors(inspectors, targets, &mut chance);
        let spare = spare(&inspectors);
        let targets = make_targets(targets, &inspectors, &spare, &mut chance);
        let recusals = make_recusals(&targets, &inspectors, &spare, &mut chance);
        Ok(Self { seed, targets, inspectors, recusals })
    }

    fn files(&self) -> io::Result<[(&'static str, Vec<u8>); 4]> {
        Ok([
            ("plan.toml", self.plan().into_bytes()),
            ("targets.csv", self.target_table()?),
            ("inspectors.csv", self.inspector_table()?),
            (
                "recusals.csv",
                csv_bytes(&["执法证号", "检查对象编号", "回避事由"], self.recusals.iter().cloned())?,
            ),
        ])
    }

    fn target_table(&self) -> io::Result<Vec<u8>> {
        let heads = [
            "检查对象编号",
            "统一社会信用代码",
            "检查对象名称",
            "行政区划代码",
            "类别",
            "级别",
            "已检查次数",
            "上次检查人员",
            "豁免理由",
            "豁免依据",
            "行业",
            "所属流域",
            "信用等级",
            "排污许可证编号",
        ];
        let row = |t: &Target| {
            let (reason, basis) =
                if t.exempt { ("正面清单", "州环正面清单〔2026〕示例1号") } else { ("", "") };
            [
                t.id.clone(),
                t.credit_code.clone(),
                t.name.clone(),
                t.district.to_owned(),
                t.class.word().to_owned(),
                t.level.to_owned(),
                t.inspected.to_string(),
                t.last_team.join("；"),
                reason.to_owned(),
                basis.to_owned(),
                t.industry.to_owned(),
                t.basin.to_owned(),
                t.rating.to_owned(),
                t.permit.clone(),
            ]
        };
        csv_bytes(&heads, self.targets.iter().map(row))
    }

    fn inspector_table(&self) -> io::Result<Vec<u8>> {
        let heads = [
            "执法证号",
            "姓名",
            "部门",
            "行政区划代码",
            "资格",
            "证件有效期起",
            "证件有效期止",
            "最多检查次数",
            "人员类型",
        ];
        let row = |i: &Inspector| {
            [
                i.id.clone(),
                i.name.clone(),
                i.department.to_owned(),
                i.district.to_owned(),
                i.qualifications.join("；"),
                i.valid_from.clone(),
                i.valid_to.clone(),
                i.max_visits.to_string(),
                if i.expert { "专家" } else { "执法人员" }.to_owned(),
            ]
        };
        csv_bytes(&heads, self.inspectors.iter().map(row))
    }

    /// The plan. Its registers reconcile with the rosters: registers − left out − exempt + added = subject to the draw.
    fn plan(&self) -> String {
        let total = self.targets.len();
        let special = self.targets.iter().filter(|t| t.class == Class::Special).count();
        let added = 3;
        let (closed, twice) = (total.div_ceil(120), total.div_ceil(200));
        let permits = total + closed + twice - added - special;
        let commitment =
            Digest::of_file(format!("dual-random/1 contribution:{}", contribution(self.seed)).as_bytes());
        PLAN.replace("{permits}", &permits.to_string())
            .replace("{special}", &special.to_string())
            .replace("{closed}", &closed.to_string())
            .replace("{twice}", &twice.to_string())
            .replace("{added}", &added.to_string())
            .replace("{commitment}", &commitment.to_hex())
    }
}

/// A table as spreadsheets save it: BOM, CR LF. With the BOM, a double click opens it in the right encoding.
fn csv_bytes<const N: usize>(
    heads: &[&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> io::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{FEFF}".as_bytes().to_vec());
    writer.write_record(heads)?;
    for row in rows {
        writer.write_record(row)?;
    }
    writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

/// Visits that the plan's quotas come to, about: the maxima are made to fit.
struct Visits {
    all: usize,
    special: usize,
    waste: usize,
}

impl Visits {
    fn about(targets: usize) -> Self {
        let special = targets.div_ceil(33);
        let waste = targets.div_ceil(20 * 4) / KEY_INDUSTRIES.len() + 1;
        Self { all: targets.div_ceil(25) + targets.div_ceil(24) + special, special, waste }
    }
}

fn make_inspectors(count: usize, targets: usize, chance: &mut Chance) -> Vec<Inspector> {
    let width = count.to_string().len().max(2);
    let mut made: Vec<Inspector> = (0..count).map(|index| make_inspector(index, width, chance)).collect();
    let visits = Visits::about(targets);
    let holders = |rare: &dyn Fn(&Inspector) -> bool| made.iter().filter(|i| rare(i)).count().max(1);
    // Twice what an even share would be, for those who hold something rare too.
    let share = 2 * (2 * visits.all).div_ceil(count) + 2;
    let for_expert = 2 * visits.special.div_ceil(holders(&|i| i.expert));
    let for_radiation = 2 * visits.special.div_ceil(holders(&|i| !i.expert && i.holds("辐射")));
    let for_metals = 8 * visits.waste.div_ceil(holders(&|i| i.holds("危废") && i.holds("重金属")));
    for inspector in &mut made {
        let own = match (inspector.expert, inspector.holds("辐射"), inspector.holds("重金属")) {
            (true, _, _) => for_expert,
            (false, true, true) => share + for_radiation + for_metals,
            (false, true, false) => share + for_radiation,
            (false, false, true) => share + for_metals,
            (false, false, false) => share,
        };
        inspector.max_visits = own + chance.index(4);
    }
    made
}

fn make_inspector(index: usize, width: usize, chance: &mut Chance) -> Inspector {
    let id = format!("ZF{PREFECTURE}-{:0width$}", index + 1);
    let name = format!("检查员{:0width$}", index + 1);
    let from = 2022 + chance.below(3);
    let (valid_from, mut valid_to) = (format!("{from}-07-01"), format!("{}-06-30", from + 5));
    if let Some((department, qualifications)) = CORE.get(index) {
        return Inspector {
            id,
            name,
            department,
            district: PREFECTURE,
            qualifications: qualifications.to_vec(),
            valid_from,
            valid_to,
            max_visits: 0,
            expert: index == CORE_EXPERT,
        };
    }
    let expert = index % 13 == 7;
    let (department, own, common) = match chance.below(20) {
        _ if expert => (ENVIRONMENT, "辐射", 100),
        0..9 => (ENVIRONMENT, "噪声", 40),
        9..14 => (MARKET, "特种设备", 40),
        14..17 => (EMERGENCY, "危险化学品", 60),
        _ => (WATER, "取水", 50),
    };
    let mut qualifications = Vec::new();
    if chance.percent(common) {
        qualifications.push(own);
    }
    if department == ENVIRONMENT && !expert {
        let rare = [("危废", chance.percent(30)), ("辐射", index % 11 == 8), ("重金属", index % 29 == 9)];
        qualifications.extend(rare.iter().filter(|(_, held)| *held).map(|(name, _)| *name));
    }
    // A certificate that ends before the last visit may: one in thirty.
    if chance.percent(3) {
        "2026-11-30".clone_into(&mut valid_to);
    }
    let county = chance.pick(&COUNTIES, COUNTIES[0]).0;
    let district = if expert || chance.percent(25) { PREFECTURE } else { county };
    Inspector { id, name, department, district, qualifications, valid_from, valid_to, max_visits: 0, expert }
}

/// Officers whom recusals and last teams may name without making a target hard to staff.
fn spare(inspectors: &[Inspector]) -> Vec<usize> {
    let common =
        |i: &Inspector| !i.expert && i.qualifications.iter().all(|q| !matches!(*q, "辐射" | "重金属"));
    let later = (CORE.len()..inspectors.len()).filter(|i| inspectors.get(*i).is_some_and(common));
    CORE_SPARE.into_iter().chain(later).collect()
}

fn make_targets(count: usize, inspectors: &[Inspector], spare: &[usize], chance: &mut Chance) -> Vec<Target> {
    let width = count.to_string().len().max(4);
    let mut targets: Vec<Target> = (0..count).map(|index| make_target(index, width, chance)).collect();
    for target in targets.iter_mut().filter(|t| t.inspected > 0) {
        let mut team: Vec<usize> = (0..2).map(|_| chance.pick(spare, CORE_SPARE[0])).collect();
        team.sort_unstable();
        team.dedup();
        target.last_team = team.iter().filter_map(|i| inspectors.get(*i)).map(|i| i.id.clone()).collect();
    }
    if let Some(target) = targets.iter_mut().find(|t| !t.last_team.is_empty()) {
        // One who has left since, so that the warning for it is seen.
        target.last_team.push(format!("ZF{PREFECTURE}-T001"));
    }
    one_company_with_three_sites(&mut targets);
    targets
}

fn make_target(index: usize, width: usize, chance: &mut Chance) -> Target {
    let number = format!("{:0width$}", index + 1);
    let class = Class::of(index);
    let (district, county, basin) = chance.pick(&COUNTIES, COUNTIES[0]);
    let (industry, word) = match class {
        Class::Key => chance.pick(&KEY_INDUSTRIES, KEY_INDUSTRIES[0]),
        Class::General => chance.pick(&GENERAL_INDUSTRIES, GENERAL_INDUSTRIES[0]),
        Class::Special => chance.pick(&SPECIAL_INDUSTRIES, SPECIAL_INDUSTRIES[0]),
    };
    let stem = STEMS[index % STEMS.len()];
    // Projects and farms of persons have no credit code.
    let codeless = match chance.below(100) {
        _ if class != Class::General => None,
        0..3 => Some(("道路建设项目", "建设项目")),
        3..5 => Some(("养殖场", "畜禽养殖")),
        _ => None,
    };
    let (word, industry) = codeless.unwrap_or((word, industry));
    let credit_code = if codeless.is_some() { String::new() } else { credit_code(district, index) };
    let has_permit = !credit_code.is_empty() && (class == Class::Key || chance.percent(40));
    let inspected = match chance.below(100) {
        0..72 => 0,
        72..94 => 1,
        94..98 => 2,
        _ => 3,
    };
    let rating = match chance.below(100) {
        0..45 => "A",
        45..85 => "B",
        85..95 => "C",
        _ => "D",
    };
    let exempt = class != Class::Special && matches!(rating, "A") && chance.percent(8);
    Target {
        id: format!("QDN-{number}"),
        permit: if has_permit { format!("{credit_code}001P") } else { String::new() },
        credit_code,
        name: format!("{county}示例{word}{stem}{number}"),
        district,
        class,
        level: if class == Class::General || chance.percent(60) { "县级" } else { "州级" },
        // The few special targets all stay under the yearly cap.
        inspected: if class == Class::Special { inspected.min(1) } else { inspected },
        last_team: Vec::new(),
        exempt,
        industry,
        basin,
        rating,
    }
}

/// Three of the key targets become sites of one company: one credit code, three ids, three names.
fn one_company_with_three_sites(targets: &mut [Target]) {
    let keys: Vec<usize> = (0..targets.len()).filter(|i| targets[*i].class == Class::Key).take(3).collect();
    let Some(first) = keys.first().and_then(|i| targets.get(*i)) else {
        return;
    };
    let (code, name, industry) = (first.credit_code.clone(), first.name.clone(), first.industry);
    let (district, basin) = (first.district, first.basin);
    for (site, index) in ["一", "二", "三"].iter().zip(keys) {
        let target = &mut targets[index];
        target.name = format!("{name}（{site}号厂区）");
        target.permit = format!("{code}00{}P", index + 1);
        (target.district, target.basin) = (district, basin);
        target.credit_code.clone_from(&code);
        (target.industry, target.exempt) = (industry, false);
    }
}

fn make_recusals(
    targets: &[Target],
    inspectors: &[Inspector],
    spare: &[usize],
    chance: &mut Chance,
) -> Vec<[String; 3]> {
    const CATEGORIES: [&str; 4] =
        ["近亲属在该单位任职", "曾在该单位任职", "与该单位有经济利益关系", "自行申请回避"];
    let mut pairs = std::collections::BTreeSet::new();
    for _ in 0..inspectors.len().div_ceil(4) {
        // Of the core only one may be recused: two of the market officers must stay for small rosters.
        let who = spare.get(1 + chance.index(spare.len() - 1)).copied().unwrap_or(CORE_SPARE[1]);
        pairs.insert((who, chance.index(targets.len())));
    }
    let row = |(who, target): (usize, usize)| {
        let reason = chance.pick(&CATEGORIES, CATEGORIES[0]).to_owned();
        Some([inspectors.get(who)?.id.clone(), targets.get(target)?.id.clone(), reason])
    };
    pairs.into_iter().filter_map(row).collect()
}

const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A made-up credit code (GB 32100-2015) with both check characters right, told by its organisation code `MAX…`; one in
/// five hundred has the last one wrong, as some genuine early codes do. One in ten has digits alone, as genuine ones do whose
/// organisation is older than the letters: a spreadsheet takes them for numbers and loses their last digits.
fn credit_code(district: &str, index: usize) -> String {
    if index % 10 == 4 {
        let organisations = (0..64).map(|n| format!("{:08}", (index * 64 + n) % 100_000_000));
        let mut codes = organisations.map(|organisation| coded(district, &organisation, 0));
        if let Some(code) = codes.find(|code| code.bytes().all(|byte| byte.is_ascii_digit())) {
            return code;
        }
    }
    let mut organisation = "MAX".to_owned();
    for power in (0..5).rev() {
        organisation.push(character(index / 31usize.pow(power)));
    }
    coded(district, &organisation, usize::from(index % 500 == 123))
}

fn character(value: usize) -> char {
    char::from(ALPHABET[value % 31])
}

/// The credit code of an organisation, its last character off by so much.
fn coded(district: &str, organisation: &str, off: usize) -> String {
    let value = |c: char| usize::try_from(c.to_digit(36).unwrap_or(0)).unwrap_or(0);
    let sum: usize = organisation.chars().zip([3, 7, 9, 10, 5, 8, 4, 2]).map(|(c, w)| value(c) * w).sum();
    let check = match 11 - sum % 11 {
        10 => "X".to_owned(),
        11 => "0".to_owned(),
        digit => digit.to_string(),
    };
    let mut code = String::with_capacity(18);
    let _ = write!(code, "91{district}{organisation}{check}");
    let place = |byte: u8| ALPHABET.iter().position(|c| *c == byte).unwrap_or(0);
    let weighted =
        code.bytes().fold((0, 1), |(sum, weight), byte| ((sum + place(byte) * weight) % 31, weight * 3 % 31));
    code.push(character((31 - weighted.0) % 31 + off));
    code
}

/// The plan, with braces where numbers go.
const PLAN: &str = include_str!("templates/sample-plan.toml");

#[cfg(test)]
mod tests {
    use super::{Sample, contribution, write_sample};
    use dual_random::tables;
    use dual_random::types::credit_code;
    use dual_random::{Draft, Drawn, MasterSecret, Plan, Rosters, UsedValue, draw};

    fn draft(sample: &Sample) -> Draft {
        let [plan, targets, inspectors, recusals] = sample.files().unwrap().map(|(_, bytes)| bytes);
        let plan: Plan = toml::from_str(std::str::from_utf8(&plan).unwrap()).unwrap();
        let rosters = Rosters::new(
            tables::targets(&targets, &plan.columns()).unwrap().records,
            tables::inspectors(&inspectors).unwrap().records,
            tables::recusals(&recusals).unwrap().records,
        );
        Draft::new(plan, rosters).unwrap_or_else(|faults| panic!("{faults}"))
    }

    fn drawn(sample: &Sample) -> Drawn {
        let announced = draft(sample).announce(MasterSecret::from_bytes([7; 32])).unwrap();
        let texts = ["01 05 11 17 23 29 35".to_owned(), "5a".repeat(32), contribution(sample.seed)];
        let names = announced.announcement.plan.values.iter().map(|value| value.name.clone());
        let values: Vec<UsedValue> =
            names.zip(texts).map(|(name, text)| UsedValue::main(name, text)).collect();
        draw(&announced.announcement, &announced.opening, &values).unwrap()
    }

    #[test]
    fn samples_of_all_sizes_can_be_drawn_without_a_shortage() {
        for (targets, inspectors, seed) in
            [(600, 60, 1), (40, 8, 1), (20, 8, 2), (20_000, 1_000, 1), (600, 60, 2), (150, 12, 3)]
        {
            let sample = Sample::new(targets, inspectors, seed).unwrap();
            assert_eq!((sample.targets.len(), sample.inspectors.len()), (targets, inspectors));
            let drawn = drawn(&sample);
            assert_eq!(drawn.seal().seats.open, 0, "{targets} targets, {inspectors} inspectors, seed {seed}");
            let story = drawn.story().unwrap();
            let drawn_of =
                |stratum| story.visits().iter().filter(move |visit| visit.stratum == stratum).count();
            assert!((0..story.plan().strata.len()).all(|stratum| drawn_of(stratum) > 0));
        }
    }

    #[test]
    fn a_seed_gives_the_same_files_and_another_seed_gives_others() {
        let files = |seed| Sample::new(100, 20, seed).unwrap().files().unwrap();
        assert_eq!(files(1), files(1));
        assert_ne!(files(1), files(2));
    }

    #[test]
    fn credit_codes_pass_their_checks_but_for_the_one_in_five_hundred() {
        let sample = Sample::new(1_200, 60, 1).unwrap();
        let codes = sample.targets.iter().map(|t| t.credit_code.as_str()).filter(|code| !code.is_empty());
        let of_digits = codes.clone().filter(|code| code.bytes().all(|byte| byte.is_ascii_digit()));
        assert!(of_digits.count() > sample.targets.len() / 20);
        let wrong = codes.filter(|code| credit_code::issue(code).is_some()).count();
        assert!((1..=3).contains(&wrong), "{wrong}");
    }

    #[test]
    fn files_that_exist_are_never_overwritten() {
        let dir = std::env::temp_dir().join(format!("dual-random-sample-{}", std::process::id()));
        write_sample(&dir, 40, 8, 1).unwrap();
        let before = std::fs::read(dir.join("targets.csv")).unwrap();
        let error = write_sample(&dir, 50, 9, 2).unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read(dir.join("targets.csv")).unwrap(), before);
        std::fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn too_small_samples_are_refused() {
        assert!(Sample::new(19, 8, 1).is_err());
        assert!(Sample::new(20, 7, 1).is_err());
    }
}
