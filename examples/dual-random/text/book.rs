//! What is said of the plan's workbook.

use super::{Words, filled, fixed, rows};

filled! {
    cell_form(found, form) = "“{found}”的写法不对，此处应为{form}", "'{found}' cannot stand here; this should be {form}";
    cell_empty(label) = "“{label}”不能为空", "{label} must not be empty";
    missing_row(label) = "缺少“{label}”这一行", "the row {label} is missing";
    unknown_row(label) = "没有“{label}”这一项", "there is no such row: {label}";
    row_twice(label) = "“{label}”重复，只能有一个", "{label} is there twice";
    unknown_column(label) = "没有“{label}”这一列", "there is no such column: {label}";
    missing_head(label) = "缺少“{label}”这一列", "the column {label} is missing";
    no_head_above(found) = "“{found}”所在的列没有列名", "'{found}' stands under no head";
    not_here(found) = "此处应为空：“{found}”", "this must be empty: '{found}'";
    missing_sheet(label) = "缺少工作表“{label}”", "the sheet {label} is missing";
    empty_sheet(label) = "工作表“{label}”没有填写", "the sheet {label} is not filled in";
    unknown_sheet(label) = "没有名为“{label}”的工作表，请移走或者改名", "there is no sheet of the plan called {label}; move it away, or rename it";
    first_team(label) = "第一行须写适用条件，对所有对象都适用的写“{label}”", "the first row needs a condition; for all targets write: {label}";
    values_apart(found) = "公开值“{found}”的各个来源须写在相邻的几行：首选来源在前，替代来源依次在后", "the sources of value {found} must stand one below the other: the main one first";
    counted_register(name, count) = "提示：名录来源“{name}”没有填写数目，按名录推算为 {count}", "note: register {name} has no count, which is {count} by the roster";
    exempt_unknown(target) = "名录中没有检查对象 {target}", "there is no target {target} in the roster";
    exempt_twice(target) = "检查对象 {target} 的豁免重复", "target {target} is exempt twice";
    table_twice(file, sheet) = "{file} 和 {sheet} 中都有内容，请只保留一处", "there is something both in {file} and in {sheet}; keep one of them";
    forms_written(paths) = "待填的表：{paths}。检查以后填写，公示时自动读取；更换人员或者对象以后自动更新，填好的内容不变", "Forms to be filled in after the visits: {paths}. publish reads them; amendments renew them, and what was filled in stays";
    papers_written(paths) = "检查文书：{paths}（检查通知书、现场检查记录表、回避告知书，各人员、各县市安排表，可用 WPS、Word 编辑；检查前保密）", "Papers of the visits: {paths} (secret until the visits)";
    report_written(paths) = "已生成：{paths}（可用 WPS、Word 编辑，标有“待填”的由单位填写）", "Written, to be completed by the office: {paths}";
    void_left_out(dir) = "{dir}：抽取已经作废，不计入", "{dir}: the draw is void, and left out";
    plan_not_ready(file, dir) = "{file} 尚未填好，先运行 dual-random check {dir}", "{file} has faults: dual-random check {dir} first";
    forms_not_written(why) = "待填的表没有生成：{why}。可以用 dual-random forms 另行生成", "the forms were not written: {why}. Make them with dual-random forms";
    changes_form_hint(dir, selection) = "提示：人员、回避的变动可以自动列出：dual-random forms {dir}{selection}", "note: the changes of inspectors and recusals can be listed for you: dual-random forms {dir}{selection}";
    changes_there(path) = "{path} 已存在，请在其中补上缺少的变动，或者移走它再运行", "{path} is there: add the missing changes to it, or move it away and run this again";
    changes_written(path) = "已将全部变动写入 {path}，请核对日期、填写原因，然后再次检查", "All changes stand in {path}: look at the dates, fill in the reasons, and check again";
    converted(from, to) = "已将 {from} 写成 {to}", "{from} is written as {to}";
    init_after_next(dir) =
        "已照前次抽取写好计划。请核对公告时间、公开值的期次、事项和数量，换上现在的名录，然后运行：dual-random check {dir}",
        "The plan is that of the draw before. Look at the times, the issues of the public values, items and quotas, put in the rosters of today, then run: dual-random check {dir}";
    init_staffing_next(dir) =
        "已照前次抽取写好计划、执法人员和回避。请核对抽查计划中的公告时间、公开值的期次，人员、回避有变动的直接修改，然后运行：dual-random check {dir}",
        "Plan, inspectors and recusals are those of the draw before. Look at the times and the issues of the public values, change what has changed, then run: dual-random check {dir}";
    init_book_next(dir) =
        "已生成抽查计划工作簿（其中的例子均为虚构）。请按“说明”工作表填写，然后运行：dual-random check {dir}",
        "The plan's workbook is written (its examples are made up). Fill it in as its first sheet says, then run: dual-random check {dir}";
    convert_format(path) = "{path}：请写成 .xlsx 或者 .toml", "{path}: name a file that ends with .xlsx or .toml";
}

fixed! {
    preview_folder = "公示预览", "preview";
    preview_nothing = "没有新的公示材料", "there is nothing new to publish";
    nothing_to_report = "没有已抽取的任务，只生成抽查工作计划", "nothing is drawn yet: there is the plan alone";
    form_whole_number = "不带单位的整数，如 20", "a whole number, such as 20";
    form_day = "日期，如 2027-01-05", "a day, such as 2027-01-05";
    form_instant = "日期和时间，如 2027-01-05 17:00", "a day and a time, such as 2027-01-05 17:00";
    form_workload = "尽量均衡、各人上限，或者 统一上限 3", "balanced, own, or common 3";
    form_when = "条件，如 类别=重点；行业=化工、造纸", "conditions, such as class=key; industry=chemicals, paper";
    form_seats = "席位，如 执法人员（资格：水）＋执法人员", "seats, such as officer (qualified: water) + officer";
    form_value_kind = "下拉列表中的一种，或者 7个1-35，不重复，按顺序", "a known drawing, or 7 of 1-35, distinct, ordered";
    form_seat_count = "1 至 16 的整数", "a whole number from 1 to 16";

    no_such_template = "没有这种语言的模板", "there is no such template in this language";
    for_inspectors = "（抽取检查人员）", " (inspectors)";
    no_changes_to_list = "人员和回避名录没有变动，不必列出", "inspectors and recusals have not changed: there is nothing to list";
    results_form = "结果", "结果";
    penalties_form = "处罚", "处罚";
    changes_form = "变动", "变动";
    choices_sheet = "选项", "选项";
    plan_book = "抽查计划.xlsx", "plan.xlsx";
    book_title = "双随机抽查计划", "Plan of a dual-random inspection";
}

/// What the amount of a quota should be.
pub(crate) fn form_amount(way: &str) -> Words {
    match way {
        "all" => Words::new("空（全部抽取）".into(), "empty: all are drawn".into()),
        "count" => Words::new("数量，如 20".into(), "a number, such as 20".into()),
        "ratio" => Words::new("比例，如 5%".into(), "a ratio, such as 5%".into()),
        _ => Words::new("执法人员数和对象数之比，如 1:5".into(), "officers to targets, such as 1:5".into()),
    }
}

rows! {
    basics_heads: 3 = ["项目", "内容", "填写说明"], ["entry", "content", "how to fill it in"];
    book_notes: 12 = [
        "1. 黄底的项目和列必须填写，其余按需要填写。鼠标停在列名上，显示这一列的填写说明。",
        "2. 有下拉列表的，从列表中选择。日期写作 2027-01-05，时间写作 2027-01-05 17:00，一律为北京时间。",
        "3. 例子中的单位、企业、人员都是虚构的，请全部替换。不需要的行整行删除。",
        "4. 检查对象、执法人员可以整表粘贴到相应的工作表，列的顺序、列名的写法不限：企业名称、社会信用代码、所属县市等都能识别，合计、签名等行不必删除。名录较大的，另存为 检查对象.xlsx、执法人员.xlsx，与本表放在同一文件夹，本表中的同名工作表清空。",
        "5. 没有“编号”列的，以统一社会信用代码作为编号。县名按《2024年中华人民共和国县以上行政区划代码》读取。",
        "6. 地址、联系人、联系电话、法定代表人只印在任务单上，任何时候不公开。适用条件中用到的列、“名录中需要另行公开的列”随披露公开。其余的列不读取。",
        "7. 适用条件写作 列名=值，多个值用“、”隔开，多个条件用“；”隔开，须同时符合。",
        "8. 公开值是公告之后才产生、任何人不能左右的数：彩票开奖号码、公共信标、当众投掷的骰子。股票指数、气温等不能用。一次开奖的各部分（如红球和蓝球）合写为一个公开值。",
        "9. 一个公开值的替代来源写在它的下面一行，名称相同：首选来源没有公布的，依次改用。见证人的一行（witness）：“待填写”换成见证人提供的校验码，见证人用 dual-random contribute 生成（采用 SM3 的加 --hash sm3）；确实不设的，“类型”写“不采用”。",
        "10. 席位要求中，一组席位写在相邻的几行，适用条件只写在第一行；最后一组的适用条件写“其余对象”。",
        "11. 填好保存后，运行 dual-random check 本文件夹。差错按工作表和单元格列出，并在 检查结果.xlsx 中逐格标出。",
        "12. 公告以后，计划和名录不能再改。",
    ], [
        "1. What has a yellow label must be filled in, the rest where it is needed. A comment on each head says how.",
        "2. Where there is a list, choose from it. Write days as 2027-01-05 and times as 2027-01-05 17:00, which is China's time.",
        "3. Authorities, companies and persons of the example are made up: replace them all. Delete rows that are not needed.",
        "4. Rosters can be pasted whole: the order of columns is free, and most heads are understood. Large ones may stand in files of their own, targets.xlsx and inspectors.xlsx, beside this one; leave the sheets empty then.",
        "5. Without a column of ids the credit codes serve as ids. Names of counties are read by the official list of 2024.",
        "6. Addresses, contacts, telephones and legal representatives stand on the task sheets alone, and are never public. Columns that conditions or the basics name are disclosed. Others are not read.",
        "7. A condition is COLUMN=VALUE; several values with commas between, several conditions with semicolons.",
        "8. Public values come up after the announcement, and nobody can influence them: drawings, beacons, dice. An index or a temperature is none. The parts of one drawing are one value.",
        "9. Fallbacks of a value stand below it, with the same name. In the row of the witness put the commitment in the place of 'to be filled in': the witness makes it with dual-random contribute (by SM3 with --hash sm3). To do without, write 'not used' for its kind.",
        "10. The seats of a team stand in rows below each other, with the condition on the first; the last team is for all others.",
        "11. Save, then run: dual-random check FOLDER. Faults are named by sheet and cell, and marked in check-report.xlsx.",
        "12. After the announcement plan and rosters cannot be changed.",
    ];
}

rows! {
    inspector_heads: 9 = ["执法证号", "姓名", "部门", "行政区划", "证件有效期起", "证件有效期止", "最多检查次数", "资格", "人员类型"], ["id", "name", "department", "district", "valid_from", "valid_to", "max_visits", "qualifications", "role"];
    recusal_heads: 3 = ["执法证号", "检查对象编号", "回避事由"], ["inspector", "target", "category"];
}
