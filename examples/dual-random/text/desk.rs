//! What the desk's pages say.

use super::{filled, fixed, rows};

filled! {
    desk_open(url) = "工作台已打开，请在本机浏览器中使用（只有本机能够访问）：\n{url}\n用完点“退出”，或者在这里按 Ctrl+C", "The desk is open in this computer's browser, for this computer alone:\n{url}\nQuit there when you are done, or press Ctrl+C here";
    desk_is_open(path) = "这个文件夹的工作台已经打开。确已关闭的，删除 {path} 再试", "a desk is open for this folder. If it is not, delete {path} and try again";
    no_desk_folder(path) = "没有文件夹 {path}", "there is no folder {path}";
    no_port(error) = "不能打开工作台：{error}", "the desk cannot be opened: {error}";
    step_not_run(error) = "不能运行这一步：{error}", "the step cannot be run: {error}";
    desk_taken(name) = "已上传 {name}", "{name} is put in";
    next_draw_after(closes, by) = "公布公告，打印并签署抽取记录（上），密封件装入信封；{closes}以后抽取，至迟{by}", "Publish the announcement, print and sign the minutes, seal the envelope; draw after {closes}, by {by}";
    next_inspect(from, to, by) = "按期公布封存文件；检查日期 {from} 至 {to}：按任务单检查，填写结果并公示；全部检查结束以后披露，最迟{by}", "Publish the seal in time. Visits from {from} to {to}: inspect, fill in results and publish; disclose when all is done, by {by}";
    desk_share(number) = "密值分存件（第 {number} 份，打印以后当场封口）", "The sheet of keeper {number}";
    desk_tasks_after(number) = "任务单（第 {number} 次更换以后）", "Task sheets after amendment {number}";
    desk_filled(filled, all) = "已填 {filled} 行，共 {all} 行。点编号填写。", "{filled} of {all} rows are filled in. Choose one to fill it in.";
    desk_name_taken(name) = "文件夹“{name}”已经存在，请另取名称", "there is a folder {name} already: choose another name";
    desk_not_a_workbook(name) = "这不是 xlsx 工作簿，没有上传：请在 Excel 或 WPS 中打开 {name}，另存为“Excel 工作簿（*.xlsx）”再上传", "this is no xlsx workbook, and is not put in: open {name} and save it as one";
    desk_evidence_there(path) = "{path} 已经存在，内容不同。更换的凭证须保持原样，请把新的文件另取名称", "{path} is there with other content: evidence stays as it was; give the new file another name";
    desk_not_the_form(head) = "这张表没有“{head}”这一列，没有上传：请在下载的表格中填写", "this table has no column {head}, and is not put in: fill in the one that was made for it";
    desk_kept_old(name) = "；原来的文件留存为 {name}", "; what was there is kept as {name}";
    desk_other_draw(ids) = "这张表不是本次抽取的结果表，没有上传：{ids} 没有抽中", "this is the table of another draw, and is not put in: {ids} are not drawn here";
    next_staffed_by(name) = "检查人员在“{name}”中抽取", "Inspectors are drawn in {name}";
    desk_fallback(number) = "第 {number} 替代来源：", "Fallback {number}: ";
}

fixed! {
    received_folder = "收到的文件", "received";
    contribution_file = "见证随机数", "contribution";
    desk_keepers = "由几个人分别保管密值（代替一个密封件）", "Several keepers of the secret, instead of one envelope";
    desk_keepers_note = "每人一份，公告时生成；达到规定份数才能恢复，少一份也不行。不设的，只生成一个密封件。", "Each has a sheet, made by the announcement; so many of them restore the secret, fewer do not. Without keepers there is one envelope.";
    desk_keeper_names = "保管人，每行一个：", "Keepers, one a line:";
    desk_threshold = "恢复所需份数（至少 2）：", "How many restore it (2 or more):";
    desk_threshold_is_a_number = "恢复所需份数应为整数", "how many restore the secret is a whole number";
    desk_shares = "重新生成分存件", "Write the keepers' sheets again";
    desk_contribute = "我是见证人：生成随机数", "As a witness: make a contribution";
    desk_contribute_note = "在见证人自己的电脑上生成。校验码交办理单位写入计划，公告以后、抽取时再公开随机数；文件由见证人保管，抽取以前不给任何人看。", "On the witness's own computer: the commitment goes into the plan; the text stays with the witness until the draw.";
    desk_hash = "计划采用的杂凑算法：", "Hash of the plan:";
    desk_contribute_now = "生成", "Make it";
    desk_outside = "时间戳、签名文件、日志密钥和联署", "Time stamps, signatures, the log's key and cosignatures";
    desk_stamp = "时间戳", "Time stamps";
    desk_stamp_note = "生成请求，下载后在联网的电脑上送交时间戳机构，再上传应答文件。", "Requests go to a time-stamp authority from a computer with a network; its answers are put in here.";
    desk_stamp_request = "生成时间戳请求", "Write the requests";
    desk_stamp_answer = "时间戳机构的应答文件：", "An answer of the authority:";
    desk_stamp_kept = "保存应答", "Keep the answer";
    desk_signature = "签名文件", "Signature files";
    desk_signature_note = "用单位证书的签名工具对公开文件签名，签名文件随公开文件夹公布；不要上传私钥。", "What a certified key signed with its own tool is published beside the documents. Never put in a secret key.";
    desk_signed = "所签的公开文件：", "The public file that was signed:";
    desk_signature_file = "签名文件：", "The signature:";
    desk_signature_kept = "保存签名文件", "Keep the signature";
    desk_key = "日志签名密钥", "Key of the log";
    desk_key_note = "有了密钥，日志校验信息每次都有本单位的签名，纪检、审计等单位可以联署。日志地址定后不改；密钥在 private 文件夹中，请立即备份。", "With a key every checkpoint of the log is signed, and witnesses can cosign it. Its address is set once; its key is in the folder private: make a backup of it now.";
    desk_origin = "日志地址（本单位网站的地址，不带 https://）：", "Address of the log (of the office's site, without https://):";
    desk_cosign_note = "将以下文件交联署单位（如纪检、审计部门）核对、联署，再上传交回的文件。", "Give these files to the witnessing office, and put in what it cosigned.";
    desk_checkpoint = "日志校验信息", "Checkpoint";
    desk_log = "公开日志", "The log";
    desk_log_key = "日志公钥", "Public key of the log";
    desk_cosigned_file = "联署单位交回的文件：", "What the witness cosigned:";
    desk_witness_key = "联署单位的公钥文件：", "Public key of the witness:";
    desk_cosigned = "保存联署", "Keep the cosignature";
    desk_no_file_chosen = "请先选择文件", "choose the file first";
    desk_title = "双随机抽查工作台", "Desk of dual-random inspections";
    desk_home = "返回任务列表", "all quarters";
    desk_none = "尚未建立抽查任务。", "There are no draws here yet.";
    desk_new = "新建抽查任务", "A new quarter";
    desk_folder_name = "文件夹名称", "Name of the folder";
    desk_template = "模板", "Template";
    desk_begin = "建立", "Begin";
    desk_end = "退出工作台", "End";
    desk_quit = "退出", "Quit";
    desk_closed = "工作台已关闭。", "The desk is closed.";
    desk_bad_name = "文件夹名称不能为空，不能含有 / \\ : 等符号，也不能以 . 或 - 开头", "the name of a folder must not be empty, hold / \\ : and the like, or begin with . or -";
    desk_fixed = "已经公告，计划和名录不能再改", "it is announced: plan and rosters cannot be changed any more";
    desk_whom = "请选择要更换的对象或者人员", "choose who is to be struck";
    evidence_folder = "凭证", "evidence";

    template_before = "照上一次的计划", "The plan of the last one";
    template_eco = "生态环境（重点、一般、特殊）", "Polluters (key, general, special)";
    template_market = "市场监管（按信用风险分类）", "Markets (by credit risk)";
    template_joint = "部门联合", "Several departments";
    template_batches = "全覆盖分批", "Everybody, in batches";

    stage_empty = "没有计划", "no plan";
    stage_planned = "正在准备", "being prepared";
    stage_announced = "已公告，等待抽取", "announced, to be drawn";
    stage_drawn = "已抽取", "drawn";
    stage_disclosed = "已披露", "disclosed";
    stage_void = "已作废", "void";

    next_fill_in = "填写计划和名录，检查没有差错以后公告", "Fill in plan and rosters; announce when there is no fault";
    next_rehearsal = "演练的副本，不公布，看完可以删除", "A rehearsal: it is not published, and may be deleted";
    next_staff = "为抽中的对象抽取检查人员", "Draw inspectors for the targets";
    next_draw = "公开值产生以后抽取", "Draw when the public values are there";
    next_damaged = "公告文件无法读取，请用备份恢复", "The announcement cannot be read: take a copy of it";
    next_publish = "把公示材料发布到本单位网站；自查、核查", "Put the public folder on the web site; check and audit";
    next_again = "需要重抽的，另建一个季度，在计划中写明取代的公告", "To draw again, begin another and name in its plan what it supersedes";

    desk_fill_in = "一、填写计划和名录", "1. Fill in plan and rosters";
    desk_plan_down = "下载抽查计划，在 Excel 或 WPS 中填写、保存", "Download the plan, fill it in and save it";
    desk_plan_up = "上传填好的抽查计划：", "Put in the plan:";
    desk_rosters_up = "名录可以写在抽查计划中，也可以用单位现有的表格：", "Rosters may stand in the plan's workbook, or in tables of your own:";
    desk_targets_up = "上传检查对象名录：", "Put in the target roster:";
    desk_inspectors_up = "上传执法人员名录：", "Put in the inspector roster:";
    desk_recusals_up = "上传回避名单：", "Put in the recusals:";
    desk_look = "二、检查", "2. Check";
    desk_check = "检查计划和名录", "Check plan and rosters";
    desk_rehearse = "全过程演练", "Rehearse the quarter";
    desk_marked = "下载标出差错的表格", "Download the tables with the faults marked";
    desk_announce = "公告", "Announce";
    desk_announce_note = "公告以后，计划和名录不能再改。先显示将来公开的内容，确认以后才公告。", "After it plan and rosters cannot be changed. What becomes public is shown first.";
    desk_papers = "打印", "Papers";
    desk_minutes_before = "抽取记录（上）", "Minutes, first half";
    desk_reports = "工作计划和工作报告", "Plan and report";
    desk_report = "生成本任务的工作计划和工作报告", "Write the plan and the report of this task";
    desk_report_all = "生成全部任务合计的工作计划和工作报告", "Write the plan and the report over all tasks";
    desk_sums_folder = "汇总", "sums";
    desk_year_plan = "抽查工作计划（可编辑）", "The plan of inspections";
    desk_work_report = "抽查工作报告（可编辑）", "The report on them";
    desk_minutes_after = "抽取记录（下）", "Minutes, second half";
    desk_envelope = "密封件（打印以后当场封口）", "The sheet for the envelope";
    desk_tasks = "任务单（检查前保密）", "Task sheets (secret until the visits)";
    desk_visit_papers = "检查通知书、现场检查记录表、回避告知书（可编辑）", "Notices and record sheets of the visits";
    desk_by_inspector = "各检查人员的安排表（可编辑）", "Visits by inspector";
    desk_by_county = "各县市的安排表（可编辑）", "Visits by county";
    desk_draw = "抽取", "Draw";
    desk_draw_note = "公开值产生以后，由见证人读出、输入，再读一遍核对。名单不在屏幕上显示。", "A witness reads the values out, they are typed and read back. Names stay off the screen.";
    desk_projector = "打开抽取页面（投影用）", "Open the page of the draw (for a projector)";
    desk_digest = "公告摘要，请与签署的抽取记录核对：", "Digest of the announcement, to be compared with the signed minutes:";
    desk_read_back = "核对公开值", "Read the values back";
    desk_main_source = "首选来源", "Main source";
    desk_fallback_reason = "改用的理由", "why";
    desk_type_again = "重新输入", "type again";
    desk_draw_now = "核对无误，抽取", "They agree: draw";
    desk_restore = "用密封件、分存件恢复（private 文件夹丢失或者损坏）", "Restore by the envelope or the sheets (private is lost)";
    next_restore = "private 文件夹丢失或者损坏，不能抽取：请取出密封件（由几人分存的，取出各份分存件），输入恢复", "The folder private is lost, and nothing can be drawn: open the envelope, or the keepers' sheets, and restore it";
    desk_inspector_all = "人员（全部检查）：", "inspector, all visits: ";
    desk_for_targets = "更换对象的理由", "for targets";
    desk_for_people = "更换人员的理由", "for inspectors";
    desk_verify_note = "照签署的抽取记录填写公告摘要，照自行查得的填写公开值，一致的结论为“已验证”；都不填写的，只核对文件内部是否一致。", "Give the digest of the signed minutes and the values that you looked up; without them only the file itself is checked.";
    desk_verify_digest = "公告摘要", "Digest of the announcement";
    desk_secret = "密封件中的主密值，或者各份分存件（每份 5 行，逐份输入）", "Master secret of the envelope, or keepers' shares (5 lines each, one below the other)";
    desk_results = "检查结果和处罚", "Results and penalties";
    desk_results_down = "下载结果表，填写、保存", "Download the table of results and fill it in";
    desk_results_up = "上传填好的结果表：", "Put in the results:";
    desk_penalties_down = "下载处罚表，填写、保存", "Download the table of penalties and fill it in";
    desk_penalties_up = "上传填好的处罚表：", "Put in the penalties:";
    desk_forms = "按结果更新处罚表", "Renew the table of penalties by the results";
    desk_needed = "（必填）", " (needed)";
    desk_several = "可以填写几种，用“、”隔开：", "one or several, with commas between: ";
    desk_result_note = "已经检查的，填写检查完成日期、检查结果、后续处置；没有检查的，只填写未检查原因。发现的问题、备注一并公示。实际检查人员与抽取不同时填写执法证号。", "Of a visit: its day, result and follow-up; of none, why there was none. Findings and remarks are published. Give certificate numbers where others went.";
    desk_changed_meanwhile = "表格在此期间另有修改，没有保存。请返回，重新打开这一行", "the table has changed in the meantime, and nothing is saved: go back and open the row anew";
    desk_type_results = "填写检查结果", "Type the results";
    desk_type_penalties = "填写处罚决定", "Type the decisions";
    desk_or_tables = "也可以下载表格，在 Excel 或 WPS 中填写后上传：", "Or download the tables, fill them in, and put them in:";
    desk_no_decisions = "检查结果中还没有处罚决定书文号。先在检查结果中填写文号。", "The results name no decision yet. Give its number there first.";
    desk_is_filled = "已填", "filled in";
    desk_is_empty = "未填", "empty";
    desk_save = "保存", "Save";
    desk_staff = "抽取检查人员", "Draw inspectors";
    desk_staff_note = "检查对象已经抽定，检查人员另行公告、抽取。新文件夹中的计划、人员和回避照本次写好，有变动的在其中修改。", "The targets stand; their inspectors are announced and drawn in a folder of their own, with plan and rosters as here.";
    desk_people = "人员", "inspectors";
    desk_changes = "列出人员、回避的变动", "List the changes of inspectors and recusals";
    desk_changes_note = "人员、回避有变动的，在抽查计划的“执法人员”“回避”工作表中修改、上传，再列出变动，填写每项的原因。没有变动的，直接检查。", "Where inspectors or recusals have changed, change their sheets in the plan and put it in; then list the changes and give a reason for each.";
    desk_changes_down = "下载变动表，填写原因、保存", "Download the changes and give the reasons";
    desk_changes_up = "上传填好的变动表：", "Put in the changes:";
    desk_amend = "更换对象或者人员", "Strike a target or an inspector";
    desk_amend_note = "先显示更换的内容和余下的次数，确认以后才登记。接替者由抽取确定。", "What is struck and what is left of the limits is shown first. The draw says who comes in.";
    desk_date = "日期", "Date";
    desk_whom_label = "更换", "Strike";
    desk_target = "对象：", "target: ";
    desk_inspector = "人员：", "inspector: ";
    desk_reason = "理由", "Reason";
    desk_evidence = "凭证文件", "Evidence";
    desk_prove = "出具证明", "Make a proof";
    desk_disclose = "披露", "Disclose";
    desk_disclose_note = "检查全部结束以后办理，不能撤回。先显示将要公开的内容。", "When all visits are over; it cannot be taken back. What becomes public is shown first.";
    desk_missing = "没有任何来源公布：", "published by no source: ";
    desk_lost = "两处密值都已丢失（只能这样作废，核查时列为问题）", "the secret is lost in both places (an audit will say so)";
    desk_exceptions = "异常情况处理：作废", "Exceptions: void it";
    desk_void_note = "公开值没有公布、输入有误等，不能继续的，予以作废，另行公告。作废不能撤回，先显示将要公开的内容。", "Where it cannot go on, because a value was not published or was mistyped, it is void, and announced anew. What becomes public is shown first.";
    desk_void = "作废", "Void";
    desk_publish = "生成公示材料", "Write the public folder";
    desk_preview = "预览公示网页", "Look at the pages first";
    desk_publish_note = "先查看，无误以后再生成：生成即登入公开日志，不能撤回，只能更正。然后将 public 文件夹发布到本单位网站。", "Look at the pages first: what is written is logged, and can be corrected but not taken back. Then put the folder public on the web site.";
    desk_replace_reason = "更正已公示内容的理由（没有更正的不填）", "Why published documents are replaced (empty if none is)";
    desk_public = "查看公示材料", "Look at the public folder";
    desk_own_checks = "自查", "Checks of your own";
    desk_holidays_note = "到期事项按工作日计算，需要当年的放假安排。", "What is due is counted in working days, by the days off of the year.";
    desk_holidays_down = "下载放假安排，填写、保存", "Download the days off and fill them in";
    desk_holidays_up = "上传填好的放假安排：", "Put in the days off:";
    desk_due = "到期事项", "What is due";
    desk_audit = "核查", "Audit";
    desk_verify = "验证披露文件", "Verify the disclosure";
    desk_sure = "以上内容确认以后不能撤回。", "What is shown above cannot be taken back once it is confirmed.";
    desk_yes = "确认", "Yes";
}

rows! {
    desk_heads: 4 = ["文件夹", "任务", "进度", "下一步"], ["folder", "title", "stage", "next"];
}

/// An instant as people say it: 2027年1月6日21时30分, in China's time.
pub(crate) fn clock_time(instant: &dual_random::Timestamp) -> super::Words {
    let said = |language| instant.in_words(language).into();
    super::Words::new(said(dual_random::Language::Zh), said(dual_random::Language::En))
}
