//! What commands say.

use super::{filled, fixed};

fixed! {
    identical = "相同：文件均已存在且内容一致，没有改动", "identical: all files are there already with this content";
    withheld = "（依法不公开）", "(withheld)";
    open_seat = "（空缺）", "(open)";
    shares_differ = "private 文件夹中已有的分存件与现在的不同（保管人、份数、恢复所需份数或者语言有变）。已经发出的各份仍可恢复主密值，须全部收回、销毁", "private has other sheets than these (other keepers, another number, another threshold or another language). Those that were handed out still restore the master secret: take them all back and destroy them";
    confirm_shares = "以新的分存件代替？输入“是”继续：", "Put the new sheets in their place? Type yes to go on:";
    not_confirmed_shares = "未确认，没有改动", "not confirmed; nothing was changed";
    contribution_head = "见证人随机数（抽取时由见证人读出，原样输入，64 位）：\n", "Contribution of the witness, 64 digits, read out at the draw and typed as it is:\n";
    nobody_contributes = "提示：没有见证人随机数，也没有其他单位的密值，本单位掌握密值的人员在公开值产生以后即可单独算出名单。通常应当由一名见证人提供随机数（dual-random contribute）；确实不设的，可以继续", "note: no witness and no other authority contributes anything, so whoever has this authority's secret computes the list as soon as the public values exist. One witness's contribution is the rule (dual-random contribute); to do without is your decision";
    nobody_drawn = "人员尚未抽取", "no inspector drawn yet";
    and_so_on = " 等", ", …";

    sources_to_check =
        "请核实：各公开值均来自开奖、公共信标或者当众投掷，各种结果机会均等，不采用股票指数、气温等；同一次开奖只作为一个公开值",
        "For you to check: each public value is a drawing, a beacon or dice with equally likely outcomes (an index or a temperature is not), and no two are one event (the parts of one drawing are)";

    count_exempt = "豁免", "exempt";
    count_capped = "已达年度上限", "at the yearly cap";
    count_before = "本期已抽中", "drawn before";
    count_carried = "结转（必中）", "carried over (certain)";

    rehearsal = "演练", "rehearsal";
    check_report = "检查结果", "check-report";

    confirm_announcement = "公告不能更改。请输入 是（或 yes）：", "An announcement cannot be changed. Type yes to announce:";
    not_announced_not_confirmed = "未确认，没有公告，没有写入任何文件", "not confirmed: nothing was announced, nothing was written";
    confirm_disclosure = "披露不能撤回。请输入 是（或 yes）：", "A disclosure cannot be taken back. Type yes to disclose:";
    not_disclosed_not_confirmed = "未确认，没有披露，没有写入任何文件", "not confirmed: nothing was disclosed, nothing was written";
    shows_no_attributes = "  除名称和统一社会信用代码外，不公开其他列", "  beside names and credit codes no further column is shown";
    usage_wrong = "命令的写法不对。用法见 --help", "this is no command. See --help";
    rehearsal_is_secret = "注意：检查对象已经抽定，本次演练中的名单是真实的，检查前保密。副本只有本机用户可以打开，看完即行删除", "note: the targets stand, so the names in this rehearsal are real, and secret until the visits. The copy is this user's alone; delete it at once";
    no_inspectors = "没有检查人员", "there are no inspectors";
    announce_short = "注意：人员不足。抽取以后空缺的席位，须另行公告、抽取人员", "note: there are too few inspectors. Seats that stay open have to be drawn in another ceremony";
    unstaffable_hint = "提示：可选人数不足的，按括号中的原因修改。执法证件无效的，更新证件有效期或者缩短检查日期；没有资格的，补填“资格”列或者修改“席位要求”", "note: where too few can be chosen, the reasons stand in brackets: renew certificates or shorten the days of visits; fill in qualifications or change what the teams ask for";
    changes_are_found = "提示：两次抽取之间人员、回避有变动。检查对象此时已经确定，核查时将列为问题，应当备有说明理由的文件", "note: inspectors or recusals changed between the ceremonies, when the targets are known. An audit will say so: keep the documents that show why";
    names_kept_back = "抽中名单不在屏幕上显示（检查前保密），见 private 中的任务单；确需显示的，加 --names", "Drawn names are kept off the screen (secret until the visits); the task sheets in private have them, and --names shows them";
    confirm_values = "请对照发布者再核对一遍。确认无误请输入 是（或 yes）：", "Compare once more with the publishers. Type yes to draw:";
    not_drawn_not_confirmed = "未确认，没有抽取，没有写入任何文件", "not confirmed: nothing was drawn, nothing was written";
    still_private = "注意：以下内容在披露之前保密", "note: this is secret until the disclosure";
    outside_strata = "未抽中：不属于任何分组", "Not drawn: it belongs to no stratum";
    drawn_before = "未抽中：本期以前的抽取已抽中过，本次排除", "Not drawn: it was drawn earlier in the period and is left out";
    carried = "以往抽中后更换，结转到本次，必定抽中", "It was struck in an earlier draw and is carried over: drawn with certainty";
    by_hand = "自行核对这张签：", "To check this ticket by hand:";
    cannot_simulate = "无法模拟抽取（规模超过限度）", "Draws cannot be simulated here (over the limits)";

    checks = "检查", "Checks";
    findings = "应当知道的情况", "Findings";
    for_you = "程序无法代替、请您核实的事项", "For you to check: what no program can";
    how_to_verify = "要得到“已验证”，请给出您自己掌握的每一次抽取的公告（--announcement 文件或抽取记录上的摘要）和自己查得的全部公开值（--value 名称=内容）", "For `verified`, bring your own announcement of every ceremony (--announcement: a file, or the digest from signed minutes) and all public values as you looked them up (--value NAME=TEXT)";

    demo_announce = "一、公告：抽取之前锁定名录、计划和密值", "1. Announcement: everything is fixed before the draw";
    demo_draw = "二、抽取：公开值产生之后", "2. Draw: after the public values";
    demo_explain = "三、一个对象的抽取经过", "3. One target's story";
    demo_proof = "四、检查时出示的证明", "4. A proof at the door";
    demo_amend = "五、封存以后：一家已关闭，一名检查人员回避", "5. After the seal: a target has closed, an inspector is recused";
    demo_verify = "六、披露与验证", "6. Disclosure and verification";
    demo_publish = "七、公示", "7. Publication";
    demo_audit = "八、第三方核查", "8. A third party's audit";
    demo_by_hand = "九、自行核对（无需本程序）", "9. By hand, without this program";
}

filled! {
    target_named(id, name) = "{id} {name}", "{id} {name}";
    counted(what, count) = "{what} {count}", "{what} {count}";
    indented(what) = "  {what}", "  {what}";
    rehearsal_begins(dir, copy) = "演练：{dir} 的副本写到 {copy}，公开值和检查结果都是编造的，一概无效；原文件夹不作任何改动", "Rehearsal: a copy of {dir} goes to {copy}, with made-up values and results, all void; the folder itself is left alone";
    rehearsal_done(copy, documents) = "公示材料已在副本中生成（{documents} 份）：{copy}/public/index.html", "The public folder of the copy has {documents} documents: {copy}/public/index.html";
    rehearsal_ends(copy) = "演练结束。{copy} 可随时删除，不要对外发布", "The rehearsal is over. Delete {copy} when you like, and publish nothing of it";
    person(name, id) = "{name}（{id}）", "{name} ({id})";
    of_department(names) = "部门 {names}", "of {names}";
    with_qualification(names) = "资格 {names}", "qualified in {names}";

    init_next(dir) =
        "已生成模板（内容均为虚构）。请填写后运行：dual-random check {dir}",
        "Templates are written (all made up). Fill them in, then run: dual-random check {dir}";
    sampled(targets, inspectors, dir) =
        "已生成虚构名录：检查对象 {targets}，检查人员 {inspectors}，在 {dir}",
        "Made-up rosters of {targets} targets and {inspectors} inspectors are in {dir}";

    no_faults(draw, title, ceremony) = "{draw}《{title}》（{ceremony}）：没有差错", "{draw}, {title} ({ceremony}): no faults";
    attributes(names) = "计划所列、将随名录公开的列：{names}", "Columns that the plan names, to be disclosed with the roster: {names}";
    sheet_columns(names) = "仅用于任务单、不公开的列：{names}", "Columns for the task sheets alone, never disclosed: {names}";
    ignored_columns(names) = "未读取的列：{names}（列名写错也会出现在这里；需要公开的，写入抽查计划“基本情况”的“名录中需要另行公开的列”；仅任务单使用的，写入“任务单上另需的列”）", "Columns that are not read: {names} (a misspelt head ends up here; name those to be disclosed in the plan's attributes, those for the task sheets in task_sheet)";
    to_announce(draw, title) = "即将公告 {draw}《{title}》。计划全文现在公开；按期披露时还将公开：", "To announce {draw}, {title}. The whole plan becomes public now, and at the disclosure:";
    shows_rosters(targets, inspectors, recusals) =
        "  检查对象 {targets} 家的名称和统一社会信用代码，检查人员 {inspectors} 名的姓名和执法证号，回避 {recusals} 条及其事由类别",
        "  names and credit codes of {targets} targets, names and certificate numbers of {inspectors} inspectors, {recusals} recusals with their categories";
    shows_attributes(names) = "  检查对象的下列各列：{names}", "  these columns of the targets: {names}";
    shows_withheld(count) = "  其中 {count} 条记录的身份信息依法不公开", "  of these records the identities of {count} are withheld by law";
    shows_drawn(count) = "  抽中的 {count} 家对象及其检查人员", "  the {count} drawn targets with their teams";
    stratum_called(name) = "分组“{name}”的条件", "conditions of stratum {name}";
    ticket_rule(place) = "签数表第 {place} 条", "rule {place} of the tickets";
    team_rule(place) = "席位要求第 {place} 组", "team {place}";
    rule_meets(rule, count) = "  {rule}：适用 {count} 家", "  {rule}: holds for {count} targets";
    rule_meets_none(rule) = "提示：{rule} 没有任何检查对象适用，请核对条件", "warning: {rule} holds for no target; look at its conditions";
    value_meets_none(rule, field, value) = "提示：{rule} 的条件 {field} 列有“{value}”，名录中没有这个值", "warning: {rule} asks for {field} \"{value}\", which no target has";
    after_seal_by(when) = "提示：已过公告的封存期限 {when}。继续抽取将记为逾期封存", "warning: the announced time of the seal, {when}, has passed; a draw now is sealed late, on record";
    visit_stays(target, day) = "  {target}：检查已于 {day} 完成，不再变更", "  {target}: visited on {day}, stays as it was";
    other_team(target, went, drawn) = "提示：{target} 实际检查人员为 {went}，与抽取的 {drawn} 不同，请说明原因", "warning: {target} was visited by {went}, not by {drawn} who had been drawn; say why";
    committed(targets, inspectors, recusals) =
        "名录：检查对象 {targets}，检查人员 {inspectors}，回避 {recusals}",
        "Rosters: {targets} targets, {inspectors} inspectors, {recusals} recusals";
    stratum_numbers(name, n, k, quota) = "分组“{name}”：{n} 个中抽 {k} 个（{quota}）", "Stratum {name}: {k} of {n} ({quota})";
    visits_to_come(to) =
        "注意：检查到 {to} 才结束，披露后尚未检查的名单即告公开",
        "note: the visits end on {to} only; a disclosure makes public who is still to be visited";
    and_count(what, count) = "；{what} {count}", "; {what}: {count}";
    warning(what) = "提示：{what}", "warning: {what}";
    smallest_pool(stratum, pool, place) =
        "  分组“{stratum}”可选人员最少的席位：{place}，可选 {pool} 人",
        "  smallest pool in stratum {stratum}: {pool} inspectors ({place})";
    seat_place(target, seat) = "{target} 第 {seat} 席", "{target} seat {seat}";
    seat_only(seat) = "第 {seat} 席", "seat {seat}";
    check_short_next(dir, selection) =
        "人员不足，请先按以上提示修改。仍要公告的（空缺席位另行抽取人员）：dual-random announce {dir}{selection}",
        "There are too few inspectors: change what is said above first. To announce all the same (inspectors for open seats are drawn later): dual-random announce {dir}{selection}";
    too_few_visits(needed, most, limit) =
        "需要 {needed} 人次，而全体检查人员最多可派 {most} 人次（工作量：{limit}）。请增加人员、提高检查次数上限，或者减少抽取数量",
        "{needed} visits are needed, and all inspectors together can make {most} (workload: {limit}). Add inspectors, raise the limits, or draw fewer targets";
    scarcest_seat(team, seat, ask) =
        "最常空缺的席位：席位要求第 {team} 组第 {seat} 席（{ask}）",
        "The seat that most often stays open: seat {seat} of team rule {team} ({ask})";
    check_next(dir, selection) =
        "可以公告：dual-random announce {dir}{selection}",
        "Ready to announce: dual-random announce {dir}{selection}";
    announced_already(path) =
        "已经公告（{path}）。抽取以公告为准，现在的改动不起作用",
        "Announced already ({path}). The draw is of what was announced; changes made now have no effect";
    table_note(path, note) = "提示：{path}：{note}", "note: {path}: {note}";
    names_alike(path, all) =
        "提示：{path}：以下名称只有括号、全半角、大小写、空格或间隔号不同，请核对是否为同一个：{all}",
        "note: {path}: these names differ only in brackets, width, case, blanks or dots; check whether they are the same: {all}";
    expired(count, from, to, all) =
        "提示：{count} 名检查人员的证件在检查日期（{from} 至 {to}）内不全程有效，不会被派：{all}",
        "warning: certificates of {count} inspectors are not valid throughout the visits ({from} to {to}); they are never drawn: {all}";
    unlisted_districts(path, all) =
        "提示：以下行政区划代码不在 {path} 中，可能已撤销或填写有误：{all}",
        "warning: districts that are not in {path}, abolished or misspelt: {all}";
    certificate(id, name, from, to) = "{id} {name}（{from} 至 {to}）", "{id} {name} ({from} to {to})";
    targets_not_read(path) =
        "提示：{path} 不会被读取，检查对象以前次抽取为准",
        "warning: {path} is not read; the targets are those of the ceremony before";
    already_past(what, when) =
        "提示：{what}（{when}）已经过去。公告须在公开值产生之前公布，请核对计划中的时间和本机时钟",
        "warning: {what} ({when}) is in the past. An announcement is fixed and published before its values exist: look at the times in the plan and at this computer's clock";
    closes_of(value) = "{value}的截止时间", "closing time of public value {value}";

    announced(draw, title, number) = "公告第 {number} 号　{draw}《{title}》", "Announcement no. {number}: {draw}, {title}";
    awaited(name, publisher, issue, closes, form) =
        "公开值（{name}）：{publisher}，{issue}，{closes}截止；写法：{form}",
        "Public value {name}: {publisher}, {issue}, closes {closes}; form: {form}";
    announcement_digest(digest, hash) = "公告摘要（{hash}）：\n  {digest}", "Digest of the announcement ({hash}):\n  {digest}";
    contributed(path, commitment, hash) =
        "{path}：见证人的随机数，请自行保管，抽取之前不给任何人看（建议打印以后封存，删除文件）。\n校验码（{hash}，交给抽取单位，填入抽查计划）：\n  {commitment}",
        "{path}: the witness's contribution. Keep it yourself, and show it to nobody before the draw (better printed, sealed, and the file deleted).\nCommitment ({hash}), for the authority's plan:\n  {commitment}";
    contribution_tail(commitment, hash) =
        "\n\n校验码（{hash}，填入抽查计划）：\n{commitment}\n\n由见证人自行保管，公开值截止之前不给任何人看。只用于一次抽取。\n",
        "\n\nCommitment ({hash}), for the plan:\n{commitment}\n\nFor the witness alone until the public values have closed. It serves one draw.\n";
    announce_papers(dir, sheets) =
        "下一步：打印并签署 {dir}/minutes-1.html；{sheets}；公布 {dir}/public/announcement.json",
        "Next: print and sign {dir}/minutes-1.html; {sheets}; publish {dir}/public/announcement.json";
    one_envelope(dir) = "把 {dir}/private/envelope.html 封入信封", "seal {dir}/private/envelope.html in an envelope";
    several_envelopes(dir, shares) =
        "把 {dir}/private/share-1.html 等 {shares} 份分存件分别封入信封，交各保管人",
        "seal {dir}/private/share-1.html and the others, {shares} in all, in an envelope each, for their keepers";
    type_share(place, line) = "第 {place} 份第 {line} 行：", "Share {place}, line {line}:";
    envelope_stays(path) =
        "提示：{path} 单独一份即可恢复主密值。已经封存的，须收回；不再需要的，删除这个文件",
        "warning: {path} restores the master secret by itself. Take the sealed one back, and delete the file if it is of no use";
    shares_next(needed, shares) =
        "下一步：打印这 {shares} 份，分别封入信封交各保管人；任意 {needed} 份可以恢复主密值",
        "Next: print these {shares} sheets and seal them in an envelope each; any {needed} of them restore the master secret";
    announce_next(dir, values) =
        "公开值产生之后运行：dual-random draw {dir}{values}",
        "After the public values run: dual-random draw {dir}{values}";
    value_to_give(name) = " --value \"{name}=内容\"", " --value \"{name}=TEXT\"";
    usage_missing(arguments) = "缺少参数：{arguments}。用法见 --help", "arguments are missing: {arguments}. See --help";
    usage_unknown(argument) = "没有参数“{argument}”。用法见 --help", "there is no argument '{argument}'. See --help";
    usage_no_command(command) = "没有命令“{command}”。全部命令见 --help", "there is no command '{command}'. See --help";
    usage_no_value(argument) = "参数 {argument} 之后没有内容", "{argument} lacks its value";
    usage_bad_value(argument, value, choices) = "参数 {argument} 的内容“{value}”无效。可以写：{choices}", "'{value}' cannot stand for {argument}. There are: {choices}";
    usage_conflict(argument, other) = "参数 {argument} 不能和 {other} 同时使用", "{argument} cannot be used with {other}";
    other_lead(log, other, own) = "注意：公开日志 {log} 属于“{other}”，而本次的牵头单位为“{own}”。一个单位只有一份日志，登入以后不能撤回；除非单位更名，请先核对", "note: the log {log} is that of {other}, and this plan's lead authority is {own}. Each authority has a log of its own, and a line is never taken back: look first, unless the authority was renamed";
    all_expired(count, from, to, last) = "全部 {count} 名检查人员的执法证件都不能覆盖检查日期（{from} 至 {to}），有效期最晚到 {last}：请更新证件有效期，或者缩短检查日期", "none of the {count} inspectors has a certificate for all days of visits ({from} to {to}); the last ends on {last}: renew them, or shorten the visits";
    nobody_for(ask) = "没有检查人员符合这一席位的要求（{ask}）：请补填名录中的部门、资格、人员类型，或者修改席位要求", "no inspector has what this seat asks for ({ask}): fill in departments, qualifications and roles, or change the team";
    carried_named(targets) = "  结转：{targets}。已经注销、不再检查的，从名录中删除，在“名录来源”增加一行“未纳入”，写明理由、数目和应结转的编号", "  carried over: {targets}. Take out of the roster whoever is gone for good, and say so under left out, with the ids";
    restore_next(dir, values) = "下一步：尚未抽取的，公开值产生之后运行 dual-random draw {dir}{values}；已经抽取的，用同样的公开值运行一次，任务单等随之恢复", "Next: if it is not drawn yet, run dual-random draw {dir}{values} after the public values; if it is, run it with the same values, and the task sheets come back";
    restored(path) = "已恢复 {path}，与公告一致", "{path} is rebuilt and agrees with the announcement";

    value_used(text, publisher, issue) =
        "公开值：{text}（{publisher}，{issue}）",
        "Public value: {text} ({publisher}, {issue})";
    fallback_used(text, source, publisher, issue, reason) =
        "公开值：{text}（第 {source} 替代来源：{publisher}，{issue}；理由：{reason}）",
        "Public value: {text} (fallback {source}: {publisher}, {issue}; because: {reason})";
    drawn_of(name, k, n) = "分组“{name}”：{n} 个中抽中 {k} 个", "Stratum {name}: {k} of {n} drawn";
    seats(total, filled, open) = "席位 {total} 个，已安排 {filled} 个，空缺 {open} 个", "Seats: {total}, filled {filled}, open {open}";
    common_cap(cap) = "经均衡，每人最多承担 {cap} 次检查", "At most {cap} visits each";
    place(target, seat) = "{target} 第 {seat} 席", "{target} seat {seat}";
    short_seats_count(count) =
        "人员不足，空缺 {count} 个席位（见任务单）。对象不重抽，空缺席位另行抽取人员",
        "Shortage: {count} seats stay open (see the task sheets). Targets are not drawn again; inspectors for these seats are drawn later";
    shortage_core_count(seats, count) =
        "  症结：其中 {seats} 个席位总共只有 {count} 人可派（已计入每人的检查次数上限）",
        "  The core of it: for {seats} of the seats there are only {count} inspectors in all";
    short_seats(count, seats) =
        "人员不足，空缺 {count} 个席位：{seats}。对象不重抽，空缺席位另行补抽人员",
        "Shortage: {count} seats stay open: {seats}. Targets are not drawn again; inspectors for these seats are drawn later";
    shortage_core(seats, around, count, inspectors) =
        "  症结：{seats} 个席位（{around}）只有 {count} 人可派：{inspectors}",
        "  The core of it: for {seats} seats ({around}) there are only {count} inspectors: {inspectors}";
    visit(id, name, stratum, rank, team) = "  {id} {name}（{stratum}第 {rank} 名）← {team}", "  {id} {name} ({stratum}, rank {rank}) <- {team}";
    more_teams(count) = "  ……另有 {count} 组，见 private/tasks.html", "  … and {count} more teams, see private/tasks.html";
    for_example(target) = "以 {target} 的一个席位为例：", "One seat of {target}, for example:";
    seal_digest(digest, hash) = "封存文件摘要（{hash}）：\n  {digest}", "Digest of the seal ({hash}):\n  {digest}";
    publish_at_once(dir) =
        "下一步：打印并签署 {dir}/minutes-2.html；已过封存期限，请立即公布 {dir}/public/seal.json",
        "Next: print and sign {dir}/minutes-2.html; the term has passed: publish {dir}/public/seal.json at once";
    publish_next(dir, seal_by) =
        "下一步：打印并签署 {dir}/minutes-2.html；{seal_by} 前公布 {dir}/public/seal.json",
        "Next: print and sign {dir}/minutes-2.html; publish {dir}/public/seal.json by {seal_by}";
    tasks_next(dir) = "派发任务：{dir}/private/tasks.html", "Hand out the tasks: {dir}/private/tasks.html";
    staffing_next(dir) =
        "为抽中的对象抽取人员：\n  1. dual-random init 新文件夹 --selection {dir}，写好的计划和人员、回避名录照前次，有变动的在其中修改\n  2. dual-random check 新文件夹；人员、回避有变动的，dual-random forms 新文件夹 列出变动，填写原因\n  3. dual-random announce 新文件夹，公开值产生之后 dual-random draw 新文件夹 --value 名称=内容",
        "To draw inspectors:\n  1. dual-random init NEW --selection {dir}: its plan and rosters are those of this draw; change there what has changed\n  2. dual-random check NEW; where inspectors or recusals have changed, dual-random forms NEW lists it, and the reasons are filled in\n  3. dual-random announce NEW, and after the public values: dual-random draw NEW --value NAME=TEXT";
    disclose_by_next(dir, disclose_by) =
        "{disclose_by} 前披露：dual-random disclose {dir}",
        "Disclose by {disclose_by}: dual-random disclose {dir}";

    disclosed(path, digest, hash) = "已生成披露文件 {path}\n{hash}：{digest}", "The disclosure is {path}\n{hash}: {digest}";
    withheld_count(count) = "依法不公开：清单 {count} 行", "Withheld by law: {count} rows of the list";
    disclose_next(dir) = "下一步：公布它。任何人可运行：dual-random verify {dir}", "Next: publish it. Anyone can run: dual-random verify {dir}";

    target_is(id, name, about) = "{id} {name}（{about}）", "{id} {name} ({about})";
    of_class(class) = "类别 {class}", "class {class}";
    of_level(level) = "级别 {level}", "level {level}";
    of_district(district) = "所在县（市、区） {district}", "district {district}";
    exempt(reason) = "未抽中：豁免（{reason}）", "Not drawn: exempt ({reason})";
    capped(inspected, cap) = "未抽中：本年已检查 {inspected} 次，达到上限 {cap} 次", "Not drawn: inspected {inspected} times this year, the cap being {cap}";
    stratum_is(name, n, k) = "分组“{name}”：{n} 个参加抽取，抽 {k} 个", "Stratum {name}: {k} of {n} are drawn";
    ticket_is(count, n, ticket) = "有 {count} 个签号，最小的是第 {n} 个：{ticket}", "Of its {count} tickets the smallest is no. {n}: {ticket}";
    drawn_at(place, n, k) = "在 {n} 个中按签从小到大排第 {place}，前 {k} 名抽中：抽中", "By smallest ticket it is number {place} of {n}; the first {k} are drawn: drawn";
    alternate_at(place, n, k, alternate) =
        "在 {n} 个中按签从小到大排第 {place}，前 {k} 名抽中：未抽中，为第 {alternate} 递补",
        "By smallest ticket it is number {place} of {n}; the first {k} are drawn: not drawn, alternate number {alternate}";
    cutoff_is(ticket) = "最后一名抽中者的签：{ticket}", "Ticket of the last one drawn: {ticket}";
    seat_taken(number, ask, who, pool) = "第 {number} 席（{ask}）：{who}，可选 {pool} 人", "Seat {number} ({ask}): {who}, out of {pool} who could take it";
    seat_short(number, ask, pool) = "第 {number} 席（{ask}）：人员不足，空缺（可选 {pool} 人）", "Seat {number} ({ask}): short, left open ({pool} could take it)";
    seat_not_drawn(number, ask) = "第 {number} 席（{ask}）：人员尚未抽取", "Seat {number} ({ask}): no inspector drawn yet";
    shrunk_by(reason, count) = "{reason} {count} 人", "{reason}: {count}";
    pool_shrunk(parts) = "  不可选：{parts}", "  Not in the pool: {parts}";
    slip(who, reason) = "{who} {reason}", "{who} {reason}";
    trail(slips) = "  依次抽出的人员：{slips}", "  Slips in the order in which they came up: {slips}";

    report_of(path, digest, hash) = "验证报告：{path}\n{hash}：{digest}", "Report on {path}\n{hash}: {digest}";
    report_draw(draw, title, digest) =
        "{draw}《{title}》，公告摘要（与抽取记录对照）：\n  {digest}",
        "{draw}, {title}; digest of the announcement, to compare with the minutes:\n  {digest}";
    verdict(what) = "结论　{what}", "Verdict: {what}";

    demo_head(dir) = "双随机抽取演示（样例、密值、公开值都是虚构且固定的）　文件夹：{dir}", "A dual-random draw on a made-up sample, with a fixed secret and fixed values, in the folder {dir}";
    demo_checks(held, failed) = "相符 {held} 项，不符 {failed} 项", "{held} checks held, {failed} failed";
    digest_of(file, digest, hash) = "{file} 的 {hash}：\n  {digest}", "{hash} of {file}:\n  {digest}";
    demo_files(dir) =
        "用浏览器打开 {dir}/public/index.html 看公示文件夹；任务单在 {dir}/private，抽取记录是 {dir}/minutes-1.html 和 minutes-2.html",
        "The public folder begins at {dir}/public/index.html; task sheets are in {dir}/private, the minutes are {dir}/minutes-1.html and minutes-2.html";
}
