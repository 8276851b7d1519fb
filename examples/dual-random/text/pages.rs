//! What stands on the printed pages.

use super::{filled, fixed, rows};

fixed! {
    minutes_before = "双随机抽取记录（上）：公开值产生之前", "Minutes of a dual-random draw, first half: before the public values";
    minutes_after = "双随机抽取记录（下）：抽取之后", "Minutes of a dual-random draw, second half: after the draw";
    label_draw = "抽取编号", "Draw";
    label_title = "任务名称", "Title";
    label_authorities = "抽取单位", "Authorities";
    label_time = "时间", "Time";
    label_draw_time = "抽取时间", "Time of the draw";
    blank = "＿＿＿＿年＿＿月＿＿日＿＿时＿＿分", "____________________";
    label_place = "地点", "Place";
    label_ceremony = "抽取内容", "Drawn";
    label_visits = "检查日期", "Visits";
    committed_head = "一、已固定的内容", "1. What is fixed";
    digest_of_announcement = "公告文件 public/announcement.json 的 SHA-256 摘要：", "SHA-256 of the announcement, public/announcement.json:";
    digest_of_seal = "封存文件 public/seal.json 的 SHA-256 摘要：", "SHA-256 of the seal, public/seal.json:";
    targets = "检查对象", "targets";
    inspectors = "检查人员", "inspectors";
    recusals = "回避", "recusals";
    changes = "名录变动", "changes";
    strata_head = "二、分组与抽取数量", "2. Strata and quotas";
    awaited_head = "三、约定的公开值（此刻尚未产生）", "3. Public values agreed on, which do not exist yet";
    values_head = "一、公开值", "1. Public values";
    result_head = "二、抽取数量（名单另行保密）", "2. How many were drawn (the names are kept apart)";
    digests_head = "三、摘要", "3. Digests";
    envelope = "密封件：本次抽取的主密值", "For a sealed envelope: the master secret of a draw";
    master_secret = "主密值（64 位，每 4 位一组）", "Master secret (64 digits in groups of four)";
    envelope_use = "请立即装入信封，由见证人封口签字，与开启文件分开保管。公开值产生之后，得到它的人就能算出名单；开启文件损坏时，用它和当时的计划、名录可以重建。", "Put this sheet into an envelope at once, have the witness seal and sign it, and keep it apart from the opening. Once the public values exist, whoever has it can compute the list. With plan and rosters of that day it rebuilds a lost opening.";
    envelope_command = "重建命令：", "To rebuild:";
    tasks = "双随机检查任务单（内部，检查前保密）", "Task sheet of a dual-random inspection (secret until the visit)";
}

rows! {
    roster_columns: 3 = ["名录", "条数", "默克尔根"], ["Roster", "Records", "Merkle root"];
    strata_columns: 4 = ["分组", "可抽数", "规则", "抽取数"], ["Stratum", "Pool", "Rule", "Drawn"];
    awaited_columns: 5 = ["名称", "发布者", "期次", "截止", "写法"], ["Name", "Publisher", "Issue", "Closes", "Form"];
    value_columns: 3 = ["名称", "公开值", "来源"], ["Name", "Value", "Source"];
    result_columns: 3 = ["分组", "可抽数", "抽取数"], ["Stratum", "Pool", "Drawn"];
    signatures: 4 = ["主持人：", "操作人：", "监督人（见证人）：", "签字日期、时间："], ["Host:", "Operator:", "Witness:", "Signed on, at:"];
    envelope_signatures: 2 = ["封口人：", "见证人、日期："], ["Sealed by:", "Witness, date:"];
}

filled! {
    numbered(draw, number) = "{draw}（公告第 {number} 号）", "{draw} (announcement no. {number})";
    from_to(from, to) = "{from} 至 {to}", "{from} to {to}";
    envelope_of(draw, title) = "{draw}　{title}", "{draw}, {title}";
    value_source(publisher, issue, fallback) = "{publisher}，{issue}{fallback}", "{publisher}, {issue}{fallback}";
    because(source, reason) = "；第 {source} 替代来源，理由：{reason}", "; fallback {source}, because: {reason}";
    signed_before(seal_by, disclose_by) =
        "签字人确认：签字时上列公开值尚未产生，摘要已与文件核对（sha256sum）。封存文件最迟 {seal_by} 公布，披露文件最迟 {disclose_by} 公布。",
        "Those who sign confirm that the values above did not exist yet, and that the digest was compared with the file (sha256sum). The seal is public by {seal_by}, the disclosure by {disclose_by}.";
    signed_after(disclose_by) =
        "签字人确认：公开值已向发布者核对，公告摘要与上半页一致。披露文件最迟 {disclose_by} 公布，届时任何人可以重算。",
        "Those who sign confirm that the values were looked up at their publishers and that the announcement's digest is that of the first half. The disclosure is public by {disclose_by}; anyone can then recompute the draw.";
}

/// The command that an envelope's sheet shows.
pub(crate) fn restore_command(folder: &str, selection: Option<&str>) -> String {
    let selection = selection.map(|selection| format!(" --selection {selection}")).unwrap_or_default();
    format!("dual-random restore {folder}{selection}")
}
