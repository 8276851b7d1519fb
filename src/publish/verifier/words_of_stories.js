// The words of a target's story.

add_words({
  name_withheld: ["名称依法不公开", "name withheld by law"],
  person_withheld: ["姓名依法不公开", "name withheld by law"],
  district_code: ["代码 {code}", "code {code}"],
  district_named: ["{name}（{code}）", "{name} ({code})"],
  target_named: ["{name}（{id}）", "{name} ({id})"],
  person: ["{name}（{id}）", "{name} ({id})"],
  person_without_record: ["执法证号 {id}", "certificate {id}"],

  outcome_drawn: ["抽中", "Drawn"],
  outcome_not_drawn: ["未抽中", "Not drawn"],
  outcome_struck: ["抽中以后已更换，不再列入本次抽查", "Drawn, and struck since: no longer part of this inspection"],
  outcome_came_in: ["起初未抽中，后来递补", "Not drawn at first, and came in as an alternate"],

  story_record: ["名录中的记载", "Its record in the roster"],
  record_is: ["类别 {class}，级别 {level}，行政区划 {district}", "Class {class}, level {level}, district {district}"],
  record_code: ["统一社会信用代码 {code}", "Credit code {code}"],
  record_withheld: [
    "名称等身份信息依法不公开，理由：{reason}。不影响抽取的重新计算。",
    "Name and identity are withheld by law, on the ground: {reason}. The draw recomputes all the "
      + "same.",
  ],
  record_attributes: ["计划用到的属性：{pairs}", "Attributes that the plan uses: {pairs}"],

  story_place: ["为什么没有参加抽取", "Why it took no part in the draw"],
  place_exempt: ["列为豁免，理由：{reason}", "It is exempt, for the reason: {reason}"],
  place_basis: ["豁免依据：{basis}", "Basis of the exemption: {basis}"],
  place_capped: [
    "本年已检查 {inspected} 次，达到上限 {cap} 次",
    "It was inspected {inspected} times this year; the yearly cap is {cap}",
  ],
  place_before: ["本周期此前已经抽中，本次不再抽取", "It was drawn earlier in this period, and is left out of this draw"],
  place_outside: ["不属于计划的任何分组", "It is in none of the plan's strata"],
  place_no_ticket: ["因此没有签号，这次抽取不可能抽中。", "So it has no ticket, and this draw could not draw it."],

  story_ticket: ["签号和名次", "Ticket and place"],
  pool_is: [
    "属于分组“{name}”：{n} 个检查对象参加抽取，抽 {k} 个。事项：{items}",
    "Stratum {name}: {k} of {n} targets are drawn. Items: {items}",
  ],
  pool_carried: [
    "本次结转：以往抽中后更换，这次排在最前，必定列入。",
    "It is carried over: struck in an earlier draw, it comes first in this one, with certainty.",
  ],
  pool_others_carried: [
    "本组有 {count} 个结转的检查对象，排在最前。",
    "Carried over in this stratum, and so first: {count}.",
  ],
  ticket_only: ["有 1 个签号。", "It has one ticket."],
  ticket_smallest: [
    "{why}有 {weight} 个签号，最小的是第 {number} 个；以最小的一个排名。",
    "It has {weight} tickets{why}; the smallest is no. {number}, and by the smallest it is placed.",
  ],
  tickets_by_rule: ["因{conditions}，", " (because of {conditions})"],
  tickets_by_override: [
    "因个别调整（理由：{reason}；批准人：{approver}），",
    " (by an override; reason: {reason}; approved by {approver})",
  ],
  condition: ["{field}为 {value}", "{field} {value}"],
  ticket_at: [
    "如果把所有可能的签号从小到大排成 0 至 100，它的签号位于 {percent}。",
    "With all possible tickets on a scale from 0 to 100, its ticket stands at {percent}.",
  ],
  order_tickets: ["按签号由小到大", "by ticket, smallest first"],
  order_carried: ["结转的在前，其余按签号由小到大", "those carried over first, then by ticket"],
  place_drawn: [
    "在本组 {n} 个检查对象中，{order}，它排第 {place}；前 {k} 名抽中，所以抽中。",
    "Of the {n} targets of the stratum ({order}) it is number {place}; the first {k} are drawn, so it is "
      + "drawn.",
  ],
  place_alternate: [
    "在本组 {n} 个检查对象中，{order}，它排第 {place}；前 {k} 名抽中，所以未抽中，为第 {alternate} 递补。",
    "Of the {n} targets of the stratum ({order}) it is number {place}; the first {k} are drawn, so it is "
      + "not: it is alternate number {alternate}.",
  ],
  place_gap: [
    "最后一名抽中者的签号位于 {limit}，它的签号位于 {percent}，要更小才会抽中。",
    "The last one drawn stands at {limit}; this one, at {percent}, would have had to be smaller.",
  ],
  place_strikes: [
    "要轮到它递补，本组须先后更换 {needed} 个检查对象；实际递补了 {came_in} 个，公告允许每组至多更换 {most} 个。",
    "For it to come in, targets struck in its stratum would have to be {needed}; alternates that "
      + "came in: {came_in}; the announcement allows at most {most} strikes a stratum.",
  ],
  by_hand: [
    "自行核对第 {number} 个签号，在 Linux、macOS 上运行：",
    "To compute ticket {number} yourself, on Linux or macOS:",
  ],
  by_hand_gives: ["结果应当为：", "It must give:"],
  picture_drawn: [
    "本组 {n} 个检查对象排成一行（{order}），前 {k} 名抽中；它排第 {own}，在界线以内。",
    "The {n} targets of the stratum ({order}): the first {k} are drawn; this "
      + "one is number {own}, within the limit.",
  ],
  picture_not_drawn: [
    "本组 {n} 个检查对象排成一行（{order}），前 {k} 名抽中；它排第 {own}，在界线以外。",
    "The {n} targets of the stratum ({order}): the first {k} are drawn; this "
      + "one is number {own}, beyond the limit.",
  ],
  picture_came_in: [
    "本组 {n} 个检查对象排成一行（{order}），前 {k} 名抽中；它排第 {own}，在界线以外，后来递补。",
    "The {n} targets of the stratum ({order}): the first {k} are drawn; this "
      + "one is number {own}, beyond the limit, and came in later.",
  ],
  picture_limit: ["抽取至第 {k} 名", "drawn up to {k}"],
  picture_own: ["第 {own} 名", "number {own}"],

  story_amendments: ["递补与更换", "Amendments"],
  since_draw: ["抽取时（{day}）", "In the draw ({day})"],
  since_ceremony: ["第 {ceremony} 次抽取（{day}）", "In ceremony {ceremony} ({day})"],
  since_amendment: ["第 {number} 次递补与更换（{day}）", "In amendment {number} ({day})"],
  since_amendment_of: [
    "第 {ceremony} 次抽取的第 {number} 次递补与更换（{day}）",
    "In amendment {number} of ceremony {ceremony} ({day})",
  ],
  amended_came_in: ["{since}：递补 {before}，名次为第 {rank}", "{since}: came in for {before}, with rank {rank}"],
  amended_struck: [
    "{since}：因“{reason}”不再列入本次抽查，没有递补对象",
    "{since}: struck, for the reason: {reason}; nobody came in",
  ],
  amended_replaced: [
    "{since}：因“{reason}”不再列入本次抽查，由 {alternate} 递补",
    "{since}: struck, for the reason: {reason}; {alternate} came in",
  ],
  amended_visited: ["{since}：检查已经完成，此后不再变更", "{since}: the visit was done, and nothing changes any more"],

  story_team: ["检查组", "Team"],
  team_intro: [
    "每个席位从全体检查人员中逐个抽签，第一个符合要求的选用；之前抽出的为什么没有选用，逐一列出。",
    "For each seat inspectors come up one by one in random order; the first who may take it does. "
      + "Why those before did not is listed.",
  ],
  seat_is: ["第 {seat} 席（{ask}）：{now}", "Seat {seat} ({ask}): {now}"],
  seat_held: ["{person}", "{person}"],
  seat_open: ["空缺", "open"],
  seat_dissolved: ["检查组已解散", "the team is dissolved"],
  seat_never_drawn: ["人员尚未抽取", "No inspector was drawn yet"],
  ask: ["{role}{departments}{qualifications}", "{role}{departments}{qualifications}"],
  role_officer: ["执法人员", "officer"],
  role_expert: ["专家", "expert"],
  ask_departments: ["，部门 {names}", ", of {names}"],
  ask_qualifications: ["，资格 {names}", ", qualified in {names}"],
  event_dealt: ["{since}，依次抽出 {count} 人：", "{since}, came up: {count}"],
  event_pool: ["当时可以担任这一席的共 {size} 人{shrunk}", "Who could take the seat then: {size}{shrunk}"],
  event_pool_one: [
    "当时可以担任这一席的只有 {size} 人，人选不是由抽签决定的{shrunk}",
    "Only {size} could take the seat then, so no draw chose who does{shrunk}",
  ],
  event_pool_shrunk: ["；不能担任的：{reasons}", "; who could not: {reasons}"],
  reason_count: ["{reason} {count} 人", "{reason} {count}"],
  event_short: ["{since}：人员不足，空缺", "{since}: too few inspectors, left open"],
  event_struck: [
    "{since}：{person} 因“{reason}”更换",
    "{since}: {person} was struck, for the reason: {reason}",
  ],
  event_struck_of_all: [
    "{since}：{person} 因“{reason}”从全部检查中更换",
    "{since}: {person} was struck from all visits, for the reason: {reason}",
  ],
  slip_taken: ["{place}. {person}：{reason}", "{place}. {person}: {reason}"],
  slip_aside: ["{place}. {person}：未选用，{reason}", "{place}. {person}: set aside, {reason}"],
});
