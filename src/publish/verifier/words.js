// What the page says: each sentence in Chinese and in English. The words of answers, of codes and of stories
// stand in the files after this one; all are one table.

add_words({
  between: ["、", ", "],
  inside: ["{above} › {below}", "{above} › {below}"],
  quoted: ["“{text}”", "\"{text}\""],
  in_brackets: ["（{text}）", " ({text})"],
  pair: ["{name}：{value}", "{name}: {value}"],

  title: ["双随机抽取验证", "Verifying a dual-random draw"],
  intro: [
    "本页用抽取单位公布的披露文件，把一次双随机抽取从头重新计算一遍，并与您自己掌握的材料核对。您不需要任何专门知识，也不需要安装程序。",
    "This page computes a dual-random draw again from the disclosure that the authority published, "
      + "and compares it with what you know yourself. You need no special knowledge, and nothing has to "
      + "be installed.",
  ],
  intro_private: [
    "本页不联网：您选择的文件和填写的内容只在您的设备上处理，不会发送给任何人。",
    "This page uses no network: the files that you choose and what you type stay on your device and "
      + "are sent to nobody.",
  ],
  intro_copy: [
    "从抽取单位网站取得的本页，不能用来证明该单位没有弄虚作假。怎样核对本页是否为原版，见页末“关于本页”。",
    "A copy of this page from the authority's own website proves nothing against that authority. "
      + "How to make sure that it is the original stands at the end, under \"About this page\".",
  ],

  to_index: ["返回本次抽取首页", "Back to the page of this draw"],
  file_here: ["如果本页与公示文件在同一文件夹：", "If this page lies in the folder of the published files: "],
  file_here_link: ["下载 disclosure.json", "save disclosure.json"],
  file_here_then: ["，再在此选择。", ", then choose it here."],
  first_choose: [
    "第一步请选择披露文件 disclosure.json。",
    "For step 1, choose the disclosure, disclosure.json.",
  ],

  file_head: ["第一步　选择披露文件", "Step 1: choose the disclosure"],
  file_how: [
    "披露文件的名称是 disclosure.json，由抽取单位在检查结束以后公布。先从公布抽取的网页下载：手机上长按该文件的链接，选择“下载链接”或者“存储链接的文件”；"
      + "电脑上用鼠标右键点击链接，选择“另存为”。",
    "The disclosure is a file named disclosure.json, which the authority publishes after the "
      + "inspections. Save it from the page of the draw first: on a telephone press its link long and "
      + "choose to download it; on a computer click the link with the right button and choose to save it.",
  ],
  file_label: ["披露文件", "Disclosure"],
  file_hint: [
    "选择已经下载的文件，或者把文件拖到本页上。其他文件也可以选：本页显示其摘要。",
    "Choose the file that you saved, or drop it on this page. Any other file may be chosen too: the "
      + "page shows its digest.",
  ],
  file_large: [
    "这个文件较大（{size}），验证时大约要占用 {memory} 内存。内存较小的手机可能无法完成，建议改用电脑。要继续吗？",
    "This file is large ({size}). To verify it takes some {memory} of memory, which a small "
      + "telephone may not have; a computer is better. Go on?",
  ],
  go_on: ["继续", "Go on"],
  stop: ["取消", "Cancel"],
  file_reading: ["正在读取 {name} ……", "Reading {name} …"],
  file_unreadable: [
    "{name} 无法读取，可能过大，或者已被移动、删除。请重新选择；仍不能读取的，请换一台电脑，或者使用核查程序。",
    "{name} cannot be read: it may be too large, or was moved or deleted. Choose it again, or use a "
      + "computer or the program.",
  ],
  size_kb: ["{size} KB", "{size} KB"],
  size_mb: ["{size} MB", "{size} MB"],
  file_choose: ["选择文件", "Choose a file"],
  files_choose: ["选择文件", "Choose files"],
  seen_draw: [
    "抽取 {draw}《{title}》，由{authorities}公布，检查对象名录 {targets} 家",
    "Draw {draw}, {title}, by {authorities}; target roster: {targets}",
  ],
  seen_disclosure: [
    "披露文件，{size}，{hash}：{digest}。这一摘要应当登记在该单位的公开日志 log.jsonl 中。",
    "Disclosure, {size}, {hash}: {digest}. The authority's public log, log.jsonl, should have this "
      + "digest.",
  ],
  seen_as: ["{name}（{size}）是{kind}。", "{name} ({size}) is {kind}."],
  seen_digest: ["{hash}：{digest}", "{hash}: {digest}"],
  kind_unknown: ["本页不认识的文件", "a file that this page does not know"],
  kind_announcement: ["公告文件", "an announcement"],
  kind_seal: ["封存文件", "a seal"],
  kind_amendment_seal: ["递补与更换的封存文件", "the seal of an amendment"],
  kind_disclosure: ["披露文件", "a disclosure"],
  kind_proof: ["证明文件", "a proof"],
  kind_void: ["作废文件", "a void"],
  kind_undrawn: ["未抽取即作废的公告内容", "what was announced and not drawn"],
  kind_amendment: ["递补与更换的内容", "an amendment"],
  kind_opening: ["开启文件（应当保密）", "an opening, which is secret"],
  kind_page: ["公示数据文件", "a publication's data"],
  kind_log: ["公开日志", "a public log"],
  kind_verifier: ["验证页 verify.html 的一个副本", "a copy of this page, verify.html"],
  kind_html: ["网页", "a web page"],
  kind_checkpoint: ["日志校验信息", "a checkpoint of a log"],
  advice_unknown: [
    "它不是披露文件，本页不能验证。上面的摘要可以与别处载明的摘要对照。",
    "It is not a disclosure, so this page cannot verify it. Compare its digest with the one that "
      + "stands elsewhere.",
  ],
  advice_announcement: [
    "上面的摘要就是“公告摘要”，应当与抽取记录（上）载明的一致。已放入页面下方“核对证明”备用。",
    "This digest is the one that the signed minutes, first half, should have. The file is kept for "
      + "\"Check a proof\" below.",
  ],
  advice_seal: [
    "上面的摘要应当与抽取记录（下）载明的一致。已放入页面下方“核对证明”备用。",
    "This digest is the one that the minutes, second half, should have. The file is kept for \"Check "
      + "a proof\" below.",
  ],
  advice_amendment_seal: [
    "上面的摘要应当登记在公开日志中。已放入页面下方“核对证明”备用。",
    "The public log should have this digest. The file is kept for \"Check a proof\" below.",
  ],
  advice_proof: ["请在页面下方“核对证明”中继续。", "Go on under \"Check a proof\" below."],
  advice_void: [
    "上面的摘要应当登记在公开日志中。作废的抽取由核查程序核对。",
    "The public log should have this digest. The program checks draws that are void.",
  ],
  advice_undrawn: [
    "上面的摘要应当载于作废文件。作废的抽取由核查程序核对。",
    "The void should have this digest. The program checks draws that are void.",
  ],
  advice_amendment: [
    "它的内容已经包含在披露文件中，请选择 disclosure.json。",
    "The disclosure holds what it says: choose disclosure.json.",
  ],
  advice_opening: [
    "开启文件含有密值，不应公开。请选择 disclosure.json。",
    "An opening holds a secret and is not for the public. Choose disclosure.json.",
  ],
  advice_page: ["上面的摘要应当登记在公开日志中。", "The public log should have this digest."],
  advice_log: [
    "公开日志由核查程序核对。上面的摘要可以与别人留存的副本对照。",
    "The program audits logs. Compare this digest with that of a copy that others kept.",
  ],
  advice_verifier: [
    "请把上面的摘要与协议发行版载明的摘要对照：相同的，这个副本就是原版。",
    "Compare this digest with that of the release: if they are the same, this copy is the original.",
  ],
  advice_html: [
    "上面的摘要可以与“全部文件和校验信息”载明的摘要对照。",
    "Compare this digest with the one under \"All files and their digests\".",
  ],
  advice_checkpoint: [
    "请留存。日后公开日志如有改动，可以据此发现。",
    "Keep it: it shows whether the public log was changed afterwards.",
  ],

  digest_head: ["第二步　填写公告摘要", "Step 2: the digest of the announcement"],
  digest_how: [
    "公告摘要是 64 位数字和字母（0–9、a–f），写在抽取之前签字的抽取记录（上）中。请从签字的记录，或者当时的报纸、注明日期的留存件抄录，不要从抽取单位现在的网站抄录。没有的可以不填，"
      + "但结论至多为“自洽”。",
    "The digest of the announcement has 64 digits and letters (0–9, a–f) and stands in the minutes "
      + "that were signed before the draw, first half. Copy it from the signed minutes, a newspaper of "
      + "that time or a dated copy, and not from what the authority's website shows now. It may be left "
      + "empty; then the verdict is \"consistent\" at best.",
  ],
  digest_of_draw: ["抽取 {draw}", "Draw {draw}"],
  digest_of_link: ["抽取 {draw}", "Draw {draw}"],
  digest_label: ["公告摘要（{hash}）", "Digest of the announcement ({hash})"],
  digest_hint: [
    "空格、换行、全角数字、大写字母都可以。",
    "Blanks, line breaks, full-width digits and capital letters are fine.",
  ],
  digest_read: ["读作：{digest}（64 位）", "Read as: {digest} (64 digits)"],
  digest_length: ["现在是 {found} 位，应当为 64 位", "There are {found} digits; a digest has 64"],
  digest_strange: [
    "以下各处不是 0–9 或者 a–f，请与原件对照：{places}",
    "Not of 0–9 and a–f, so look at the original: {places}",
  ],
  digest_strange_at: ["第 {group} 组的“{found}”", "\"{found}\" in group {group}"],
  digest_like_at: [
    "第 {group} 组的字母“{found}”（多半是数字 {digit}）",
    "the letter \"{found}\" in group {group} (most likely the digit {digit})",
  ],
  digest_none: [
    "没有找到公告摘要：应当为 64 位数字和字母（0–9、a–f），请只填写摘要",
    "There is no digest in it: type only the 64 digits and letters (0–9, a–f)",
  ],
  digest_several: ["有 {count} 个摘要，请只填写公告摘要", "There are {count} digests: type only the announcement's"],
  left_empty: ["未填写", "Left empty"],
  kept_head: ["您此前自行留存了公告文件或者封存文件的，在此选择", "If you kept the announcement or a seal from that time"],
  kept_label: ["此前留存的文件", "Files that you kept"],
  kept_hint: [
    "抽取之前自行下载的 announcement.json，可以代替公告摘要；当时下载的 seal.json 也可以一并核对。现在才下载的不算。",
    "An announcement.json that you saved before the draw stands for its digest; a seal.json of that "
      + "time is compared too. Files that you download now count for nothing.",
  ],
  kept_all: ["将一并核对：{names}", "To be compared as well: {names}"],
  kept_other: ["{name} 不是公告文件或者封存文件", "{name} is neither an announcement nor a seal"],

  value_head: ["第三步　填写您查得的公开值", "Step 3: the public values that you looked up"],
  value_how: [
    "公开值是抽取所用的开奖号码等，由抽取单位以外的机构公布。请自行到发布者的网站、报纸或者公告查找并填写，不要从抽取单位的材料抄录。没有查到的可以不填，但结论至多为“自洽”。",
    "Public values are what the draw was made with, such as the numbers of a lottery; others than "
      + "the authority publish them. Look them up at their publishers yourself, and do not copy them "
      + "from the authority. They may be left empty; then the verdict is \"consistent\" at best.",
  ],
  value_label: ["公开值“{name}”", "Public value: {name}"],
  value_source: [
    "发布者：{publisher}；期次：{issue}；公布时间：{closes}以后",
    "Publisher: {publisher}; issue: {issue}; published after {closes}",
  ],
  value_form: ["写法：{form}", "Form: {form}"],
  value_fallback_used: [
    "这是第 {source} 替代来源。原定来源为{publisher}（{issue}），未采用的理由：{reason}。请一并核实理由。",
    "This is fallback {source}. The main source was {publisher} ({issue}); the reason given: "
      + "{reason}. Check that too.",
  ],
  value_fallback: [
    "第 {source} 替代来源（本次未采用）：{publisher}，{issue}",
    "Fallback {source}, not used: {publisher}, {issue}",
  ],
  value_contribution: [
    "公开值“{name}”由{publisher}提供，事先登记了校验码，由本页自动核对，您不用填写。",
    "The public value {name} comes from {publisher}, who had committed to it; the page checks it, "
      + "and you need not give it.",
  ],
  value_read: ["读作：{text}", "Read as: {text}"],
  value_strange: ["含有号码和分隔符以外的内容", "Holds something that is neither a number nor a separator"],
  value_not_hex: ["应当只有 0–9 和 a–f", "Must consist of 0–9 and a–f"],
  value_hex_count: ["现在是 {found} 位，应当为 {wanted} 位", "There are {found} digits; there must be {wanted}"],
  number_count: ["现在是 {found} 个号码，应当为 {wanted} 个", "There are {found} numbers; there must be {wanted}"],
  number_outside: ["号码 {found} 超出范围", "The number {found} is out of range"],
  number_twice: ["有号码重复", "A number stands there twice"],
  numbers: [
    "{count} 个号码，{low} 至 {high}，以空格分隔，{order}{twice}",
    "{count} numbers from {low} to {high}, each of one digit, one space between, {order}{twice}",
  ],
  numbers_wide: [
    "{count} 个号码，{low} 至 {high}，各写 {width} 位，以空格分隔，{order}{twice}",
    "{count} numbers from {low} to {high}, each of {width} digits, one space between, {order}{twice}",
  ],
  number_one: ["1 个号码，{low} 至 {high}", "one number from {low} to {high}"],
  number_one_wide: [
    "1 个号码，{low} 至 {high}，写 {width} 位",
    "one number from {low} to {high}, of {width} digits",
  ],
  numbers_ordered: ["按开出先后", "in the order in which they came up"],
  numbers_ascending: ["由小到大", "in ascending order"],
  numbers_distinct: ["，不重复", ", none twice"],
  part: ["{part}", "{part}"],
  part_beyond: ["{part}，且不与前一部分重复", "{part}, none of the part before"],
  parts: ["{before}；然后是 {after}", "{before}; then {after}"],
  hex_digits: ["{count} 位小写十六进制（0–9、a–f）", "{count} lower-case hex digits (0–9, a–f)"],
  upper_hex_digits: ["{count} 位大写十六进制（0–9、A–F）", "{count} upper-case hex digits (0–9, A–F)"],
  drand_digits: [
    "drand 第 {round} 轮的签名，96 位小写十六进制",
    "the signature of drand's round {round}, 96 lower-case hex digits",
  ],
  contribution_digits: ["事先登记校验码的 64 位小写十六进制", "the 64 lower-case hex digits that were committed to"],

  verify_head: ["第四步　验证", "Step 4: verify"],
  verdicts_verified: [
    "“已验证”是指：全部内容重新计算一致，而且与您自己掌握的公告摘要和您自己查得的公开值相符。",
    "\"Verified\" means: everything recomputes, and agrees with the announcement's digest and the "
      + "public values that you had yourself.",
  ],
  verdicts_consistent: [
    "“自洽”是指：全部内容重新计算一致，但没有您自己的材料印证公告在先；事后伪造整套文件的人也能做到这一点。",
    "\"Consistent\" means: everything recomputes, but nothing of your own shows that the "
      + "announcement came first; whoever forges all files afterwards can reach this too.",
  ],
  verify_go: ["开始验证", "Verify"],
  verify_runs: ["正在重新计算，各步如下", "Computing; the steps are below"],
  verify_runs_here: [
    "正在重新计算。您的浏览器不允许后台计算，完成之前页面没有反应，请稍候",
    "Computing. Your browser allows no work in the background, so the page stands still until it is "
      + "done",
  ],
  verify_done: ["验证完成，结论见下", "Done: the verdict is below"],
  verify_broke: [
    "计算中断，没有结论（{error}）。可能是内存不足，请换一台电脑，或者使用核查程序。",
    "The computation broke off without a verdict ({error}). The memory may be too small: use a "
      + "computer or the program.",
  ],
  inputs_changed: ["填写内容已改动，请重新验证。", "What you gave has changed: verify again."],
  mend_first: [
    "有填写内容不符合写法，请先改正，或者清空。发布者公布的内容确实与写法不符的，请清空该栏，并向抽取单位查询。",
    "Something typed does not have its form: mend it or empty the field. If the publisher really "
      + "has it so, leave the field empty and ask the authority.",
  ],
  step_of_link: ["{step}（{draw}）", "{step} ({draw})"],
});
