// Warnings (PROTOCOL.md 8.4): what is odd and breaks no rule, counted from what is shown.

const CREDIT_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

// [D-62]
function is_credit_code(code) {
  if (code.length !== 18) return false;
  let sum = 0;
  let weight = 1;
  for (let i = 0; i < 17; i += 1) {
    const value = CREDIT_DIGITS.indexOf(code[i]);
    if (value < 0) return false;
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  if (CREDIT_DIGITS.indexOf(code[17]) !== (31 - (sum % 31)) % 31) return false;
  sum = 0;
  for (let i = 0; i < 8; i += 1) sum += parseInt(code[8 + i], 36) * ORGANISATION_WEIGHTS[i];
  const check = 11 - (sum % 11);
  return code[16] === (check === 10 ? "X" : check === 11 ? "0" : String(check));
}

// How many of these texts another one equals.
function count_repeated(texts) {
  const times = new Map();
  for (const text of texts) times.set(text, (times.get(text) || 0) + 1);
  let count = 0;
  for (const number of times.values()) if (number > 1) count += number;
  return count;
}

function shown_data(records) {
  return records.filter((one) => one.identity.shown !== undefined).map((one) => one.identity.shown.data);
}

function lower_ascii(text) {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function count_ids_alike(records) {
  return count_repeated(records.map((one) => lower_ascii(one.draw.id)));
}

// How many targets that stand have an open seat with a small eligible pool.
function count_small_pools(link, standing) {
  const { words } = link.compiled;
  const row = new Uint32Array(words);
  let small = 0;
  for (const target of service_order(standing)) {
    const open = open_seats(link, standing, [target]);
    const is_small = ({ asks }) => {
      eligible_into(link, standing, asks, target, row, 0);
      const pool = count_bits(row, 0, words);
      return pool < link.plan.min_pool || pool < 2;
    };
    if (open.some(is_small)) small += 1;
  }
  return small;
}

// The warnings of a ceremony that count something. `small_pools` was counted on the way.
function list_warnings(link, small_pools) {
  const { plan, rosters } = link;
  const { targets } = link.first.rosters;
  const warnings = [];
  const add = (code, count) => {
    if (count > 0) warnings.push({ link: link.number, code, count });
  };
  const first = link.number === 0;
  const companies = shown_data(targets);
  const codes = companies.map((data) => data.credit_code).filter((code) => code !== null);
  if (first) {
    add("credit_code", codes.filter((code) => !is_credit_code(code)).length);
    add("empty_stratum", link.pools.strata.filter((stratum) => stratum.n === 0).length);
  }
  add("ids_alike", count_ids_alike(targets) + count_ids_alike(rosters.inspectors));
  if (first) {
    add("old_register", plan.registers.filter((register) => register.date < plan.period.from).length);
    add("outside_strata", link.pools.outside);
    add("quota_clamped", link.pools.strata.filter((stratum) => stratum.clamped).length);
    add("repeated_credit_code", count_repeated(codes));
  }
  add("repeated_inspector_name", count_repeated(shown_data(rosters.inspectors).map((data) => data.name)));
  if (first) add("repeated_name", count_repeated(companies.map((data) => data.name)));
  add("small_pool", small_pools);
  let unknown = 0;
  for (const { draw } of targets) {
    for (const id of draw.last_team) if (!link.inspector_index.has(id)) unknown += 1;
  }
  add("unknown_last_team", unknown);
  return warnings;
}
