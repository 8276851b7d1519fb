// The words of what would have to be false.

add_words({
  story_rests: ["它的结果还取决于", "What its result rests on besides"],
  basis_none: ["未载明", "none is given"],
  category_withheld: ["依法不公开", "withheld by law"],
  rests_exempt: [
    "豁免的理由“{reason}”和依据（{basis}）属实。若不属实，它本应参加抽取。",
    "That the reason of its exemption, {reason}, and its basis ({basis}) hold. Otherwise it should "
      + "have taken part.",
  ],
  rests_inspected: ["本年已检查 {inspected} 次这一记载属实。", "That it was inspected {inspected} times this year."],
  rests_before: ["本周期此前已经抽中这一记载属实。", "That it was drawn earlier in this period."],
  rests_carried: [
    "以往抽中后更换、本次结转这一记载属实。",
    "That it was struck in an earlier draw and is to be carried over.",
  ],
  rests_override: [
    "对它的个别调整正当。理由：{reason}；批准人：{approver}。",
    "That the override for it is right. Reason: {reason}; approved by {approver}.",
  ],
  rests_weight: [
    "它有 {weight} 个签号，所依据的属性属实。",
    "That the attributes that give it {weight} tickets are true.",
  ],
  rests_recusal: [
    "{person} 回避它的理由正当：{category}",
    "That {person} is recused from it for good reason: {category}",
  ],
  rests_alternate: [
    "{target} 确因“{reason}”更换，凭证的 {hash} 摘要 {evidence}",
    "That {target} was struck for the reason {reason}; {hash} of the evidence: {evidence}",
  ],
  rests_struck: [
    "{target} 确因“{reason}”更换，凭证的 {hash} 摘要 {evidence}",
    "That {target} was struck for the reason {reason}; {hash} of the evidence: {evidence}",
  ],

  false_intro: [
    "抽取结果由公告锁定的名录和计划、密值、公开值共同确定，本页已经重新计算。要使结果按某人的意思产生，下列说法中至少有一项必须是假的。",
    "Rosters, plan and secret, which the announcement fixed, and the public values give the result "
      + "together; this page has computed it again. For somebody to have steered it, at least one of "
      + "these would have to be false.",
  ],
  false_unverified: [
    "结论还不是“已验证”：公告在先和公开值属实，您尚未用自己的材料核对。",
    "The verdict is not \"verified\" yet: that the announcement came first, and the values, you have "
      + "not compared with anything of your own.",
  ],
  ceremony_named: ["抽取 {draw}", "Draw {draw}"],
  false_announced: [
    "公告在第一个公开值截止（{first}）之前已经固定。",
    "The announcement was fixed before the first value closed, on {first}.",
  ],
  false_announced_otherwise: [
    "若为假：{authorities}和在抽取记录上签字的主持人、操作人、见证人须共同倒签日期（公告期限为{announce_at}），或者您核对的摘要不是来自当时的记录。",
    "Otherwise: {authorities} and all who signed the minutes (host, operator, witness) dated them "
      + "back together (the announcement was due by {announce_at}), or the digest that you compared is "
      + "not from that time.",
  ],
  false_value: [
    "公开值“{name}”由{publisher}（{issue}）如实产生，{closes}之前无人知道，也无人能够左右。",
    "{publisher} ({issue}) produced the value {name} honestly; until {closes} nobody knew it or "
      + "could influence it.",
  ],
  false_value_otherwise: [
    "若为假：能够左右它的人须与掌握密值的单位串通，并且知道其余公开值。不知道密值的，从公开值算不出结果。",
    "Otherwise: whoever could influence it worked with those who hold the secret, and knew the "
      + "other values. Without the secret nobody computes a result from the values.",
  ],
  false_witness: [
    "{publisher}没有因为结果不合意而不公布公开值“{name}”（{issue}）。",
    "{publisher} did not keep the value {name} ({issue}) back because of what it gives.",
  ],
  false_witness_otherwise: [
    "若为假：等于多试一次。该值事先登记了校验码，不能更换；不公布的，改用替代来源，并且注明。",
    "Otherwise: that was one more try. The value had been committed to and could not be changed; "
      + "silence makes a fallback apply, on record.",
  ],
  false_fallback: [
    "公开值“{name}”改用第 {source} 替代来源的理由属实：{reason}。",
    "The reason for fallback {source} of the value {name} is true: {reason}.",
  ],
  false_fallback_otherwise: ["若为假：等于多试一次。", "Otherwise: that was one more try."],
  false_secret: [
    "{lead}没有在公开值产生以后放弃不合意的抽取。",
    "{lead} threw no draw away, once the values were known, that did not suit it.",
  ],
  false_secret_otherwise: [
    "若为假：公开日志中应有作废或者逾期的记录（本次为公告第 {number} 号）。密值由该单位掌握，公告已登记其校验码，不能更换。公告之前反复试换密值的作用有限：{gain}",
    "Otherwise: the public log has a void or a late line (this is announcement no. {number}). It "
      + "holds the secret, which the announcement committed to and fixed. Trying secrets before "
      + "announcing gains little: {gain}",
  ],
  false_secrets: [
    "{lead}和另外 {partners} 个持有密值的单位没有在公开值产生以后放弃不合意的抽取。",
    "{lead} and the other authorities that hold secrets ({partners}) threw no draw away, once the "
      + "values were known, that did not suit them.",
  ],
  false_secrets_otherwise: [
    "若为假：公开日志中应有作废或者逾期的记录（本次为公告第 {number} 号）。公告已登记各密值的校验码，不能更换。公告之前反复试换密值的作用有限：{gain}",
    "Otherwise: the public log has a void or a late line (this is announcement no. {number}). The "
      + "announcement committed to the secrets and fixed them. Trying secrets before announcing gains "
      + "little: {gain}",
  ],
  false_seal: ["封存文件在{seal_by}前已经公布。", "The seal was public by {seal_by}."],
  false_seal_otherwise: [
    "若为假：迟延会在公开日志中留下记录。封存文件公布以后，结果不能改变。",
    "Otherwise: the public log shows the delay. Once the seal is public, the result cannot change.",
  ],
  false_strikes: [
    "封存以后的更换（{count} 项）理由和凭证属实。",
    "Reasons and evidence of what was struck after the seal ({count}) are true.",
  ],
  false_strikes_otherwise: [
    "若为假：知道结果的人可以事先算出更换以后由谁接替，从中选择；每组、每席的更换次数以公告为限。",
    "Otherwise: insiders, who can compute beforehand who would take the place, chose among strikes; "
      + "the announcement limits how many there are in a stratum and at a seat.",
  ],
  false_changes: [
    "两次抽取之间名录变动（{count} 项）的理由属实。",
    "The reasons of changes to the rosters between the ceremonies ({count}) are true.",
  ],
  false_changes_otherwise: [
    "若为假：抽取单位在变动时已经知道抽中的检查对象，可以使有些人员不能派往。",
    "Otherwise: the authority, which knew the drawn targets by then, kept inspectors away from them.",
  ],
  gain_tiny: [
    "即使试一万亿次，任何一种结果的可能性大致也只能改变不到百万分之一。",
    "a million million tries make no event more likely by more than about one in a million.",
  ],
  gain_about: [
    "即使试一万亿次，任何一种结果的可能性大致也只能改变 {points} 个百分点左右。",
    "a million million tries make an event more likely by some {points} percentage points at most.",
  ],
  gain_unknown: [
    "公开值的各种结果机会不相等，不作估计。",
    "the outcomes of the values are not equally likely, so no figure is given.",
  ],
  false_rosters_head: ["不靠计算、只靠公开质疑的", "What no computation shows, and what is open to challenge"],
  false_rosters: [
    "名录完整真实：检查对象 {targets} 家，登记册中未纳入 {left_out} 家，豁免 {exempt} 家，个别调整 {overrides} 家，回避 {recusals} 条。"
      + "这些由抽取单位决定，在公开值产生之前固定，现在全部公开。",
    "The rosters are complete and true: targets {targets}, left out of the roster {left_out}, "
      + "exempt {exempt}, overrides {overrides}, recusals {recusals}. The authority decided these "
      + "before the values existed, and all are public now.",
  ],
  false_rest: [
    "此外，{hash} 没有被攻破，您使用的本页没有被改动。知道名单的人在检查之前是否泄露，抽中的对象是否真的检查，本页不能说明。",
    "Besides, {hash} is not broken, and this page was not changed. Whether insiders kept silent "
      + "before the visits, and whether those drawn were visited, this page does not show.",
  ],
});
