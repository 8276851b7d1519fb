//! Failures: what is wrong, where, and what to do.

use super::{filled, fixed};

filled! {
    failed(what) = "不能继续：{what}", "cannot go on: {what}";
    cannot_read(path, error) = "{path}：无法读取（{error}）", "{path}: cannot be read ({error})";
    no_file(path) =
        "{path} 不是普通文件（而是文件夹、管道或设备），没有读取。请移走它，或改正文件名",
        "{path} is no regular file but a folder, a pipe or a device; it was not read. Take it away, or mend the name";
    cannot_write(path, error) = "{path}：无法写入（{error}）", "{path}: cannot be written ({error})";
    missing_file(path, todo) = "没有文件 {path}。{todo}", "there is no file {path}. {todo}";
    exists_with_other_content(path) =
        "{path} 已存在且内容不同。程序从不覆盖文件：请用与当初相同的输入和 --lang 重新运行，或者换一个文件夹",
        "{path} is there with other content. Nothing is ever overwritten: run with the same inputs and --lang as before, or take another folder";
    change_missing(kind, who) = "有变动而没有列明：{kind} {who}", "a change is not listed: {kind} {who}";
    change_extra(kind, who) = "列明而没有这项变动：{kind} {who}", "a listed change did not happen: {kind} {who}";
    mend_and_check(count, dir, selection) =
        "共 {count} 处差错。请改正后运行：dual-random check {dir}{selection}",
        "{count} faults. Mend them, then run: dual-random check {dir}{selection}";
    faults_found(count, path) = "共 {count} 处差错，已在 {path} 中逐格标出，请逐条改正后再次检查", "{count} faults, marked cell by cell in {path}: mend them and check again";
    unreadable_document(path, error) =
        "{path}：不是完整的规范文件，{error}。请换用原件或备份，不要手工改动",
        "{path}: is not a document in canonical form, {error}. Take the original or a copy of it; do not edit it";
    cannot_encode(error) = "无法写成规范文件：{error}", "cannot be written as a document: {error}";
    no_entropy(error) = "操作系统未提供随机数：{error}", "the operating system gives no randomness: {error}";

    selection_not_asked(path) =
        "{path}：“ceremony”不是“staffing”，不要给出 --selection",
        "{path}: ceremony is not staffing; leave --selection out";
    selection_missing(path) =
        "{path}：“ceremony”为“staffing”，请用 --selection 给出前次抽取的文件夹（其中须有 private/result.json）",
        "{path}: ceremony is staffing; give the folder of the ceremony before with --selection (with its private/result.json)";
    changes_not_asked(path) =
        "{path}：只有补抽人员（“staffing”）才列名录变动，请移走这个文件",
        "{path}: only staffing ceremonies list changes; take this file away";

    opening_lost(found, missing, dir, selection) =
        "有公告 {found}，却没有开启文件 {missing}。不得另起公告。请取出密封件（由几人分存的，取出各份分存件），运行：dual-random restore {dir}{selection}",
        "there is an announcement {found} but no opening {missing}. Do not announce anew. Open the envelope, or the sheets of the keepers, and run: dual-random restore {dir}{selection}";
    opening_missing(path, dir, selection) =
        "没有开启文件 {path}。请取出密封件（由几人分存的，取出各份分存件），运行：dual-random restore {dir}{selection}",
        "there is no opening {path}. Open the envelope, or the sheets of the keepers, and run: dual-random restore {dir}{selection}";
    opening_not_read_back(path) =
        "{path}：写入后读回不一致，没有公布任何内容。请检查磁盘",
        "{path}: what was written does not read back. Nothing was published. Check the disk";
    inputs_changed(path) =
        "计划或者名录与 {path} 公告时不同，拒绝改动。请恢复当时的文件；确需重来的，先作废（dual-random void），再另建文件夹，在计划的“supersedes”中写明取代哪份公告及理由",
        "plan or rosters differ from those fixed in {path}; refused. Put the files of that day back; to begin anew, void it first (dual-random void), then take another folder and say in the plan's supersedes which announcement it replaces and why";
    restore_differs(path) =
        "用这些输入和主密值重建的公告与 {path} 不同，没有写入。请核对密封件上的数字、计划和名录是否为当时原件",
        "inputs and secret rebuild another announcement than {path}; nothing was written. Compare the digits with the envelope, and put plan and rosters of that day back";

    commitment_is_blank(name, option) =
        "公开值“{name}”的校验码尚未填写。请见证人在自己的电脑上运行 dual-random contribute 文件名{option}，把屏幕上的校验码填入；确实不设见证人随机数的，在抽查计划的“类型”中写“不采用”，或者删除这一公开值",
        "the commitment of public value {name} is not filled in. Have the witness run dual-random contribute FILE{option} on a computer of their own, and fill in what it shows; to do without a witness's contribution, write 'not used' for its kind in the workbook, or delete the value";
    contribution_by_other_hash(error, made, asked) =
        "{error}。这段随机数与按 {made} 计算的校验码相符，而计划采用 {asked}：生成时没有加 --hash，计划中登记的校验码不能用，请改用替代来源或者作废",
        "{error}. The text fits the commitment by {made}, and the plan is by {asked}: it was made without --hash, and what the plan holds is of no use; take the fallback, or void the draw";
    contribution_is_there(path) = "{path} 已存在，没有改动。每次抽取用新的随机数，请换一个文件名", "{path} is there already, and was not changed. Every draw takes a new contribution: name another file";
    no_threshold(path) =
        "{path}：写了保管人，没有写几份可以恢复（“threshold”，至少 2，至多为保管人数）",
        "{path}: keepers are named, but not how many of them restore the secret (threshold, from 2 to all of them)";
    keeper_twice(path, place) =
        "{path}：第 {place} 个保管人空白或者与前面的相同，每人只保管一份",
        "{path}: keeper {place} is blank or named before; each has one share";
    keepers_gone(path, share) =
        "已有分存件（{share} 等），而 {path} 没有填写保管人：不再另写密封件。请放回 {path}；确需改用一个密封件的，先收回、销毁各份分存件，删除其文件",
        "there are keepers' sheets ({share} and others), and {path} names no keepers: no envelope is written beside them. Put {path} back; to do with one envelope, collect and destroy the sheets and delete their files first";
    no_keepers(path) =
        "{path} 没有填写保管人。请填写“keepers”和“threshold”以后再运行",
        "{path} names no keepers. Fill in keepers and threshold, and run this again";
    opening_differs(opening, announcement) = "{opening} 与 {announcement} 不属于同一次抽取", "{opening} is not that of {announcement}";
    shares_refused(error) = "不能恢复主密值：{error}", "the master secret cannot be restored: {error}";
    share_refused(place, error) = "读到的第 {place} 份：{error}", "sheet {place} of those read: {error}";

    bad_value_argument(argument) = "“{argument}”应写成 名称=内容", "'{argument}' should be NAME=TEXT";
    value_missing(error) = "{error}（--value 名称=内容）", "{error} (--value NAME=TEXT)";
    bad_fallback(error, name) = "{error}：{name}=序号:理由", "{error}: {name}=N:REASON";
    redraw_refused(path) =
        "{path} 已用其他公开值抽过。拒绝重抽：一次公告只抽一次。确需重来的，先作废（dual-random void），再另发公告，在“supersedes”中写明取代哪份公告及理由",
        "{path} was drawn with other values. A redraw is refused: an announcement is drawn once. To draw again, void it first (dual-random void), then announce anew and say in supersedes what is replaced and why";
    not_drawn(error) = "没有抽取：{error}", "nothing was drawn: {error}";
    bad_partner_secret(path) =
        "{path}：应为 64 位小写十六进制的种子密值",
        "{path}: should hold a seed secret of 64 lower-case hex digits";
    public_differs(path, result) =
        "{path} 与 {result} 不属于同一次抽取，没有披露。请换回已公布的原件",
        "{path} and {result} are not of one draw; nothing was disclosed. Put the published file back";
    changed_since(dir, what) =
        "{dir} 中的计划或名录在公告之后改动过，没有抽取。抽取只按已公告的内容进行，这些改动不会起作用。请换回公告时的原件，或者把改动过的文件移出该文件夹，再运行本命令。\n{what}",
        "plan or rosters in {dir} were changed after the announcement; nothing was drawn. The draw is of what was announced, and these changes have no effect. Put the announced files back, or move the changed ones out of the folder, and run this again.\n{what}";
    result_damaged(path) =
        "{path} 已损坏或被改动，没有披露。请用备份换回，或移开它并用原来的公开值重新运行“draw”。未通过的检查：",
        "{path} is damaged or was edited; nothing was disclosed. Take a copy of the original, or move it away and run draw again with the same values. Checks that failed:";
    bad_digest(given, count) =
        "“{given}”不是 64 位小写十六进制的摘要（共 {count} 位），也没有这个文件。请对照抽取记录重新输入",
        "'{given}' is not a digest of 64 lower-case hex digits (it has {count}), nor is there such a file. Copy it from the minutes again";
    digest_by_other_hash(given, own) =
        "给出的是公告的 {given} 摘要，而这次抽取采用 {own}。请照抄抽取记录上的摘要，或者用 {own} 重新计算",
        "what was given is the announcement's digest by {given}, and this draw is by {own}. Copy the digest of the minutes, or compute it by {own}";
    no_evidence_of_itself(path) =
        "{path} 就在被验证的文件夹里，不能证明公告在先。请用抽取记录上的摘要，或您自己当时留存的公告",
        "{path} comes with what is verified, and cannot show that the announcement came first. Give the digest in the minutes, or a copy you kept";
    not_disclosable(what) = "没有披露。下列内容不得公开：\n  {what}", "nothing was disclosed. These must not become public:\n  {what}";
    bad_contacts(path) = "{path} 已损坏，请用原名录重新运行 announce", "{path} is damaged; run announce again with the roster of that day";
    too_early(name, closes, now) =
        "公开值“{name}”在 {closes} 才截止，现在是 {now}，还没有公开值，没有抽取。请核对本机时钟；要预演，请用 dual-random rehearse",
        "public value {name} closes at {closes} and it is {now}: there is no value yet, and nothing was drawn. Look at this computer's clock; to try things out use dual-random rehearse";
    rehearsal_is_there(path) = "{path} 已存在（上次的演练？）。请先移走它，或用 --out 另指一处", "{path} is there already (an earlier rehearsal?). Move it away, or name another place with --out";
    no_rehearsal(path) = "{path} 无法改写为演练计划，没有演练", "{path} cannot be turned into a rehearsal's plan; nothing was rehearsed";
    still_closed(day) = "前次抽取的名单在 {day} 之前保密，没有公开", "the selection that it continues stays closed until {day}; nothing was published";
    kept_differs(path, void) = "{path} 与 {void} 所登记的不是同一文件，没有公开", "{path} is not the file that {void} names; nothing was published";
    no_such_target(id) = "检查对象名录中没有编号或者名称 {id}", "the target roster has no id or name {id}";
    several_targets(name, all) = "名录中有多个 {name}，请写编号：{all}", "several targets are called {name}; give an id: {all}";

    and_others_alike(count, rows) = "（同样的问题共 {count} 处，行号：{rows}）", " ({count} of these, in rows {rows})";
system_error(number) = "系统错误 {number}", "system error {number}";
    row(path, line, what) = "{path} 第 {line} 行：{what}", "{path}, line {line}: {what}";
}

fixed! {
    not_found = "找不到", "not found";
    no_permission = "没有权限", "no permission";
    already_there = "已经存在", "already there";
    disk_full = "磁盘已满", "the disk is full";
    is_a_folder = "是文件夹", "it is a folder";
    is_no_folder = "路径中有一段不是文件夹", "a part of the path is no folder";
    read_only = "磁盘只读", "the disk is read-only";
    unknown_error = "原因不明", "for an unknown reason";

    other_announcement = "用现在的文件算出的公告与已公布的不同", "what is there now makes another announcement than the one that was published";
    run_init = "请先运行 dual-random init 生成模板，或改正文件夹名", "Run dual-random init for a template, or mend the folder's name";
    recusals_missing = "没有回避也须有这个文件，只留列名一行：执法证号,检查对象编号,回避事由", "Without recusals, keep the file with its row of heads: inspector,target,category";
    overview_needs_log = "公开日志应当在各次抽取的文件夹中，或者在公告时写明的地方", "The public log belongs into the folder of a draw, or where the announcement put it";
    restore_needs_announcement = "请先放回已公布的公告 public/announcement.json，重建的结果须与它一致", "Put the published public/announcement.json back first: what is rebuilt must agree with it";
    restore_needs = "恢复开启文件需要三样：公告时的计划和名录（原件，未改动）、已公布的公告 public/announcement.json、密封件中的主密值或者规定份数的分存件", "To restore the opening, three things are needed: plan and rosters as they were announced, the published public/announcement.json, and the master secret of the envelope or enough keepers' shares";
    bad_secret = "主密值应为 64 位小写十六进制（可分组），分存件应为每份 5 行", "the master secret should be 64 lower-case hex digits (groups are fine), a share 5 lines";
    type_secret = "主密值（64 位，可分组），或者分存件第 1 份的第 1 行：", "Master secret (64 digits, groups are fine), or line 1 of the first share:";
    shares_wrong = "这几份合成的不是本次抽取的主密值，其中至少一份有误：请换用其他份，没有写入", "these shares make another secret than that of the announcement, so one at least is wrong: take others; nothing was written";
    nothing_kept = "作废时没有留待公开的内容", "The void kept nothing to be published later";
    ask_secret_file = "请给出写有主密值的文件，或不写 --secret-file 而当场输入", "Give a file that holds the master secret, or leave --secret-file out and type it in";
    ask_partner = "请向对应单位索取种子密值文件", "Ask the other authority for the file with its seed secret";
    ask_withhold = "请给出不公开清单（列名：名录,编号,检查对象,理由）", "Give a list of what is withheld (heads: roster,id,target,reason)";
    ask_disclosure = "请给出披露文件，或含有它的文件夹", "Give a disclosure, or the folder that holds it";
    ask_announcement = "请给出公告文件，或 64 位十六进制摘要", "Give the file of an announcement, or a digest of 64 hex digits";
    ask_seal = "请给出封存文件 seal.json", "Give the file of a seal, seal.json";
}

filled! {
    run_announce(dir) = "请先运行：dual-random announce {dir}", "Run first: dual-random announce {dir}";
    run_draw(dir) = "请先运行：dual-random draw {dir} --value 名称=内容", "Run first: dual-random draw {dir} --value NAME=TEXT";
}
