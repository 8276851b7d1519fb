//! Faults of an input: each names its table, row and field, and all of an input are reported together, because a
//! person must mend a spreadsheet with them.

use crate::say::{Choices, Every, Language, Listed, Quoted, Say, coded, coded_serde, sayings, visible};
use crate::types::text::{MAX_TEXT_BYTES, is_forbidden};
use crate::types::timestamp::Timestamp;
use std::fmt;

coded! {
    /// Which input a fault is in.
    ///
    /// ```
    /// use dual_random::{Language, Say, Table};
    ///
    /// assert_eq!(Table::from_code("targets"), Some(Table::Targets));
    /// assert_eq!(Table::Targets.message(Language::Zh), "检查对象名录");
    /// ```
    pub enum Table {
        Plan = "plan", "抽查计划", "plan";
        Targets = "targets", "检查对象名录", "target roster";
        Inspectors = "inspectors", "检查人员名录", "inspector roster";
        Recusals = "recusals", "回避名单", "recusals";
        Changes = "changes", "名录变动", "roster changes";
        Amendment = "amendment", "递补与更换", "amendment";
        Outcomes = "outcomes", "检查结果", "outcomes";
        Penalties = "penalties", "行政处罚决定", "penalty decisions";
        Districts = "districts", "行政区划代码表", "list of districts";
        Withholdings = "withholdings", "不公开清单", "list of what is withheld";
        Strikes = "strikes", "更换清单", "list of strikes";
        Earlier = "earlier", "以往抽取清单", "list of earlier draws";
        Reported = "reported", "结果报送清单", "list of reported visits";
        Powers = "powers", "执法公示", "enforcement publicity";
    }
}

sayings! {
    /// What is wrong in an input, with the data.
    pub enum Problem,
    /// The codes of what can be wrong in an input.
    ///
    /// ```
    /// use dual_random::FaultCode;
    ///
    /// assert_eq!(FaultCode::from_code("count_over_pool"), Some(FaultCode::CountOverPool));
    /// ```
    FaultCode {
        Empty = "empty", "不能为空", "must not be empty";
        TooLong { found: usize, limit: usize } = "too_long", "过长：{found} 字节，最多 {limit}", "is too long: {found} bytes, at most {limit}";
        TooMany { found: u64, limit: u64 } = "too_many", "数量过多：{found}，最多 {limit}", "has too many entries: {found}, at most {limit}";
        ForbiddenCharacter { found: Quoted } = "forbidden_character", "含不允许的字符 {found}", "holds the forbidden character {found}";
        Unwritable = "unwritable", "含不能写入文件的内容", "holds something that no document can hold";
        NotNormal { found: Quoted } = "not_nfc", "不是 Unicode NFC 规范形式：{found}", "is not in Unicode normal form NFC: {found}";
        OuterSpace { found: Quoted } = "outer_space", "首尾有空白字符：{found}", "begins or ends with white space: {found}";
        BadId { found: Quoted } = "bad_id", "编号 {found} 无效：只能用 1–53 个半角字符 0-9 A-Z a-z . _ -", "is not an id: {found}; use 1 to 53 of 0-9 A-Z a-z . _ -";
        CitizenId = "citizen_id", "是公民身份号码，不得用作编号或代码", "is a citizen's ID number, which must not serve as an id or code";
        BadDistrict { found: Quoted } = "bad_district", "行政区划 {found} 无法识别：应为 6–12 位代码，或者《2024年县以上行政区划代码》中的名称", "is no district: {found}; use a code of 6 to 12 digits, or a name of the official list of 2024";
        BadDate { found: Quoted } = "bad_date", "日期 {found} 无效：应为 2026-11-23 的形式", "is not a date: {found}; write it as 2026-11-23";
        BadNumber { found: Quoted } = "bad_number", "数字 {found} 无效：应为不带符号的半角整数", "is not a number: {found}; use plain digits without a sign";
        BadChoice { found: Quoted, choices: Choices } = "bad_choice", "{found} 无效，可选：{choices}", "is {found}; choose one of: {choices}";
        OutOfRange { found: Quoted, low: u64, high: u64 } = "out_of_range", "{found} 超出范围 {low}–{high}", "is {found}, outside {low}–{high}";
        Order { found: Quoted, limit: Quoted } = "order", "顺序颠倒：{found} 应早于 {limit}", "is out of order: {found} must come before {limit}";
        NotSorted { found: Quoted } = "not_sorted", "未按文本顺序排列，或有重复：{found}", "is not in strictly ascending text order: {found}";
        Repeated { found: Quoted } = "repeated", "重复：{found}", "is there twice: {found}";
        RepeatedRow { found: Quoted, first: u64 } = "repeated_row", "与第 {first} 行重复：{found}", "is in line {first} already: {found}";
        UnknownTarget { found: Quoted } = "unknown_target", "检查对象 {found} 不在名录中", "names target {found}, which is not in the roster";
        UnknownInspector { found: Quoted } = "unknown_inspector", "检查人员 {found} 不在名录中", "names inspector {found}, who is not in the roster";
        UnknownItem { found: Quoted } = "unknown_item", "抽查事项 {found} 不在事项清单中", "names item {found}, which is not in the item list";
        LeadCommitment = "lead_commitment", "牵头单位的密值校验码由程序计算，此处须为空", "must be empty for the lead, whose commitment is computed";
        CatchAll = "catch_all", "末条规则（且仅末条）须无条件，适用于其余对象", "must end with one rule without conditions, and have no other such rule";
        VisitsOutside { found: Quoted } = "visits_outside", "检查日期 {found} 超出检查周期；确有理由的须在计划中写明（“visits_reason”）", "the visits ({found}) lie outside the period, and the plan gives no reason";
        FewOfficers { found: usize } = "few_officers", "执法人员席位 {found} 个，少于 2 个；确有理由的须在计划中写明", "has {found} seats for officers, under two, and the plan gives no reason";
        EmptyOverride = "empty_override", "个别调整须至少改变一项", "changes nothing";
        BadValueKind { found: Quoted } = "bad_value_kind", "公开值类型参数无效：{found}", "has impossible parameters: {found}";
        FewOutcomes { found: u32, limit: u32 } = "few_outcomes", "公开值的可能结果约 2^{found}，不足 2^{limit}", "together have about 2^{found} outcomes, under 2^{limit}";
        LastIsContribution = "last_is_contribution", "最后的来源由见证人掌握：见证人不公布，抽取就作废；须再列一个公开的替代来源", "ends with a contribution: a witness who keeps silent would end the draw; give a public source as the last fallback";
        OnlyContributions = "only_contributions", "至少须有一个不由参与者掌握的公开值", "must include one that is in no participant's hands";
        SameSource { found: Quoted } = "same_source", "同一来源同一期次只能列一次（含替代来源和以往抽取用过的）：{found}", "name one event twice, fallbacks and earlier ceremonies included: {found}";
        SameDrawing { found: Quoted } = "same_drawing", "疑为同一次开奖：{found}；一次开奖的各部分（如红球和蓝球）合写为一个公开值，不能重复计数", "seem to be one drawing: {found}; the parts of a drawing are one value and do not count twice";
        DrandTime { found: Timestamp, expected: Timestamp } = "drand_time", "该轮 drand 的发布时间为 {expected}，不是 {found}", "drand's round comes at {expected}, not at {found}";
        NotADrawing = "not_a_drawing", "号码最大为 99：随机数来源须为开奖、公共信标或者当众投掷，不采用股票指数、气温等；多位的摇号结果逐位填写", "has numbers above 99: a value is a drawing, a beacon or dice, which an index or a temperature is not; longer numbers are drawn digit by digit";
        ManyFallbacks { found: u64, limit: u64 } = "many_fallbacks", "替代来源的组合达 {found} 种，最多 {limit} 种", "have fallbacks that may fall out in {found} ways, more than {limit}";
        WeakFallback = "weak_fallback", "替代来源的可能结果少于原来源", "has fewer outcomes than the source it stands in for";
        BadQuota { found: Quoted } = "bad_quota", "抽取数量规则无效：{found}", "is impossible: {found}";
        CountOverPool { found: u64, limit: u64 } = "count_over_pool", "抽取数量 {found} 超过参加抽取的对象 {limit} 个", "asks for {found}, but the pool has {limit}";
        TwoStrata { strata: Listed<Quoted> } = "two_strata", "同时属于两个分组：{strata}；请改写分组条件（“when”），使每个对象只属于一组，一次检查多个事项的合为一组，在“items”中列出", "matches two strata: {strata}; change their conditions so that each target is in one, and for several items at one visit make one stratum with all of them";
        ClassOutsideSlot { found: Quoted } = "class_outside_slot", "类别 {found} 不在计划的“classes”中", "is of class {found}, which is not among the plan's classes";
        Unstaffable { found: Quoted, limit: u64, reasons: KeptOff } = "unstaffable", "任何抽取都无法为其配齐检查人员：席位 {found} 可选 {limit} 人{reasons}", "could not be staffed by any draw: {limit} may take seat {found}{reasons}";
        Reconciliation { found: i128, limit: u64 } = "reconciliation", "名录勾稽不平：登记册 − 未纳入 − 豁免 + 增补 = {found}，而参加抽取的对象为 {limit}", "do not reconcile: registers − left out − exempt + added = {found}, but {limit} targets are subject to the draw";
        NeedsEarlier { found: Quoted } = "needs_earlier", "须在计划的“earlier”中列出用途为 {found} 的以往披露文件", "needs an earlier disclosure of use {found} in the plan";
        CarriedAndBefore = "carried_and_before", "不能既结转又因已抽中而排除", "cannot be both carried and left out as drawn before";
        NotStaffing = "not_staffing", "仅用于补抽人员（“staffing”）", "is only for staffing ceremonies";
        Ceremony { found: Quoted } = "ceremony", "与抽取方式不符：{found}", "does not fit the kind of ceremony: {found}";
        RuleDiffers { found: Quoted } = "rule_differs", "与前次抽取的计划不一致：{found}", "differs from the earlier ceremony's plan: {found}";
        UnlistedChange { found: Quoted } = "unlisted_change", "规则 {found} 与前次不同而未在“changed_rules”中说明，或列出了并未变更的规则", "differs from the earlier plan without an entry among the changed rules, or has an entry without a difference: {found}";
        NotLater { found: Quoted } = "not_later", "须晚于（大于）前次抽取的 {found}", "must be later, or larger, than the earlier ceremony's {found}";
        UsedBefore { found: Quoted } = "used_before", "名称 {found} 在前次抽取中已用过，须另起", "was used by an earlier ceremony: {found}; choose another";
        NothingOpen = "nothing_open", "前次抽取没有空缺席位", "names a ceremony that left no seat open";
        ChainTooLong { limit: usize } = "chain_too_long", "连续抽取次数过多，最多 {limit}", "makes the chain of ceremonies longer than {limit}";
        MissingChange { found: Quoted } = "missing_change", "名录变动未列明：{found}", "lacks the change {found}";
        ExtraChange { found: Quoted } = "extra_change", "列明的变动并不存在：{found}", "lists a change that did not happen: {found}";
        ChangeTarget = "change_target", "只有回避的变动才填写检查对象，且必须填写", "must name a target where it is about a recusal, and only there";
        ExtraAttribute { found: Quoted } = "extra_attribute", "属性 {found} 所在部分不对，或计划的“attributes”未列出", "holds attribute {found} in the wrong part, or one that the plan does not name";
        ColumnTwice { found: Quoted } = "column_twice", "列 {found} 不能既公开又仅用于任务单", "names the column {found} both to be disclosed and for the task sheets alone";
        SheetOnly { found: Quoted } = "sheet_only", "列 {found} 仅用于任务单，不得公开，也不得作为条件", "names the column {found}, which is for the task sheets alone and never disclosed";
        PlannedColumn { found: Quoted, limit: NearColumn } = "planned_column", "计划所列的列 {found} 不在名录中{limit}", "lacks the column {found} that the plan names{limit}";
        NoSuchColumn { found: Quoted, limit: NearColumn } = "no_such_column", "没有任何检查对象填有属性 {found}，以此为条件的规则不起作用{limit}", "names the attribute {found}, which no target has, so the rule is dead{limit}";
        CarriedGone { found: Quoted } = "carried_gone", "前期更换、本期应结转的检查对象 {found} 不在名录中，须在计划“left_out”的“carried”中列明并说明理由", "lacks target {found}, which was struck before and is to be carried over; list it as carried among those left out, with the reason";
        CarriedThere { found: Quoted } = "carried_there", "检查对象 {found} 在名录中，或并非应结转的对象，不应列入“left_out”的“carried”", "lists target {found} as left out, but it is in the roster, or is not to be carried over";
        SomebodyElse { found: Quoted } = "somebody_else", "编号与前期抽取相同，名称和统一社会信用代码却是另一对象：前期为 {found}；同一对象不得换编号，不同对象不得共用编号", "bears an id of an earlier draw and is somebody else: that was {found}; keep each target's id, and give no id to another";
        HoldsCitizenId = "holds_citizen_id", "含有公民身份号码，不得公开；请删去", "holds a citizen's ID number, which must not be disclosed; take it out";
        HoldsMobile = "holds_mobile", "含有手机号码，不得公开；请删去，或移入仅用于任务单的列（如联系电话）", "holds a mobile number, which must not be disclosed; take it out, or put it into a column for the task sheets alone, such as telephone";
        HoldsBankCard = "holds_bank_card", "含有银行卡号，不得公开；请删去", "holds a bank card number, which must not be disclosed; take it out";
        BeforeDraw { found: Quoted } = "before_draw", "检查完成日期 {found} 早于抽取", "is {found}, before the draw";
        NoSuchRecord { found: Quoted } = "no_such_record", "名录中没有 {found}", "names {found}, which is in no roster";
        Visited { found: Quoted } = "visited", "检查对象 {found} 的检查已经完成，不再变更", "is about target {found}, whose visit is completed and stays as it was";
        OtherItems { found: Quoted } = "other_items", "引用的以往抽取与本计划没有相同的事项，不能用来结转或不再抽取：{found}", "an earlier draw without an item in common neither leaves targets out nor carries them over: {found}";
        OtherYear { found: Quoted } = "other_year", "引用的以往抽取不属于本计划的年度，不计入年度检查次数，也不能据以不再抽取：{found}", "an earlier draw of another year neither counts against the yearly cap nor leaves targets out: {found}";
        KeptOutByCase { found: Quoted } = "kept_out_by_case", "个案检查不能使检查对象不再抽取：{found}", "a case inspection leaves no target out: {found}";
        NotAsEarlier { found: Quoted } = "not_as_earlier", "与所引用的以往抽取不符：{found}", "is not what the earlier draws give: {found}";
        NotStanding { found: Quoted } = "not_standing", "检查对象 {found} 不在当前抽中名单中，也不是轮到的递补对象", "strikes target {found}, which does not stand, and is no alternate whose turn it is";
        NotSeated { found: Quoted } = "not_seated", "执法人员 {found} 不在该对象（或任何对象）的检查组中", "strikes inspector {found}, who does not sit there, or nowhere";
        ReasonNotListed { found: Quoted } = "reason_not_listed", "理由{found}不在计划公告的理由之列", "gives the reason {found}, which the plan does not list";
        ReasonNotAnnounced { found: Quoted, reasons: Every<Quoted> } = "reason_not_announced", "理由 {found} 不在计划公告的理由之列：{reasons}", "gives the reason {found}, which is not among those that the plan announced: {reasons}";
        NoEvidence { found: Quoted } = "no_evidence", "没有凭证文件 {found}", "names the evidence {found}, which is not there";
        OnlyInspectors { found: Quoted } = "only_inspectors", "更换人员的才填写检查对象，更换对象的此栏应为空：{found}", "must be empty where a target is struck, and names the visit of an inspector only: {found}";
        EitherColumn { found: Quoted, limit: Quoted } = "either_column", "不止一列可以读作“{limit}”，{found} 是其中之一；请将应读取的一列改名为“{limit}”", "is one of several columns that may be meant by {limit}: {found}; give that name to the right one";
        RepeatedAsId { found: Quoted, first: u64 } = "repeated_as_id", "与第 {first} 行重复：{found}。同一家的，删去一行；另一处场所，在“编号”一列各给一个编号", "is in line {first} already: {found}. Delete one of them, or, if it is another site, give both an id in a column of ids";
        NeededAsId = "needed_as_id", "不能为空：表中没有“编号”列，以统一社会信用代码作为编号；请补填代码，或另加“编号”一列", "must not be empty: without a column of ids the credit code serves as the id; fill it in, or add a column of ids";
        AmbiguousPlace { found: Quoted, choices: Choices } = "ambiguous_place", "{found} 有多个：{choices}；请写明所属的市州，或改填代码", "may be any of several: {found} ({choices}); name its city too, or give its code";
        NoDistrict { found: Quoted } = "no_district", "表中没有“行政区划”列，从 {found} 也看不出是哪一县；请另加“行政区划”一列", "names no one county ({found}), and there is no column of districts; add one";
        UnknownColumn { found: Quoted } = "unknown_column", "不认识的列：{found}", "has an unknown column: {found}";
        MissingColumn { heads: Choices } = "missing_column", "缺少列：{heads}", "lacks the column: {heads}";
        BadEncoding = "bad_encoding", "编码既不是 UTF-8 也不是 GB18030；请在 Excel 或 WPS 中另存为“CSV UTF-8（逗号分隔）”", "is neither UTF-8 nor GB18030; save it as CSV UTF-8 (comma delimited)";
        OldWorkbook = "old_workbook", "是旧格式的工作簿（.xls、.et），不能读取；请在 Excel 或 WPS 中打开，另存为“Excel 工作簿（.xlsx）”", "is a workbook of the old format (.xls, .et); open it and save it as .xlsx";
        Encrypted = "encrypted", "设有打开密码，不能读取；请打开后取消密码（文件—信息—保护工作簿），再保存", "is encrypted; open it, take the password away and save it";
        OpenDocument = "open_document", "是 OpenDocument 表格（.ods），不能读取；请打开后另存为“Excel 工作簿（.xlsx）”", "is a sheet of the other format (.ods); open it and save it as .xlsx";
        WebPage = "web_page", "是网页，只是名称像表格（一些系统导出的 .xls 即如此）；请在 Excel 或 WPS 中打开，另存为“Excel 工作簿（.xlsx）”", "is a web page that is called a table, as some systems export them; open it in a spreadsheet and save it as .xlsx";
        XmlSheet = "xml_sheet", "是 XML 表格（2003 格式），不能读取；请在 Excel 或 WPS 中打开，另存为“Excel 工作簿（.xlsx）”", "is an XML spreadsheet of 2003; open it and save it as .xlsx";
        Pdf = "pdf", "是 PDF 文件，不是表格；请使用原来的表格", "is a PDF file, not a table; use the table that it was made from";
        NoSheet { found: Quoted } = "no_sheet", "缺少工作表 {found}", "lacks the sheet {found}";
        Workbook = "workbook", "是 Excel 工作簿，不是 CSV；请另存为“CSV UTF-8（逗号分隔）”", "is a workbook, not CSV; save it as CSV UTF-8 (comma delimited)";
        BadWorkbook { found: Quoted } = "bad_workbook", "不是可以读取的 .xlsx 工作簿（{found}）；请在 Excel 或 WPS 中另存为 .xlsx 或“CSV UTF-8（逗号分隔）”", "is no .xlsx workbook that can be read ({found}); save it anew as .xlsx or as CSV UTF-8 (comma delimited)";
        OtherSheet { found: Quoted } = "other_sheet", "工作表 {found} 也有内容；只读取第一个可见的工作表，其余请删除或另存", "has content on the sheet {found} too; only the first visible sheet is read, so move the others elsewhere";
        OnlyHidden { found: Listed<Quoted> } = "only_hidden", "可见的工作表没有内容，隐藏的工作表 {found} 不作名录读取；确需使用的请取消隐藏", "has content on hidden sheets only, which are not read: {found}; unhide the one that is meant";
        FormulaCell = "formula_cell", "是公式；请复制后选择性粘贴为数值", "is a formula; copy it and paste the values";
        BadCell { found: Quoted } = "bad_cell", "单元格 {found} 不是文本、数字或日期；请改为文本", "is {found}, which is no text, number or date; make it a text";
        ShownOtherwise { found: Quoted } = "shown_otherwise", "单元格格式使显示的内容与保存的值 {found} 不同；请改为文本格式，按显示的内容重新填写", "is kept as {found} and shown otherwise by its format; make it a text, and enter what is shown";
        TimeOfDay { found: Quoted } = "time_of_day", "日期带有时刻：{found}；请只写日期", "is a date with a time of day: {found}; write the date only";
        WrongSeparator { found: Quoted } = "wrong_separator", "单元格之间应以半角逗号分隔，不是 {found}", "must separate cells by commas, not by {found}";
        BadRow { found: Quoted } = "bad_row", "此行无法读取：{found}", "cannot be read: {found}";
        TooLarge { found: usize, limit: usize } = "too_large", "文件过大：{found} MiB，最多 {limit} MiB", "is too large: {found} MiB, at most {limit} MiB";
        Exemption = "exemption", "豁免理由与依据须同时填写", "must give an exemption's reason and basis together";
        Damaged { found: Quoted } = "damaged", "{found} 是被电子表格改写过的长数字，原值已丢失；请将该列设为文本格式后重新填写", "is {found}, a long number that a spreadsheet rewrote, and its digits are lost; set the column to text and enter it anew";
        CellCount { found: usize, limit: usize } = "cell_count", "有 {found} 个单元格，而表头有 {limit} 个", "has {found} cells, but the head row has {limit}";
        BadQuotes { found: Quoted } = "bad_quotes", "引号不成对或位置不对：{found}", "has quotes that do not pair up: {found}";
        BlankRow = "blank_row", "是空行，其后还有数据；请删除空行", "is blank, and rows follow it; delete the blank row";
        NotDrawn { found: Quoted } = "not_drawn", "检查对象 {found} 未被抽中，或者已经更换、不再列入本次抽查", "names target {found}, which was not drawn, or was struck";
        BadDocumentNumber { found: Quoted } = "bad_document_number", "文号 {found} 无效：应为 铜环罚字〔2025〕15号 的形式", "is no document number: {found}; write it as 铜环罚字〔2025〕15号";
        WithReason { found: Quoted } = "with_reason", "写明未检查原因的，此栏应为空：{found}", "must be empty where there is a reason for not inspecting: {found}";
        OnlyWithheld { found: Quoted } = "only_withheld", "只有不予公开的才填写理由和批准人：{found}", "gives a ground or approver, which only withheld records have: {found}";
        BadAmount { found: Quoted } = "bad_amount", "金额 {found} 无效：应为 5000 或 5000.50 的形式（元）", "is no amount: {found}; write it as 5000 or 5000.50 (yuan)";
        BadTenThousands { found: Quoted } = "bad_ten_thousands", "金额 {found} 无效：应为 5 或 0.05 的形式（万元），且换算后精确到分", "is no amount: {found}; write it as 5 or 0.05 (units of 10,000 yuan), exact to the fen";
        TwoAmounts = "two_amounts", "以元计和以万元计的罚款金额只能填写一项", "gives the fine twice, in yuan and in units of 10,000 yuan; keep one";
        FineAmount = "fine_amount", "处罚类别含罚款的须填写罚款金额，不含的不填", "must give the amount of a fine, where there is a fine and only there";
        OnlyOrganisation = "only_organisation", "只有法人、非法人组织和个体工商户才填写", "is for organisations and individual businesses only";
        UnknownBenchmark { found: Quoted } = "unknown_benchmark", "裁量阶次 {found} 不在裁量基准中", "names the step {found}, which no benchmark has";
        NotWithdrawn { found: Quoted } = "not_withdrawn", "只有已变更、已撤销、确认违法或确认无效的决定才填写：{found}", "is only for decisions that were changed, annulled, or declared unlawful or invalid: {found}";
        MoreFaults { limit: usize } = "more_faults", "错误过多，只列出前 {limit} 处", "has more faults; only the first {limit} are listed";
    }
}

/// The column that is nearest to one that is not there, as the end of a sentence; nothing is said if none is near.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(transparent)]
pub struct NearColumn(pub Option<Quoted>);

impl Say for NearColumn {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.0, language) {
            (None, _) => Ok(()),
            (Some(name), Language::Zh) => write!(f, "；相近的列：{}", name.said(language)),
            (Some(name), Language::En) => write!(f, "; the nearest column is {}", name.said(language)),
        }
    }

    fn each_quoted(&mut self, each: &mut dyn FnMut(&mut Quoted)) {
        self.0.each_quoted(each);
    }
}

#[cfg(test)]
impl crate::say::tests::Sample for NearColumn {
    fn sample() -> Self {
        Self(Some(Quoted::new("甲")))
    }
}

/// Rules that keep inspectors off a seat, each with how many, as the end of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(transparent)]
pub struct KeptOff(pub Vec<Keeping>);

/// A rule with how many it keeps off.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Keeping {
    /// The code of the reason: one of [`Reason`](crate::Reason).
    pub reason: &'static str,
    /// How many inspectors.
    pub count: u32,
    #[serde(skip)]
    words: [&'static str; 2],
}

impl Keeping {
    pub(crate) fn new(reason: &'static str, words: [&'static str; 2], count: u32) -> Self {
        Self { reason, count, words }
    }
}

impl Say for KeptOff {
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one = |keeping: &Keeping| match language {
            Language::Zh => format!("{} {} 人", keeping.words[0], keeping.count),
            Language::En => format!("{}: {}", keeping.words[1], keeping.count),
        };
        let all: Vec<String> = self.0.iter().map(one).collect();
        match language {
            _ if all.is_empty() => Ok(()),
            Language::Zh => write!(f, "（{}）", all.join("、")),
            Language::En => write!(f, " ({})", all.join("; ")),
        }
    }
}

#[cfg(test)]
impl crate::say::tests::Sample for KeptOff {
    fn sample() -> Self {
        Self(vec![Keeping::new("recused", ["回避", "recused"], 3)])
    }
}

/// One fault of an input.
///
/// ```
/// use dual_random::plan::Quota;
/// use dual_random::{Draft, Table};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let (mut plan, rosters) = (shared::plan(200)?, shared::rosters(200, 12)?);
///
/// plan.strata[0].quota = Quota::count(21); // of 20
/// let faults = Draft::new(plan, rosters).unwrap_err();
/// let fault = &faults.as_slice()[0];
/// assert_eq!((fault.table, fault.row, fault.field.as_str()), (Table::Plan, None, "strata[0].quota"));
/// let data = serde_json::to_value(fault)?;
/// assert_eq!((&data["code"], &data["found"], &data["limit"]), (&"count_over_pool".into(), &21.into(), &20.into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Fault {
    /// Which input.
    pub table: Table,
    /// The record, counted from 1 in the order given (for a table read from CSV: the line of the file).
    pub row: Option<u64>,
    /// The field, such as `name` or `strata[0].quota`; empty if the fault is about the whole record or input.
    pub field: String,
    /// What is wrong.
    #[serde(flatten)]
    pub problem: Problem,
}

impl Fault {
    pub(crate) fn new(table: Table, row: Option<usize>, field: impl Into<String>, problem: Problem) -> Self {
        let row = row.map(|index| index as u64 + 1);
        Self { table, row, field: field.into(), problem }
    }

    /// The code of what is wrong.
    pub fn code(&self) -> FaultCode {
        self.problem.code()
    }
}

/// What is wrong with a text that a document is to hold, if anything: the one rule for texts.
pub(crate) fn text_problem(text: &str) -> Option<Problem> {
    if text.is_empty() {
        Some(Problem::Empty)
    } else if text.len() > MAX_TEXT_BYTES {
        Some(Problem::TooLong { found: text.len(), limit: MAX_TEXT_BYTES })
    } else {
        let forbidden = text.chars().find(|c| is_forbidden(*c));
        forbidden.map(|c| Problem::ForbiddenCharacter { found: Quoted::character(c) })
    }
}

/// The Chinese head of a field of a table, as its layout has it. Fields of the plan stand as they are typed.
pub(crate) fn head(table: Table, field: &str) -> Option<&'static str> {
    use Table as T;
    Some(match (table, field) {
        (T::Inspectors, "id") | (T::Recusals | T::Changes, "inspector") => "执法证号",
        (T::Targets | T::Outcomes | T::Withholdings | T::Strikes, "id") => "编号",
        (T::Recusals | T::Changes, "target") => "检查对象编号",
        (T::Amendment | T::Withholdings | T::Strikes | T::Reported, "target") => "检查对象",
        (T::Strikes, "evidence") => "凭证",
        (T::Earlier, "disclosure") => "披露文件",
        (T::Earlier, "uses") => "用途",
        (T::Reported, "draw") => "抽取",
        (T::Amendment, "inspector") => "检查人员",
        (T::Amendment, "evidence") => "证明材料",
        (T::Amendment | T::Changes, "date") => "日期",
        (T::Amendment | T::Withholdings | T::Strikes, "reason") => "理由",
        (T::Changes, "reason") => "原因",
        (T::Changes, "kind") => "变动类型",
        (T::Recusals, "category") => "回避事由",
        (T::Withholdings, "roster") => "名录",
        (T::Inspectors, "name") => "姓名",
        (T::Targets | T::Districts, "name") => "名称",
        (T::Penalties, "name") => "行政相对人名称",
        (T::Targets | T::Inspectors, "district") => "行政区划",
        (T::Districts, "district") => "行政区划代码",
        (T::Inspectors, "department") => "部门",
        (T::Inspectors, "qualifications") => "资格",
        (T::Inspectors, "valid_from") => "证件有效期起",
        (T::Inspectors, "valid_to") => "证件有效期止",
        (T::Targets, "is_key") => "重点排污单位",
        (T::Inspectors, "max_visits") => "最多检查次数",
        (T::Inspectors, "role") => "人员类型",
        (T::Targets | T::Penalties, "credit_code") => "统一社会信用代码",
        (T::Targets, "class") | (T::Strikes, "kind") => "类别",
        (T::Targets, "level") => "级别",
        (T::Targets, "inspected") => "已检查次数",
        (T::Targets, "last_team") => "上次检查人员",
        (T::Targets, "exempt") => "豁免理由",
        (T::Targets, "basis") => "豁免依据",
        (T::Targets, "drawn_before") => "已抽中",
        (T::Targets, "carried") => "结转",
        (T::Targets, "attributes") => "属性",
        (T::Outcomes | T::Reported, "completed") => "检查完成日期",
        (T::Outcomes, "result") => "检查结果",
        (T::Outcomes, "follow_up") => "后续处置",
        (T::Outcomes, "findings") => "发现的问题",
        (T::Outcomes | T::Reported, "team") => "实际检查人员",
        (T::Outcomes, "penalties") => "处罚决定书文号",
        (T::Outcomes, "not_reported") => "未检查原因",
        (T::Outcomes, "remark") => "备注",
        (T::Outcomes | T::Penalties, "openness") => "公开属性",
        (T::Outcomes | T::Penalties, "withheld_reason") => "不予公开理由",
        (T::Outcomes | T::Penalties, "approver") => "批准人",
        (T::Penalties, "number") => "决定书文号",
        (T::Penalties, "party") => "相对人类别",
        (T::Penalties, "legal_representative") => "法定代表人",
        (T::Penalties, "address") => "地址",
        (T::Penalties, "facts") => "违法事实",
        (T::Penalties, "evidence") => "证据",
        (T::Penalties, "kinds") => "处罚类别",
        (T::Penalties, "basis") => "处罚依据",
        (T::Penalties, "content") => "处罚内容",
        (T::Penalties, "fine") => "罚款金额",
        (T::Penalties, "fine_ten_thousands") => "罚款金额（万元）",
        (T::Penalties, "benchmark") => "裁量阶次",
        (T::Penalties, "benchmark_reason") => "裁量理由",
        (T::Penalties, "performance") => "履行方式和期限",
        (T::Penalties, "remedies") => "救济途径",
        (T::Penalties, "authority") => "处罚机关",
        (T::Penalties, "decided") => "决定日期",
        (T::Penalties, "published_until") => "公示截止期",
        (T::Penalties, "status") => "当前状态",
        (T::Penalties, "changed_on") => "变更日期",
        (T::Penalties, "explanation") => "说明",
        _ => return None,
    })
}

impl Say for Fault {
    /// Where, and what to mend.
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.table.say(language, f)?;
        match (language, self.row) {
            (_, None) => {}
            (Language::Zh, Some(row)) => write!(f, "第 {row} 行")?,
            (Language::En, Some(row)) => write!(f, ", row {row}")?,
        }
        if !self.field.is_empty() {
            match (language, head(self.table, &self.field)) {
                (Language::Zh, Some(head)) => write!(f, "“{head}”")?,
                (Language::Zh, None) => write!(f, "“{}”", visible(&self.field))?,
                (Language::En, _) => write!(f, ", {}", visible(&self.field))?,
            }
        }
        let after = if language == Language::Zh { "：" } else { ": " };
        write!(f, "{after}{}", self.problem.said(language))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.say(Language::En, f)
    }
}

/// All faults of an input, never empty when returned as an error.
///
/// ```
/// use dual_random::{Draft, FaultCode, Language, Say};
/// # mod shared { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/shared/mod.rs")); }
/// # let (mut plan, rosters) = (shared::plan(200)?, shared::rosters(200, 12)?);
///
/// plan.title.clear();
/// plan.place.clear();
/// let faults = Draft::new(plan, rosters).unwrap_err();
/// for fault in &faults {
///     println!("{}: {}", fault.field, fault.message(Language::Zh));
/// }
/// assert!(faults.iter().all(|fault| fault.code() == FaultCode::Empty));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
#[serde(transparent)]
pub struct Faults(Vec<Fault>);

impl IntoIterator for Faults {
    type Item = Fault;
    type IntoIter = std::vec::IntoIter<Fault>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl FromIterator<Fault> for Faults {
    fn from_iter<I: IntoIterator<Item = Fault>>(all: I) -> Self {
        Self(all.into_iter().collect())
    }
}

impl<'a> IntoIterator for &'a Faults {
    type Item = &'a Fault;
    type IntoIter = std::slice::Iter<'a, Fault>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl Faults {
    /// Adds a fault.
    pub(crate) fn push(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// Adds faults, if there are any.
    pub(crate) fn extend(&mut self, faults: impl IntoIterator<Item = Fault>) {
        self.0.extend(faults);
    }

    /// The faults, in the order in which they were found.
    pub fn as_slice(&self) -> &[Fault] {
        &self.0
    }

    /// The same, one after the other.
    pub fn iter(&self) -> std::slice::Iter<'_, Fault> {
        self.0.iter()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds another input's faults.
    pub fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// Puts an ellipsis in place of what was found where that must not be repeated.
    #[cfg(feature = "tables")]
    pub(crate) fn conceal(&mut self, must_not_be_repeated: impl Fn(&str) -> bool) {
        for fault in &mut self.0 {
            if must_not_be_repeated(&fault.field) {
                "…".clone_into(&mut fault.field);
            }
            fault.problem.each_quoted(&mut |quoted| {
                if must_not_be_repeated(quoted.as_str()) {
                    quoted.conceal();
                }
            });
        }
    }

    /// Leaves out some of the faults from a place on.
    #[cfg(feature = "tables")]
    pub(crate) fn retain_from(&mut self, place: usize, keep: impl Fn(&Fault) -> bool) {
        let mut index = 0;
        self.0.retain(|fault| {
            index += 1;
            index <= place || keep(fault)
        });
    }

    /// Puts the line of a file in place of a table's record numbers; `lines[i]` is the line of record i + 1.
    #[must_use]
    pub fn with_lines(mut self, table: Table, lines: &[u64]) -> Self {
        for fault in self.0.iter_mut().filter(|fault| fault.table == table) {
            let index = fault.row.and_then(|row| usize::try_from(row - 1).ok());
            if let Some(line) = index.and_then(|index| lines.get(index)) {
                fault.row = Some(*line);
            }
        }
        self
    }

    /// The same faults, those about one field of one row only once: intake and rules may find the same thing.
    pub(crate) fn without_repeats(mut self) -> Self {
        let mut seen = std::collections::BTreeSet::new();
        let own = |fault: &Fault| match &fault.problem {
            // Each missing change is one of its own, and stands in no row.
            Problem::MissingChange { found } => found.as_str().to_owned(),
            _ => String::new(),
        };
        self.0.retain(|fault| seen.insert((fault.table, fault.row, fault.field.clone(), own(fault))));
        self
    }

    pub(crate) fn into_result<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }
}

impl Say for Faults {
    /// One line for each.
    fn say(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, fault) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            fault.say(language, f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.say(Language::En, f)
    }
}

impl std::error::Error for Faults {}

coded_serde!(Table);
