//! What is said of the public log, amendments, proofs, voids and audits.

use super::{filled, fixed, rows};

filled! {
    stamp_requested(path, document) = "{path}：请求为 {document} 加盖时间戳", "{path}: the request for a time stamp of {document}";
    stamp_request_next(dir) =
        "下一步：将以上请求文件（只含摘要，不含内容）送交时间戳机构，取得应答文件以后运行：dual-random timestamp {dir} --answer 应答文件",
        "Next: send these requests, which hold digests and nothing else, to a time-stamp authority; with its answers run: dual-random timestamp {dir} --answer FILE";
    stamp_kept(path, document) =
        "{path}：已保存关于 {document} 的时间戳应答。其中有该文件的摘要；签名、证书和时间，本程序没有验证",
        "{path}: the answer about {document} is kept. It holds the document's digest; its signature, certificates and time were not verified";
    to_check_stamp(document, path) =
        "  核对：openssl ts -verify -data {document} -in {path} -CAfile 时间戳机构的根证书.pem",
        "  to check it: openssl ts -verify -data {document} -in {path} -CAfile ROOT_CERTIFICATE.pem";
    evidence_next(dir) = "下一步：运行 dual-random publish {dir}，将其列入文件清单一并公布", "Next: run dual-random publish {dir}, so that the list of files has it, and publish it";
    stamp_beside(document, path) =
        "时间戳：{path} 是时间戳机构关于 {document} 的应答，本程序不作验证，请自行核对：openssl ts -verify -data {document} -in {path} -CAfile 时间戳机构的根证书.pem",
        "time stamp: {path} is a time-stamp authority's answer about {document}, not verified here; to check it: openssl ts -verify -data {document} -in {path} -CAfile ROOT_CERTIFICATE.pem";
    stamp_of_nothing(path, error) = "时间戳：{path} 不是本次抽取所公布文件的应答（{error}）", "time stamp: {path} is about no document of this draw ({error})";
    signature_kept(path, document) =
        "{path}：已保存关于 {document} 的签名文件。签名和证书，本程序没有验证",
        "{path}: the signature file about {document} is kept; neither signature nor certificate was verified";
    signature_in_private(path) =
        "{path}：在 private 文件夹中，其中的文件不得公开。请给出签名工具生成的签名文件",
        "{path}: is in the folder private, whose files are nobody else's. Give the signature that the tool made";
    signature_twice(path) =
        "提示：同一签名文件已作为 {path} 保存。一个签名只针对一份文件，请核对是否选错",
        "note: the same file is kept as {path}. A signature is about one document: look whether it is the right one";
    signature_beside(document, path) =
        "签名文件：{path} 附于 {document}，本程序不作验证，请用签发证书的机构提供的工具核对",
        "signature file: {path} goes with {document} and is not verified here; check it with the tool of whoever issued the certificate";
    signature_of_nothing(path) =
        "签名文件：{path} 不附于本次抽取公布的任何文件，或者内容已被改动",
        "signature file: {path} goes with no document of this draw, or was changed";
    signed_nothing(path) =
        "{path}：不是本次抽取公布的公告、封存、递补、披露、作废文件，也不是公开日志的校验信息。签名应针对这些文件的原文",
        "{path}: is no announcement, seal, amendment, disclosure or void of this draw, and no checkpoint of its log; what is signed is such a file as it was published";
    bad_instant(given) =
        "“{given}”不是时间，应为 2026-10-08T10:00:00+08:00 的形式",
        "'{given}' is no instant; write it as 2026-10-08T10:00:00+08:00";
    bad_log_place(path) =
        "{path}：应是公开日志的位置（一个文件），其所在文件夹须已存在",
        "{path}: should say where the public log is (a file, in a folder that is there)";
    other_log(known, given) =
        "这次抽取的公开日志是 {known}，不能改为 {given}：一次抽取只登记在一份日志中",
        "the log of this draw is {known}, not {given}: a draw is in one log only";
    torn_log(path, lines, torn, whole) =
        "{path}：最后一行不完整（没有换行符），是写入时中断所致：前 {lines} 行（{whole} 字节）完整，其后 {torn} 字节不成一行。本单位的日志，重新运行被中断的那一步即可，程序会自行整理；别人的日志，请索取完整的一份",
        "{path}: its last line is torn (it has no line feed): a write was interrupted. {lines} lines ({whole} bytes) are whole, the {torn} bytes after them are no line. If the log is yours, run the interrupted step again and the program mends it; if it is another's, ask for a whole copy";
    log_cut(path, torn) =
        "提示：公开日志 {path} 末尾有上次写入中断留下的 {torn} 字节，不成一行、从未公开，已经截去",
        "note: the log {path} ended in {torn} bytes of a line whose writing was interrupted; it was never public and is cut off";
    log_ended(path) =
        "提示：公开日志 {path} 的最后一行缺少换行符，已经补上",
        "note: the last line of the log {path} lacked its line feed, which is put back";
    bad_log(path, error) =
        "{path} 不能用作公开日志：{error}。请换回备份；不要手工改动日志",
        "{path} cannot serve as the log: {error}. Take a copy of the original; never edit a log";
    ended(path, line, what, reason) =
        "这次抽取已经{what}（{path} 第 {line} 行；理由：{reason}），不能再进行",
        "this draw was {what} ({path}, line {line}; because: {reason}) and cannot go on";
    not_logged(path, todo) =
        "公开日志 {path} 中没有上一步的记录。如果本单位的日志在别处，请用 --log 给出；否则：{todo}",
        "the log {path} has no line of the step before. If the authority's log is elsewhere, give it with --log; otherwise: {todo}";
    disclosed_already(path, line) =
        "已经披露（{path} 第 {line} 行），不能再递补与更换，也不能作废",
        "it is disclosed ({path}, line {line}), so it is neither amended nor voided any more";
    void_before_redraw(path, digest) =
        "计划的“supersedes”所取代的公告 {digest} 没有作废（{path}），没有公告。请先作废：dual-random void 那次的文件夹 --reason 理由",
        "the announcement {digest} that the plan supersedes is not void ({path}); nothing was announced. Void it first: dual-random void ITS_FOLDER --reason TEXT";
    superseded_unknown(path, digest) =
        "计划的“supersedes”所取代的公告 {digest} 不在公开日志 {path} 中。请用 --log 给出本单位的日志，并核对摘要",
        "the announcement {digest} that the plan supersedes is not in the log {path}. Give the authority's log with --log, and compare the digest";
    wrong_number(path, number, next) =
        "计划的公告序号（number）是 {number}，而公开日志 {path} 的下一份公告应为第 {next} 号，没有公告。一个单位的各次抽取共用一份日志、编号连续：日志在别处的，用 --log 给出；日志无误的，把公告序号改为 {next}",
        "the plan's number is {number}, but the next announcement of the log {path} is no. {next}; nothing was announced. An authority has one log for all its draws, with numbers in a row: if the log is elsewhere, give it with --log; if it is the right one, write number = {next}";
    clock_behind(path, now, last) =
        "现在的时间 {now} 早于公开日志 {path} 最后一行的时间 {last}。请校准本机时钟",
        "the time is {now}, but the last line of the log {path} was written at {last}. Set this computer's clock right";
    line_refused(path, error) =
        "公开日志 {path} 不能登记这一步：{error}",
        "the log {path} does not take this step: {error}";
    log_locked(path) =
        "另一个程序正在写公开日志（{path}）。请等它结束后重新运行；上次运行被强行中止而留下的锁，至多十分钟后自行失效",
        "another process is writing the log ({path}). Run this again once it is done; a lock that a killed run left behind gives way by itself, after ten minutes at most";
    private_closed(path) =
        "提示：{path} 原来可被同机其他用户读取，已改为仅本人可用；此前若有人看过，应按泄密处理",
        "note: other users of this computer could read {path}; it is its owner's alone now, but who has read it before knows what it holds";
    private_open(path) =
        "提示：{path} 可被同机其他用户读取，且无法更改其权限（可能是别人的文件，或存放在 U 盘、共享盘上）。请移到只有本人可用的地方",
        "warning: other users of this computer can read {path}, and its mode cannot be changed (it is another user's, or on a memory stick or share). Move it where you alone can read it";
    logged(path, lines, checkpoint) =
        "已登入公开日志 {path}，共 {lines} 行。日志校验信息（以下三行：单位名称或者日志地址、行数、校验值）请写入抽取记录或交他人留存：\n{checkpoint}",
        "Entered in the log {path}, which has {lines} lines. Write its checkpoint (three lines: origin, lines, root) into the minutes, or give it to others:\n{checkpoint}";

    amendment_missing(path) =
        "没有 {path}，而后来的文件或公开日志表明做过这次递补与更换。请从备份放回",
        "there is no {path}, though later files or the log show that it was made. Put it back from a copy";
    amendment_damaged(path, error) =
        "{path} 与抽取结果不符（{error}）。请用备份换回",
        "{path} does not fit the result ({error}). Take a copy of the original";
    run_amend_again(dir, date) =
        "用与上次相同的参数重新运行 dual-random amend {dir} --date {date}",
        "run dual-random amend {dir} --date {date} again, with the same arguments as before";
    continued(path, by) =
        "补抽 {by} 已经公告（见 {path}），这里不能再递补与更换：补抽以后，用 dual-random amend {by}",
        "the staffing ceremony {by} is announced (see {path}), so nothing is amended here any more: once it is drawn, use dual-random amend {by}";
    amended_since(count) =
        "注意：以上是封存时的结果，此后有 {count} 次递补与更换（见 explain 和 private/tasks-序号.html）",
        "note: this is the result as it was sealed; {count} amendments came after it (see explain, and private/tasks-N.html)";
    came_in(number, date, before) =
        "第 {number} 次递补与更换（{date}）：接替 {before}",
        "Came in by amendment {number} ({date}), in the place of {before}";
    struck_for(number, date, reason, alternate) =
        "第 {number} 次递补与更换（{date}）：因“{reason}”不再列入本次抽查，由 {alternate} 递补；下期结转，必定抽中",
        "Struck by amendment {number} ({date}), because: {reason}; {alternate} came in. It is carried over: drawn with certainty in the next period";
    struck_for_nobody(number, date, reason) =
        "第 {number} 次递补与更换（{date}）：因“{reason}”不再列入本次抽查，没有可递补的对象；下期结转，必定抽中",
        "Struck by amendment {number} ({date}), because: {reason}; no alternate was left. It is carried over: drawn with certainty in the next period";
    seat_struck(seat, number, date, who, reason) =
        "第 {seat} 席：第 {number} 次递补与更换（{date}），{who} 因“{reason}”更换",
        "Seat {seat}: amendment {number} ({date}) struck {who}, because: {reason}";
    prove_next(dir) =
        "检查时出示证明：dual-random prove {dir} --target 编号；检查对象或者检查人员发生变动的：dual-random amend {dir} --help",
        "Proofs for the door: dual-random prove {dir} --target ID; if a target or an inspector falls out: dual-random amend {dir} --help";

    bad_date(text) = "“{text}”不是日期，应为 2026-11-23 的形式", "'{text}' is no date; write it as 2026-11-23";
    no_such_inspector(id) = "检查人员名录中没有执法证号 {id}", "the inspector roster has no id {id}";
    strike_target(target, reason, path, digest) =
        "  对象 {target}：{reason}（凭证 {path}，摘要 {digest}）",
        "  target {target}: {reason} (evidence {path}, digest {digest})";
    strike_inspector(who, from, reason, path, digest) =
        "  人员 {who}，{from}：{reason}（凭证 {path}，摘要 {digest}）",
        "  inspector {who}, from {from}: {reason} (evidence {path}, digest {digest})";

    earlier_not_disclosed(path) = "{path} 尚未披露，披露以后才能引用（没有文件 {path}/public/disclosure.json）", "{path} is not disclosed yet, and is used only when it is (there is no {path}/public/disclosure.json)";
    and_alike(finding, count) = "{finding}；同样的变动还影响 {count} 个席位", "{finding}; the same change touches {count} seats more";
    strikes_head(number, date) = "第 {number} 次递补与更换，{date}，更换：", "Amendment {number} of {date} strikes:";
    not_amended(error) = "没有更换：\n  {error}", "nothing was amended:\n  {error}";
    open_after_amendment(count) =
        "有 {count} 个席位空缺，须另行补抽人员，之后才能检查",
        "{count} seats are open: a staffing ceremony draws inspectors for them";
    date_late(date, now) =
        "日期 {date} 已过三个工作日以上（现在是 {now}）。更换的决定须当日登记，至迟三个工作日内，否则核查列为问题；请以今天的日期作出决定并登记",
        "the date {date} is more than three working days past (it is {now}). Strikes are logged on their day or within three working days more, or an audit finds it; decide and log them today";
    date_after_visits(date, to) =
        "日期 {date} 在检查结束（{to}）之后：检查结束后不再递补、更换，核查会发现",
        "the date {date} is after the visits, which end on {to}: nothing is amended then, and an audit finds it";
    audit_takes(dirs) = "核查的文件夹：{dirs}", "Folders that are audited: {dirs}";
    stratum_limit(name, most, left) = "  分组“{name}”最多更换 {most} 个对象，还可更换 {left} 个", "  stratum {name}: {left} of {most} strikes are left";
    seat_limit(target, most, left) = "  {target} 的这一席位最多更换 {most} 次，还可更换 {left} 次", "  this seat of {target}: {left} of {most} strikes are left";
    earlier_twice(path, plan) =
        "以往抽取既写在 {path}，又写在 {plan} 的“earlier”中。请只留一处",
        "earlier draws stand both in {path} and under earlier in {plan}. Keep one of the two";
    earlier_unsound(path, verdict) =
        "{path} 不能引用，验证结果为：{verdict}",
        "{path} cannot be used; verified, it is: {verdict}";
    earlier_unlogged(path, head) =
        "所引用的以往抽取 {head} 不在公开日志 {path} 中，没有公告。请用 --log 给出本单位的日志；只能引用本单位已登记的抽取",
        "the earlier draw {head} is not in the log {path}; nothing was announced. Give the authority's log with --log; only draws of that log can be used";
    earlier_ended(path, line, what, head) =
        "所引用的以往抽取 {head} 已经{what}（{path} 第 {line} 行），不能引用，没有公告",
        "the earlier draw {head} was {what} ({path}, line {line}) and cannot be used; nothing was announced";
    earlier_marked(carried, before, inspected, team) =
        "按以往抽取标注：结转（必定抽中）{carried} 个，已抽过、本次不抽 {before} 个，更新年度检查次数 {inspected} 个，上次检查人员补入 {team} 个",
        "Marked by earlier draws (earlier.csv): carried over and drawn with certainty {carried}, left out since drawn before {before}, counts raised {inspected}, last teams filled in {team}";
    date_ahead(date, today) = "日期 {date} 还没有到（现在是 {today}）", "the date {date} is still to come (it is {today})";
    amended(number, date) = "第 {number} 次递补与更换（{date}）已完成：", "Amendment {number} ({date}) stands:";
    replaced_by(target, reason, alternate) =
        "{target} 因“{reason}”不再列入本次抽查，由 {alternate} 递补",
        "{target} is struck ({reason}); {alternate} comes in";
    replaced_by_nobody(target, reason) =
        "{target} 因“{reason}”不再列入本次抽查，没有可递补的对象",
        "{target} is struck ({reason}); no alternate is left";
    struck_off(who, from, reason) = "{who} 因“{reason}”更换：{from}", "{who} is struck ({reason}) from {from}";
    amendment_seal_digest(digest, hash) = "封存文件摘要（{hash}）：\n  {digest}", "Digest of the amendment's seal ({hash}):\n  {digest}";
    amend_next(dir, number) =
        "下一步：立即公布 {dir}/public/amendment-{number}.json；按 {dir}/private/tasks-{number}.html 收回、派发任务单；凭证文件须保存，披露后凭摘要核对",
        "Next: publish {dir}/public/amendment-{number}.json at once; take back and hand out tasks by {dir}/private/tasks-{number}.html; keep the files that show why, whose digests are recorded";

    proof_page_written(path) = "已生成带二维码的证明页 {path}，可以打印出示", "The proof with a QR code, to be printed or shown, is {path}";
    proof_written(path, bytes) = "已生成证明 {path}，{bytes} 字节", "The proof is {path}, of {bytes} bytes";
    code_written(path) = "已生成二维码 {path}", "The QR code is {path}";
    code_holds(characters) =
        "二维码中是简式证明，不附检查人员的名录记录，共 {characters} 个字符；打印宽度不小于 55 毫米",
        "The QR code holds the short form, without the inspectors' records, {characters} characters; print it at least 55 mm wide";
    over_code(characters) =
        "这份证明有 {characters} 个字符，放不进一个二维码，请交付文件",
        "With {characters} characters it does not fit a QR code: hand over the file";
    proof_seal_digest(name, digest, hash) = "封存文件 {name} 的摘要（{hash}）：{digest}", "{hash} of the seal, {name}: {digest}";
    proof_step_open(files) =
        "2. 打开本单位公示文件夹中的核对页 verify.html，粘贴这段文字，并选取同一文件夹中的 {files}。也可以将这段文字存为文件，用 dual-random check-proof 核对，或者按照协议（PROTOCOL.md 第 18 节）自行核对。",
        "2. Open verify.html of the authority's public folder, paste the text, and choose {files} of that folder. Or save the text as a file for dual-random check-proof, or check it by the protocol (PROTOCOL.md, section 18).";
    proof_needs(files) = "对方核对时需要：{files}", "To check it, its holder needs: {files}";
    check_proof_next(proof, announcement, seal) =
        "核对：dual-random check-proof {proof} --announcement {announcement}{seal}",
        "To check it: dual-random check-proof {proof} --announcement {announcement}{seal}";
    not_proved(error) = "没有出具证明：{error}", "no proof was made: {error}";
    seal_not_found(dir, digest) =
        "{dir}/public 中没有摘要为 {digest} 的封存文件。请先放回已公布的原件",
        "{dir}/public has no seal with the digest {digest}. Put the published file back first";
    proves_nothing(files, error) = "证明不成立（{files}）：{error}", "It proves nothing ({files}): {error}";
    inspector_is(id, name, department, district, dates) =
        "执法证号 {id} {name}（{department}，{district}，证件有效期 {dates}）",
        "Inspector {id} {name} ({department}, district {district}, certificate valid {dates})";
    by_amendment(number) = "第 {number} 次递补与更换的封存文件", "the seal of amendment {number}";
    proven_drawn(seal, stratum, rank) =
        "{seal}载明：分组“{stratum}”第 {rank} 名，应当检查",
        "Fixed in {seal}: stratum {stratum}, rank {rank}, to be inspected";
    proven_seat(number, ask, who) = "  第 {number} 席（{ask}）：执法证号 {who}", "  seat {number} ({ask}): certificate {who}";
    proven_visits(dates) = "  检查日期：{dates}", "  visits: {dates}";
    proven_item(id, name, basis) = "  事项 {id} {name}（{basis}）", "  item {id} {name} ({basis})";
    values_closed(all) =
        "公告须在公开值截止之前公布：{all}",
        "The announcement had to be public before the values closed: {all}";

    to_void(draw, reason) = "作废 {draw}，理由：{reason}", "To void {draw}, because: {reason}";
    void_shows(path) = "同时公布全部内容：{path}", "Everything is published with it: {path}";
    void_shows_later(path, day) = "全部内容留待 {day} 公开（{path}），因为它会显示尚待检查的对象：", "Everything will be published at {day} ({path}), since it shows targets that are still to be visited:";
    missing_unknown(name, all) = "--missing {name}：不是计划中的公开值，也不是计划中登记密值校验码的其他单位；应为：{all}", "--missing {name}: is neither a public value of the plan nor another authority with a commitment in it; it should be one of: {all}";
    partner_secret_or_missing(all) = "其他单位的密值：已交出的用 --partner-secret 文件，遗失或拒不交出的用 --missing 单位名称，二者取一：{all}", "the secrets of other authorities: give --partner-secret FILE for those that are there, --missing NAME for those that are lost or withheld, one of the two for each: {all}";
    not_missing_yet(name) = "公开值“{name}”的来源尚未全部截止，还不能认定没有公布；没有作废", "not all sources of {name} have closed, so it is not missing yet; nothing was voided";
    not_voided(error) = "没有作废：{error}", "nothing was voided: {error}";
    void_show_next(dir, day) = "{day} 起公开其内容：dual-random disclose {dir}", "Publish what it shows from {day}: dual-random disclose {dir}";
    void_shown(path, digest, hash) = "已公开作废的抽取：{path}\n{hash}：{digest}", "What was voided is public: {path}\n{hash}: {digest}";
    voided(path, digest, hash) = "已作废：{path}\n{hash}：{digest}", "Voided: {path}\n{hash}: {digest}";
    void_next(dir, digest) =
        "下一步：公布 {dir}/public 中的全部文件。重抽的，另建文件夹，名录和规则照旧，“draw”、“number”、公开值的期次换新，并在 plan.toml 中写（[amendments] 之前）：\n  supersedes = {{ announcement = \"{digest}\", reason = \"……\" }}",
        "Next: publish all files in {dir}/public. To draw again: in a new folder, the same rosters and rules with a new draw, number and issues of values, and in plan.toml (above [amendments]):\n  supersedes = {{ announcement = \"{digest}\", reason = \"...\" }}";
    secret_is_there(path) =
        "开启文件 {path} 还在，密值没有遗失。公开值没有公布的，用 --missing 名称；都已公布的，先运行 draw",
        "the opening {path} is there, so the secret is not lost. If a value was not published, say --missing NAME; if all were, run draw first";
    draw_before_void(dir) =
        "首个公开值已经截止，没有作废。公开值都已公布的，先抽取再作废，以便公众知悉所作废的是什么结果：dual-random draw {dir} --value 名称=内容。某个公开值所有来源都没有公布的，或其他单位不交出密值的，用 --missing 名称；密值遗失的，用 --secret-lost",
        "the first value has closed, and nothing was voided. If all values are public, draw first and void then, so that all see what is thrown away: dual-random draw {dir} --value NAME=TEXT. If no source published a value, or another authority does not give its secret, say --missing NAME; if the secret is lost, --secret-lost";
    sealed_before_void(dir) =
        "抽取结果已经封存，只能连同完整结果一并作废，没有作废。请先用同样的公开值重新生成结果：dual-random draw {dir} --value 名称=内容",
        "the result is sealed, and only the whole of it ends the draw; nothing was voided. Make the result again from the same values first: dual-random draw {dir} --value NAME=TEXT";
    opening_for_void(path) =
        "没有 {path}，无法公布。请先用密封件重建（dual-random restore）；密封件也遗失的，用 --secret-lost",
        "there is no {path} to publish. Rebuild it from the envelope first (dual-random restore); if that is lost too, say --secret-lost";

    several_logs(all) =
        "这些文件夹有不止一份公开日志：{all}。一个单位只有一份；请用 --log 给出",
        "these folders have more than one log: {all}. An authority has one; give it with --log";
    bad_checkpoint(path, error) = "{path}：不是日志校验信息：{error}", "{path}: is no checkpoint: {error}";
    bad_seen(argument) = "“{argument}”应写成 时间=日志校验信息文件", "'{argument}' should be INSTANT=FILE";
    bad_known(argument) = "“{argument}”应写成 抽取编号:公开值名称=时间，且另用 --value 给出该值", "'{argument}' should be DRAW:NAME=INSTANT, with the value itself given by --value";
    bad_audit_value(argument) = "“{argument}”应写成 抽取编号:公开值名称=内容", "'{argument}' should be DRAW:NAME=TEXT";
    audit_of(path) = "核查公开日志 {path}", "Audit of the log {path}";
    audit_findings(count) = "发现的问题（{count}）", "Findings ({count})";
    coverage(year, class, covered, targets) =
        "{year} 年 {class}：{targets} 个对象，已抽查 {covered} 个",
        "{year}, class {class}: {covered} of {targets} targets";
    audit_checkpoint(size, checkpoint) =
        "日志共 {size} 行，日志校验信息（留存以备下次 --checkpoint）：\n{checkpoint}",
        "The log has {size} lines; keep its checkpoint for the next --checkpoint:\n{checkpoint}";
    number_of(number) = "第 {number} 号", "no. {number}";
    audit_in_part(count) = "核查结论：已给出的部分没有发现问题；另有 {count} 次公告的文件没有给出，未查", "Audit: nothing was found in what was given; of {count} announcements no document was given, and nothing is said of them";
    audit_without_pages(count) = "核查结论：已给出的部分没有发现问题；另有 {count} 份公示文件没有给出，未查", "Audit: nothing was found in what was given; {count} published documents were not given, and nothing is said of them";
    audit_not_clean(count) = "核查结论：发现 {count} 个问题", "Audit: {count} findings";
}

fixed! {
    proof_title = "双随机抽取证明", "Proof of a dual-random draw";
    proof_how = "核对方法", "How to check";
    proof_step_scan = "1. 用手机扫描二维码，得到以 DR1 开头的一段文字，其中就是证明本身。", "1. Scan the code: a telephone reads it as a text that begins with DR1. It is the proof itself.";
    proof_step_digests = "3. 上列摘要载于签字的抽取记录、公开日志 log.jsonl，应当一致。", "3. The digests above stand in the signed minutes or in the public log, log.jsonl: they must be the same.";
    proof_step_person = "4. 到场人员是否为持证人本人，请查验执法证件。", "4. That the person at the door is the certificate's holder: look at the certificate.";
    nothing_to_audit = "这里没有抽取的文件夹，请给出各次抽取的文件夹", "there is no draw's folder here; name the folders of the draws";
    bad_clock = "本机时钟的时间无法使用。请校准时钟，或用 --at 给出时间", "this computer's clock has a time that cannot be used. Set it right, or give the time with --at";
    run_step_again = "请重新运行被中断的那一步", "Run the interrupted step again";
    all_visits = "全部检查", "all visits";
    strike_incomplete = "请给出更换的对象或者人员、理由（--reason）和凭证文件（--evidence）", "say who is struck, why (--reason), and the file that shows it (--evidence)";
    ask_strikes = "应为 CSV 表，列名：类别,编号,检查对象,理由,凭证", "it should be a CSV table with the heads kind,id,target,reason,evidence";
    ask_reported = "应为 CSV 表，列名：抽取,检查对象,检查完成日期,实际检查人员", "it should be a CSV table with the heads draw,target,completed,team";
    ask_found = "应为 CSV 表，列名：抽取,检查对象", "it should be a CSV table with the heads draw,target";
    ask_evidence = "请给出凭证文件", "Give the file that shows why";
    confirm_strikes = "接替者由已经封存的抽取结果确定，确认以后才显示，不能撤回。凭证属实、确认更换的，请输入 是（或 yes）：", "Who comes in is fixed by the sealed draw, is shown only afterwards, and stands. If the evidence is true, type yes to strike them:";
    not_amended_not_confirmed = "未确认，没有更换，没有写入任何文件", "not confirmed: nobody was struck, nothing was written";
    fresh_value = "计划规定另取公开值：空出的席位由补抽人员填补", "By the plan a fresh public value fills the seats, in a staffing ceremony";

    ask_proof = "请给出证明文件", "Give the file of a proof";
    ask_announcement_file = "请给出公告文件 announcement.json", "Give the file of the announcement, announcement.json";
    proof_holds = "证明成立。", "The proof holds.";
    proof_says = "兹证明下列检查对象、检查人员在封存时已经抽取确定：", "This shows that the target and the inspectors below were fixed when the draw was sealed:";
    proof_says_member = "兹证明下列检查对象或者检查人员列入公告锁定的名录：", "This shows that the following stands in the roster that the announcement fixed:";
    proof_seal = "（公章）　　　　年　　月　　日", "(seal)     date:";
    only_member = "在公告锁定的名录中（不说明是否抽中）", "It is in the roster that the announcement fixed (whether it is drawn is not said)";
    proven_not_drawn = "封存文件载明：未抽中", "Fixed in the seal: not drawn";
    proven_struck = "此后已经更换，不再列入本次抽查", "Struck since, not to be inspected";
    by_the_seal = "封存文件", "the seal";
    not_shown = "本证明不能说明下列事项：", "What it does not show:";

    confirm_void = "作废不能撤回。请输入 是（或 yes）：", "A void cannot be taken back. Type yes to void it:";
    not_voided_not_confirmed = "未确认，没有作废，没有写入任何文件", "not confirmed: nothing was voided, nothing was written";
    drawn_already = "已经抽取：作废时公布全部内容，不要给出 --missing 或 --secret-lost", "it is drawn: a void publishes everything; leave --missing and --secret-lost out";

    no_log = "请用 --log 给出公开日志 log.jsonl", "Give the public log, log.jsonl, with --log";
    ask_checkpoint = "请给出日志校验信息文件（三行：单位名称或者日志地址、行数、校验值）", "Give the file of a checkpoint (three lines: origin, lines, root)";
    audit_changes = "各期之间、公示的各版本之间的变动", "Changes between periods, and between versions of what was published";
    audit_unseen_pages = "登记公示而没有给出、因而未查的文件的摘要（请给出 public/pages）", "Digests of published documents that were not given and not looked at (give public/pages)";
    audit_list = "与文件清单不一致的文件", "Files that are otherwise than the list of files says";
    audit_coverage = "年度覆盖", "Coverage of the year";
    audit_checked = "已核对", "Checked";
    audit_unseen = "没有给出文件、因而未查的公告（请向公布单位索取，或给出其文件夹）", "Announcements of which no document was given (ask whoever publishes them, or give their folders)";
    audit_clean = "核查结论：没有发现问题", "Audit: clean, nothing was found";
}

rows! {
    checked_parts: 9 = ["日志", "公告", "披露", "递补与更换", "作废", "日志校验信息", "公开值", "证明", "公示文件"], ["lines", "announcements", "disclosures", "amendments", "voids", "checkpoints", "values", "proofs", "published documents"];
    check_report_heads: 3 = ["文件、工作表", "单元格", "问题"], ["file, sheet", "cell", "what is wrong"];
}

fixed! {
    all_stamped = "各份文件均已有时间戳应答", "every document has its answer";
    ask_signature = "请给出签名工具生成的签名文件", "Give the file that the signing tool made";
    ask_signed = "请给出所签的公开文件", "Give the public file that was signed";
    ask_stamp = "请给出时间戳机构的应答文件", "Give the file that the time-stamp authority answered with";
}
