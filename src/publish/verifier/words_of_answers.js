// What the page answers: verdicts, proofs, and what it says of itself.

add_words({
  result_head: ["结论", "Verdict"],
  print: ["打印验证报告", "Print this report"],
  report_problem: ["不符之处", "What does not agree"],
  report_given: ["您提供的材料", "What you gave"],
  report_lacking: ["要达到“已验证”，还缺", "Lacking for \"verified\""],
  report_for_you: ["请您核实", "For you to check"],
  report_warnings: ["提示", "Warnings"],
  report_steps: ["各步验证情况", "Steps of the verification"],
  report_digests: ["各文件的摘要", "Digests of the files"],
  for_you_intro: ["以下各项文件本身不能说明，要靠您向外界核实。", "No file shows these; only the outside world does."],
  warnings_intro: ["以下情况不影响结论，请留意。", "These are odd and break no rule."],
  advice_contradicted: [
    "请保留这份文件，并向抽取单位或者其监督机关提出。",
    "Keep this file, and take it up with the authority or with those who supervise it.",
  ],
  advice_contradicted_yours: [
    "与您填写的内容不符的，请先核对有无抄错。确认无误的，请保留这份文件，并向抽取单位或者其监督机关提出。",
    "If it is what you typed that differs, look first whether you copied it right. If you did, keep "
      + "this file, and take it up with the authority or with those who supervise it.",
  ],
  advice_unusable: [
    "请重新下载文件再试，不要用其他软件打开后另存；仍然如此的，请向抽取单位提出。",
    "Download the file once more, and do not save it from another program. If it stays so, take it "
      + "up with the authority.",
  ],
  problems_more: ["另有：", "Further:"],
  problem: ["{draw}，{where}：{what}。", "{draw}, {where}: {what}."],
  problem_with_both: [
    "{draw}，{where}：{what}。应为 {expected}，文件中为 {found}。",
    "{draw}, {where}: {what}. Expected {expected}, found {found}.",
  ],
  problem_of_reader: [
    "{draw}，{where}：{what}。文件中为 {expected}，您提供的为 {found}。",
    "{draw}, {where}: {what}. The file has {expected}, you gave {found}.",
  ],
  problem_rule: ["协议规则 {rule}{place}", "Rule {rule} of PROTOCOL.md{place}"],
  problem_form: ["文件格式（协议第 2、3 节）{place}", "Form (sections 2 and 3 of PROTOCOL.md){place}"],
  problem_limit: ["限度（协议第 4 节）{place}", "Limits (section 4 of PROTOCOL.md){place}"],
  problem_profile: ["文件格式（协议第 2 节）{place}", "Profile (section 2 of PROTOCOL.md){place}"],
  problem_place: ["；位置 {place}", "; place {place}"],
  nothing_there: ["“无”", "nothing"],
  some_draw: ["文件整体", "The file"],
  draw_named: ["抽取 {draw}", "Draw {draw}"],
  given_announcement_held: ["公告摘要 {yours}：相符", "Digest of the announcement {yours}: agrees"],
  given_announcement_differs: [
    "公告摘要不符：您提供的为 {yours}。{why}",
    "The digest of the announcement differs; yours is {yours}: {why}",
  ],
  given_seal_held: ["封存文件 {yours}：相符", "Seal {yours}: agrees"],
  given_seal_differs: [
    "封存文件不符：您提供的为 {yours}，文件中为 {file}",
    "The seal differs: yours is {yours}, the file has {file}",
  ],
  given_value_held: ["公开值“{name}”{yours}：相符", "Public value {name}, {yours}: agrees"],
  given_value_differs: [
    "公开值“{name}”不符：您查得的为 {yours}，文件中为 {file}",
    "The public value {name} differs: you found {yours}, the file has {file}",
  ],
  lacking_announcement: [
    "{draw}，公告摘要：请从签字的抽取记录抄录",
    "{draw}, digest of the announcement: copy it from the signed minutes",
  ],
  lacking_value: [
    "{draw}，公开值“{name}”：请向“{publisher}”查询，期次为“{issue}”",
    "{draw}, public value {name}: look it up at {publisher}, issue {issue}",
  ],
  report_of_file: [
    "验证的文件：{name}，{size}，{hash} {digest}。验证时间（本机时钟）：{time}。",
    "File: {name}, {size}, {hash} {digest}. Verified at {time} by this device's clock.",
  ],
  digests_of: ["抽取 {draw}", "Draw {draw}"],
  digest_of_announcement: ["公告摘要：{digest}", "Announcement: {digest}"],
  digest_of_seal: ["封存文件摘要：{digest}", "Seal: {digest}"],
  digest_of_head: ["末次封存文件摘要：{digest}", "Last seal: {digest}"],

  target_head: ["查询我的企业", "My company"],
  target_label: ["企业名称、统一社会信用代码或者对象编号", "Name, credit code or number"],
  target_hint: [
    "名称可以只填一部分。依法不公开名称的，只能按对象编号查询。",
    "A part of the name is enough. Where the name is withheld by law, only the number finds it.",
  ],
  target_find: ["查询", "Find"],
  target_empty: ["请填写名称、代码或者编号", "Type a name, a code or a number"],
  target_none: [
    "检查对象名录中没有找到。可能是名称写法不同，或者名称依法不公开（请按对象编号查询），也可能不在名录中。不在名录中的，不会被抽中；名录是否完整，文件本身不能说明。",
    "The target roster has nothing like it. The name may be written otherwise, or be withheld by "
      + "law (then use the number), or it is not in the roster. What is not in the roster cannot be "
      + "drawn; whether the roster is complete, no file shows.",
  ],
  target_many: [
    "找到 {count} 家，请再填几个字。以下为前 {shown} 家：",
    "Found: {count}; type more of the name. The first {shown}:",
  ],
  target_several: ["找到 {count} 家，请选择：", "Found: {count}. Choose one:"],
  target_contradicted: [
    "注意：这份文件没有通过验证，以下内容不能作为依据。",
    "This file was contradicted: what follows proves nothing.",
  ],

  target_broken: [
    "文件前后不符，说不出它的抽取经过。",
    "The parts of the file do not fit together, so nothing can be told of it.",
  ],

  steering_head: ["要左右抽取结果，必须有哪些事情是假的", "What would have to be false for a steered draw"],

  proof_head: ["核对证明", "Check a proof"],
  proof_how: [
    "检查人员到场时出示的证明，可以在此核对：需要证明文件，以及抽取单位已经公布的公告文件和封存文件。不需要披露文件。",
    "A proof that inspectors show at the door is checked here: with the proof, and the announcement "
      + "and the seal that the authority has published. No disclosure is needed.",
  ],
  proof_label: ["证明、公告文件、封存文件", "Proof, announcement, seal"],
  proof_hint: [
    "可以一次选择几个文件，先后不限。请把封存文件和各次更换文件（amendment-…json）一并选入，本页自动选用。",
    "Several files may be chosen at once, in any order. Choose the seal and those of all amendments "
      + "(amendment-….json); the page takes the one that the proof names.",
  ],
  proof_text_label: ["或者粘贴证明的内容", "Or paste the proof"],
  proof_text_hint: [
    "证明文件的全部文字，或者扫描二维码得到的以 DR1: 或者 DR1S: 开头的文字。",
    "The whole text of the proof's file, or what a QR code gave, which begins with DR1: or DR1S:.",
  ],
  proof_text_bad: [
    "以 DR1: 或者 DR1S: 开头的文字不完整，或者不能识别，请重新扫描。",
    "The text that begins with DR1: or DR1S: is not complete: scan it again.",
  ],
  the_proof: ["证明", "The proof"],
  advice_proof_differs: [
    "请确认各文件属于同一次抽取。仍然不符的，请保留这些文件，并向抽取单位核实。",
    "Make sure that the files are of one draw. If it still does not agree, keep the files and ask "
      + "the authority.",
  ],
  proof_pasted: ["粘贴的证明", "pasted proof"],
  proof_take: ["使用粘贴的内容", "Use what is pasted"],
  proof_go: ["核对证明", "Check the proof"],
  proof_lacking: ["请先提供证明和公告文件。", "Give the proof and the announcement first."],
  proof_lacking_announcement: ["请先提供公告文件。", "Give the announcement first."],
  proof_lacking_proof: ["请先提供证明。", "Give the proof first."],
  proof_lacks_its_seal: [
    "缺少证明所依据的那份封存文件。",
    "The seal that the proof is about is not among the files.",
  ],
  proof_its_seal: [
    "它的 {hash} 摘要为 {digest}。请把封存文件和各次更换文件一并选入，本页自动选用。抽取单位公布的文件中没有这一份的，证明不成立。",
    "Its {hash} is {digest}. Choose the seal and those of all amendments; the page takes the right "
      + "one. If the authority has published no such file, the proof does not hold.",
  ],
  proof_other: [
    "{name} 是{kind}，不能用于核对证明。",
    "{name} is {kind}, which is not needed to check a proof.",
  ],
  proof_lacks_proof: ["证明：未提供", "Proof: none yet"],
  proof_lacks_announcement: ["公告文件 announcement.json：未提供", "Announcement, announcement.json: none yet"],
  proof_lacks_seal: ["封存文件 seal.json：未提供", "Seal, seal.json: none yet"],
  proof_has_proof: ["证明：{names}", "Proof: {names}"],
  proof_has_announcement: ["公告文件：{names}", "Announcement: {names}"],
  proof_has_seal: ["封存文件：{names}", "Seal: {names}"],
  proof_of_draw: ["抽取 {draw}《{title}》，{authority}", "Draw {draw}, {title}, by {authority}"],
  proof_digest: [
    "公告摘要，请与签字的抽取记录对照：{digest}",
    "Digest of the announcement, to compare with the minutes: {digest}",
  ],
  proof_target: [
    "检查对象{name}（{id}）在公告锁定的检查对象名录库中。",
    "Target {name} ({id}) is in the target roster that the announcement fixed.",
  ],
  proof_inspector: [
    "检查人员{name}（{id}）在公告锁定的执法检查人员名录库中。",
    "Inspector {name} ({id}) is in the inspector roster that the announcement fixed.",
  ],
  proof_membership: ["这份证明只说明在名录中，没有说明抽取结果。", "This proof shows membership of the roster and no result."],
  proof_not_drawn: ["封存文件载明：未抽中。", "The seal says: not drawn."],
  proof_struck: [
    "封存文件载明：原为分组“{stratum}”第 {rank} 名，已更换，不再列入本次抽查。",
    "The seal says: rank {rank} of stratum {stratum}, struck since, no longer part of this "
      + "inspection.",
  ],
  proof_drawn: [
    "封存文件载明：分组“{stratum}”第 {rank} 名，应当检查。",
    "The seal says: rank {rank} of stratum {stratum}, to be visited.",
  ],
  proof_team: ["检查组", "Team"],
  proof_seat_open: ["第 {seat} 席：尚无检查人员", "Seat {seat}: nobody yet"],
  proof_seat_bare: [
    "第 {seat} 席：执法证号 {id}（证明没有附其记录）",
    "Seat {seat}: certificate {id}; its record is not with the proof",
  ],
  proof_seat: [
    "第 {seat} 席：{person}，{department}，证件有效期 {from} 至 {to}",
    "Seat {seat}: {person}, {department}, certificate valid from {from} to {to}",
  ],
  proof_visits: ["检查日期：{from} 至 {to}", "Visits: {from} to {to}"],
  proof_of_amendment: ["所用的是递补与更换以后的封存文件。", "The seal is that of an amendment."],
  proof_not_shown: ["本证明不能说明下列事项", "What this proof does not show"],

  about_head: ["关于本页", "About this page"],
  about_copy_head: ["本页是不是原版", "Is this page the original"],
  about_copy: [
    "改动过的本页可以显示任何结论，所以从抽取单位取得的副本不能证明该单位清白。请使用从其他途径取得的副本，或者先核对本文件的摘要。",
    "A changed copy of this page can show any verdict, so the authority's copy proves nothing "
      + "against the authority. Use a copy from elsewhere, or compare the digest of this file first.",
  ],
  about_digest: ["本文件的摘要不可能写在本文件之内。它载于：", "The digest of this file cannot stand inside it. It stands in:"],
  about_digest_minutes: ["签字的抽取记录（载有的）", "the signed minutes, where they have it"],
  about_digest_log: [
    "抽取单位的公开日志 log.jsonl（已登记的），日志有外单位留存的校验信息",
    "the authority's public log, log.jsonl, where it has it; others keep checkpoints of the log",
  ],
  about_digest_release: ["本项目发行版的说明和 PROTOCOL.md", "the notes of this project's release, and PROTOCOL.md"],
  about_digest_sm3: ["采用 SM3 的抽取，登记的是 SM3 摘要：", "The record of a draw that uses SM3 has the digest by SM3:"],
  about_digest_how: [
    "在 Linux 或者 macOS、Windows 上分别用下列命令计算：",
    "To compute it, on Linux or macOS, and on Windows:",
  ],
  about_digest_here: [
    "另一个副本也可以拖到本页上，由本页显示其摘要；但本页如已被改动，显示的也可能是假的。",
    "Another copy may be dropped on this page, which then shows its digest; but a changed page may "
      + "lie about that too.",
  ],
  about_other_head: ["不用本页怎样验证", "How to verify without this page"],
  about_program: [
    "用核查程序：dual-random verify disclosure.json --announcement 公告摘要 --value 名称=内容",
    "With the program: dual-random verify disclosure.json --announcement DIGEST --value NAME=TEXT",
  ],
  about_python: [
    "按 PROTOCOL.md 自行编写程序，例如用 Python；协议写明了全部规则",
    "With a program of your own, in Python for example: PROTOCOL.md has all the rules",
  ],
  about_hand: [
    "用 sha256sum 核对任一文件的摘要和任一签号，使用 SM3 的抽取用 openssl dgst -sm3，命令见“查询我的企业”",
    "With sha256sum, any file's digest and any ticket, with openssl dgst -sm3 where the draw uses SM3: "
      + "\"My company\" shows the command",
  ],
  about_limits_head: ["本页不能说明的", "What this page does not show"],
  about_limits: [
    "名录是否完整真实，豁免、回避、更换的理由是否属实，公告是否先于公开值产生，抽中的对象是否已经检查，都要靠文件以外的材料。",
    "Whether the rosters are complete and true, whether the reasons of exemptions, recusals and "
      + "strikes are, whether the announcement came before the values, and whether those drawn were "
      + "visited: that rests on what is not in the files.",
  ],
});
