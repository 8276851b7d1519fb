// Public values (PROTOCOL.md 7.1): outcomes of a kind, and whether a text matches it. Outcomes are exact.

const ENOUGH_OUTCOMES = 1n << 32n;
const FEW_OUTCOMES = 1n << 24n;

// R of a kind's numbers; `before` is the part before, of a part that is beyond it, or null.
function range_of(numbers, before) {
  return numbers.max - numbers.min + 1 - (before === null ? 0 : before.count);
}

// The parts of a kind of numbers: [{ numbers, before }].
function parts_of(kind) {
  if (kind.numbers !== undefined) return [{ numbers: kind.numbers, before: null }];
  return kind.parts.map((part, i) => ({
    numbers: part.numbers,
    before: part.beyond && i > 0 ? kind.parts[i - 1].numbers : null,
  }));
}

// The outcomes of a kind that breaks no rule.
function outcomes_of(kind) {
  if (kind.contribution !== undefined) return 1n;
  if (kind.hex !== undefined) return 1n << BigInt(8 * kind.hex.bytes);
  if (kind.upper_hex !== undefined) return 1n << BigInt(8 * kind.upper_hex.bytes);
  if (kind.drand !== undefined) return 1n << 256n;
  return parts_of(kind).reduce((product, part) => product * outcomes_of_numbers(part.numbers, part.before),
    1n);
}

function outcomes_of_numbers(numbers, before) {
  const range = BigInt(range_of(numbers, before));
  let outcomes = 1n;
  for (let i = 1n; i <= BigInt(numbers.count); i += 1n) {
    outcomes *= numbers.distinct ? range - i + 1n : range;
    // Of distinct numbers this is C(R, i) after each step, so the division is exact; of others it rounds
    // down.
    if (!numbers.ordered) outcomes /= i;
  }
  return outcomes;
}

// Whether a text matches a kind that breaks no rule.
function matches_kind(h, kind, text) {
  const { hex: lower, upper_hex: upper, drand, contribution } = kind;
  if (drand !== undefined) return text.length === 96 && /^[0-9a-f]*$/.test(text);
  if (lower !== undefined) return text.length === 2 * lower.bytes && /^[0-9a-f]*$/.test(text);
  if (upper !== undefined) return text.length === 2 * upper.bytes && /^[0-9A-F]*$/.test(text);
  if (contribution !== undefined) {
    return is_hex32(text)
      && hex(hash_text(h, "dual-random/1 contribution:" + text)) === contribution.commitment;
  }
  const parts = parts_of(kind);
  const texts = kind.parts === undefined ? [text] : text.split(" + ");
  if (texts.length !== parts.length) return false;
  let before = [];
  for (let i = 0; i < parts.length; i += 1) {
    const read = read_numbers(parts[i].numbers, texts[i]);
    if (read === null) return false;
    if (parts[i].before !== null && read.some((number) => before.includes(number))) return false;
    before = read;
  }
  return true;
}

// The numbers of a text, or null where it does not match.
function read_numbers(numbers, text) {
  const width = String(numbers.max).length;
  const texts = text.split(" ");
  const is_number = (one) => one.length === width && /^[0-9]+$/.test(one);
  if (texts.length !== numbers.count || !texts.every(is_number)) return null;
  const read = texts.map(Number);
  for (let i = 0; i < read.length; i += 1) {
    if (read[i] < numbers.min || read[i] > numbers.max) return null;
    if (!numbers.ordered && i > 0 && read[i] < read[i - 1]) return null;
  }
  return numbers.distinct && new Set(read).size !== read.length ? null : read;
}

// The chains of drand (section 7.1): when the first round comes, and how many seconds a round takes.
const DRAND_CHAINS = new Map([
  [
    "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
    { first: "2023-08-23T15:09:27+00:00", period: 3 },
  ],
]);

// When a round of drand comes, as instants are counted; null for a chain or a round that there is not.
function drand_time({ chain, round }) {
  const known = DRAND_CHAINS.get(chain);
  return known === undefined || round < 1 ? null : seconds_of(known.first) + (round - 1) * known.period;
}

// The rules about one kind: its bounds, [D-43] and [D-44].
function check_kind(trial, kind, place) {
  if (kind.hex !== undefined) must_be_within(trial, kind.hex.bytes, 1, 64, `${place}.hex.bytes`);
  if (kind.upper_hex !== undefined) must_be_within(trial, kind.upper_hex.bytes, 1, 64,
    `${place}.upper_hex.bytes`);
  if (kind.numbers === undefined && kind.parts === undefined) return;
  if (kind.parts !== undefined) {
    must(trial, kind.parts.length >= 2 && kind.parts.length <= 4, "D-119", `${place}.parts`, "bound",
      described("2–4"), kind.parts.length);
    kind.parts.forEach((part, i) => {
      if (!part.beyond) return;
      const here = `${place}.parts[${i}]`;
      if (!must(trial, i > 0, "D-44", `${here}.beyond`, "unexpected", false, true)) return;
      const a = kind.parts[i - 1].numbers;
      const b = part.numbers;
      const alike = a.distinct && b.distinct && a.min === b.min && a.max === b.max;
      must(trial, alike, "D-44", here, "differs", a, b);
    });
  }
  parts_of(kind).forEach(({ numbers, before }, i) => {
    const here = kind.numbers === undefined ? `${place}.parts[${i}].numbers` : `${place}.numbers`;
    must_be_within(trial, numbers.count, 1, 64, `${here}.count`);
    must_be_within(trial, numbers.max, 0, 99, `${here}.max`);
    must_be_within(trial, numbers.min, 0, 99, `${here}.min`);
    must(trial, numbers.min <= numbers.max, "D-43", here, "bound", described(`≥ ${numbers.min}`),
      numbers.max);
    const enough = !numbers.distinct || numbers.count <= range_of(numbers, before);
    must(trial, enough, "D-43", `${here}.count`, "bound", described(`≤ ${range_of(numbers, before)}`),
      numbers.count);
  });
}

// All sources of a plan with their places, the main ones and the fallbacks.
function sources_of(plan) {
  const sources = [];
  plan.values.forEach((value, i) => {
    const place = `announcement.plan.values[${i}]`;
    sources.push({ source: value.source, main: true, value, place: `${place}.source` });
    value.fallbacks.forEach((source, j) => {
      sources.push({ source, main: false, value, place: `${place}.fallbacks[${j}]` });
    });
  });
  return sources;
}

function is_contribution(source) {
  return source.kind.contribution !== undefined;
}

// [D-43] to [D-50].
function check_sources(trial, announcement) {
  const { plan } = announcement;
  const place = "announcement.plan.values";
  const sources = sources_of(plan);
  const before = trial.failures;
  for (const one of sources) check_kind(trial, one.source.kind, `${one.place}.kind`);
  // Outcomes are told of kinds that break no rule.
  if (trial.failures === before) {
    const product = plan.values.reduce((all, value) => all * outcomes_of(value.source.kind), 1n);
    const least = plan.few_outcomes_reason === null ? ENOUGH_OUTCOMES : FEW_OUTCOMES;
    must(trial, product >= least, "D-45", place, "too_few_outcomes", String(least), String(product));
    for (const one of sources) {
      if (one.main) continue;
      const outcomes = outcomes_of(one.source.kind);
      const enough = outcomes >= ENOUGH_OUTCOMES || outcomes >= outcomes_of(one.value.source.kind);
      must(trial, enough, "D-47", one.place, "too_few_outcomes", undefined, String(outcomes));
    }
  }
  const drawn = plan.values.some((value) => !is_contribution(value.source));
  must(trial, drawn, "D-46", place, "only_contributions");
  plan.values.forEach((value, i) => {
    const last = value.fallbacks.length > 0 ? value.fallbacks[value.fallbacks.length - 1] : value.source;
    must(trial, !is_contribution(last), "D-46", `${place}[${i}]`, "only_contributions");
  });
  const continuations = plan.values.reduce((product, value) => product * (value.fallbacks.length + 1), 1);
  must(trial, continuations <= 64, "D-48", place, "bound", described("≤ 64"), continuations);
  must_differ(trial, sources.map(({ source }) => JSON.stringify([source.publisher, source.issue])), "D-49",
    (i) => sources[i].place);
  must_differ(trial, commitments_of(announcement), "D-50", () => "announcement");
}

// The commitments of an announcement: the lead's, other authorities', contributions' ([D-50]).
function commitments_of(announcement) {
  const commitments = [announcement.commitment];
  for (const authority of announcement.plan.authorities) {
    if (authority.commitment !== null) commitments.push(authority.commitment);
  }
  for (const { source } of sources_of(announcement.plan)) {
    if (is_contribution(source)) commitments.push(source.kind.contribution.commitment);
  }
  return commitments;
}
