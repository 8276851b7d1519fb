// The words of problems for readers who do not know the protocol.

add_words({
  and_more: ["……（共 {count} 家）", "… ({count} in all)"],
  roster_targets: ["检查对象名录", "target roster"],
  roster_inspectors: ["检查人员名录", "inspector roster"],
  roster_recusals: ["回避名单", "list of recusals"],
  roster_changes: ["名录变动", "list of changes"],

  plain_roster: [
    "{roster}在公告以后被改动过：与公告锁定的不是同一份。",
    "The {roster} was changed after the announcement: it is not the one that the announcement fixed.",
  ],
  plain_count_fewer: [
    "{roster}：公告载明 {announced} 个，文件中只有 {there} 个。",
    "The {roster}: the announcement says {announced}, the file has only {there}.",
  ],
  plain_count_more: [
    "{roster}：公告载明 {announced} 个，文件中有 {there} 个。",
    "The {roster}: the announcement says {announced}, the file has {there}.",
  ],
  plain_registers: [
    "应当参加抽取的检查对象：按公告载明的登记册数目为 {announced} 家，文件的名录中为 {there} 家。",
    "Targets subject to the draw: {announced} by the registers that the announcement states, "
      + "{there} in the file's roster.",
  ],
  plain_announced: [
    "{where}：公告载明 {announced}，按文件中的名录计算为 {computed}。",
    "{where}: the announcement says {announced}, the file's rosters give {computed}.",
  ],
  plain_seal_count: [
    "封存文件载明 {sealed} 个检查对象的结果，名录中为 {there} 个。",
    "The seal holds results of {sealed} targets, the roster has {there}.",
  ],
  plain_seal_of_other: [
    "封存文件不属于这份公告：公告或者封存文件被改动过，或者被换过。",
    "The seal is not of this announcement: one of the two was changed or exchanged.",
  ],
  plain_seal_result: [
    "封存文件锁定的不是这一结果：结果在封存以后被改动过，或者封存文件被换过。",
    "The seal did not fix this result: the result was changed after the seal, or the seal was "
      + "exchanged.",
  ],
  plain_secret: [
    "密值不是公告登记的那一个：密值或者公告被换过。",
    "The secret is not the one that was committed to: the secret or the announcement was exchanged.",
  ],
  plain_drawn_missing: [
    "抽中名单被改动：{missing}应当抽中，文件中没有。",
    "The drawn list was changed. Due to be drawn and not in the file: {missing}.",
  ],
  plain_drawn_extra: [
    "抽中名单被改动：{extra}不应当抽中，文件中却有。",
    "The drawn list was changed. In the file and not due to be drawn: {extra}.",
  ],
  plain_drawn_both: [
    "抽中名单被改动：{missing}应当抽中，文件中没有；{extra}不应当抽中，文件中却有。",
    "The drawn list was changed. Due to be drawn and not in the file: {missing}. In the file and not "
      + "due to be drawn: {extra}.",
  ],
  plain_order: ["抽中或者候补的次序被改动。", "The order of those drawn, or of alternates, was changed."],
  plain_seat: [
    "检查组被改动：{target}的第 {seat} 席应当是 {expected}，文件中是 {found}。",
    "A team was changed: seat {seat} at {target} should be {expected}, the file has {found}.",
  ],
  plain_seed: [
    "按文件中的密值和公开值重新计算，得出的不是文件所载的结果：公开值、密值或者结果被改动过。请先核对公开值。",
    "Secrets and public values of the file do not give the result that it states: a value, a secret "
      + "or the result was changed. Check the public values first.",
  ],
  plain_value: [
    "公开值“{name}”不符：文件中为 {file}，您查得的为 {yours}。",
    "The public value {name} differs: the file has {file}, you found {yours}.",
  ],
  plain_digest: ["公告摘要不符：{why}。", "The digest of the announcement differs: {why}."],
  digest_close: [
    "只差 {count} 位（{groups}），多半是抄错，请核对",
    "digits that differ: {count} ({groups}), most likely a slip in copying; look again",
  ],
  digest_other: [
    "这不是您的记录所指的那次抽取，或者公告在签字以后被换掉",
    "this is not the draw that your record is about, or the announcement was exchanged after it was "
      + "signed",
  ],
  digest_is_seal: [
    "您填的是封存文件的摘要，请填公告摘要",
    "what you typed is the digest of a seal; type that of the announcement",
  ],
  digest_is_disclosure: [
    "您填的是披露文件的摘要，请填公告摘要",
    "what you typed is the digest of the disclosure; type that of the announcement",
  ],
  digest_by_other_hash: [
    "您填的是按 {given} 计算的公告摘要，而这次抽取采用 {own}；请照抄抽取记录上的摘要",
    "what you typed is the announcement's digest by {given}, and this draw is by {own}; copy that of "
      + "the minutes",
  ],
  group: ["第 {group} 组", "group {group}"],
  plain_cut: [
    "{file}不完整，可能没有下载完，请重新下载。",
    "This is {file} that breaks off: the download may not have finished. Download it again.",
  ],
  plain_resaved: [
    "{file}被重新保存过（格式化或者改了编码），请使用原始文件。",
    "This is {file} that was saved again, with another layout or encoding: use the original file.",
  ],
  plain_proof_record: [
    "证明所载的记录不在公告锁定的名录中，或者被改动过。",
    "The record of the proof is not in the roster that the announcement fixed, or was changed.",
  ],
  plain_proof_result: [
    "证明所载的抽取结果不是封存文件锁定的结果。",
    "The result of the proof is not the one that the seal fixed.",
  ],
  plain_proof_inspector: [
    "证明所载的检查人员不在公告锁定的名录中，或者记录被改动过。",
    "An inspector of the proof is not in the roster that the announcement fixed, or the record was "
      + "changed.",
  ],
  plain_proof_of_other: [
    "证明所依据的不是这份公告文件：请确认公告文件属于同一次抽取。",
    "The proof is not about this announcement: make sure that both are of one draw.",
  ],

  damaged_cut: [
    "{name}（{size}）不完整，可能没有下载完，请重新下载。",
    "{name} ({size}) breaks off: the download may not have finished. Download it again.",
  ],
  damaged_resaved: [
    "{name}（{size}）被重新保存过（格式化或者改了编码），不能使用，请使用原始文件。",
    "{name} ({size}) was saved again, with another layout or encoding, and cannot be used: use the "
      + "original file.",
  ],
  damaged_broken: [
    "{name}（{size}）已损坏，请重新下载原始文件。",
    "{name} ({size}) is damaged: download the original file again.",
  ],
});
