// The small types (PROTOCOL.md 3): what is in form, and the order of texts, days and instants.

const MAX_COUNT32 = 0xffffffff;

// [D-3]: texts in the order of their code points, which is not that of UTF-16 units: a surrogate stands for a
// code point beyond every other unit. Negative, 0 or positive.
function compare_texts(a, b) {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      const x_surrogate = x >= 0xd800 && x < 0xe000;
      const y_surrogate = y >= 0xd800 && y < 0xe000;
      if (x_surrogate !== y_surrogate) return x_surrogate ? 1 : -1;
      return x - y;
    }
  }
  return a.length - b.length;
}

// How many bytes of UTF-8 a text has.
function text_bytes(text) {
  let bytes = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    // A surrogate is one of two units that have four bytes together.
    if (c >= 0x80) bytes += c < 0x800 || (c >= 0xd800 && c < 0xe000) ? 1 : 2;
  }
  return bytes;
}

function is_text(value) {
  if (typeof value !== "string" || value.length === 0) return false;
  return value.length <= 1365 || (value.length <= 4096 && text_bytes(value) <= 4096);
}

function is_id(value) {
  return typeof value === "string" && /^[0-9A-Za-z._-]{1,53}$/.test(value);
}

function is_count(value) {
  return typeof value === "number";
}

function is_count32(value) {
  return typeof value === "number" && value <= MAX_COUNT32;
}

function is_bool(value) {
  return typeof value === "boolean";
}

function is_hex32(value) {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}

function is_district(value) {
  return typeof value === "string" && /^[0-9]{6,12}$/.test(value);
}

// dec(a) ‖ "/" ‖ dec(b), 0 ≤ a ≤ 10^12, 1 ≤ b ≤ 10^12.
function is_ratio(value) {
  const match = typeof value === "string" && /^(0|[1-9][0-9]{0,12})\/([1-9][0-9]{0,12})$/.exec(value);
  return match !== null && match !== false && Number(match[1]) <= 1e12 && Number(match[2]) <= 1e12;
}

function days_in_month(year, month) {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

// Whether year, month and day are a date.
function is_day(year, month, day) {
  return year >= 2000 && year <= 2999 && month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year,
    month);
}

function is_date(value) {
  const match = typeof value === "string" && /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(value);
  return Boolean(match) && is_day(Number(match[1]), Number(match[2]), Number(match[3]));
}

// The number of days from 2000-01-01 to a day of the Gregorian calendar.
function day_number(year, month, day) {
  const y = year - 2000;
  // Every fourth year before this one had a leap day but for centuries; 2000 itself had one.
  let days = 365 * y + Math.ceil(y / 4) - Math.ceil(y / 100) + Math.ceil(y / 400);
  for (let m = 1; m < month; m += 1) days += days_in_month(year, m);
  return days + day - 1;
}

const DAYS_TO_3000 = day_number(3000, 1, 1);
const INSTANT = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})([+-])(\d{2}):(\d{2})$/; // \d is 0-9 alone

// An instant as seconds since 2000-01-01T00:00:00+00:00, or null where the text is not one.
function seconds_of(text) {
  const match = typeof text === "string" && INSTANT.exec(text);
  if (!match) return null;
  const [year, month, day, hours, minutes, seconds] = match.slice(1, 7).map(Number);
  const offset_hours = Number(match[8]);
  const offset_minutes = Number(match[9]);
  if (!is_day(year, month, day) || hours > 23 || minutes > 59 || seconds > 59) return null;
  if (offset_hours > 14 || offset_minutes > 59) return null;
  if (match[7] === "-" && offset_hours === 0 && offset_minutes === 0) return null;
  const offset = (offset_hours * 60 + offset_minutes) * 60 * (match[7] === "-" ? -1 : 1);
  return day_number(year, month, day) * 86400 + hours * 3600 + minutes * 60 + seconds - offset;
}

// The day at UTC+8, as a number.
function day_of_seconds(seconds) {
  return Math.floor((seconds + 8 * 3600) / 86400);
}

function is_instant(value) {
  const seconds = seconds_of(value);
  if (seconds === null) return false;
  const day = day_of_seconds(seconds);
  return day >= 0 && day < DAYS_TO_3000;
}

// The day of an instant, as a date.
function date_of(instant) {
  let day = day_of_seconds(seconds_of(instant));
  let year = 2000 + Math.floor(day / 366);
  while (day_number(year + 1, 1, 1) <= day) year += 1;
  day -= day_number(year, 1, 1);
  let month = 1;
  for (; day >= days_in_month(year, month); month += 1) day -= days_in_month(year, month);
  const two = (n) => (n < 10 ? "0" : "") + n;
  return `${year}-${two(month)}-${two(day + 1)}`;
}

// Whether entries are sorted: strictly ascending by `key` ([D-3]). The index of the first that is not, or -1.
function first_unsorted(entries, key = (entry) => entry) {
  for (let i = 1; i < entries.length; i += 1) {
    if (compare_texts(key(entries[i - 1]), key(entries[i])) >= 0) return i;
  }
  return -1;
}

// The index of the first text that an earlier one equals, or -1.
function first_repeated(texts) {
  const seen = new Set();
  for (let i = 0; i < texts.length; i += 1) {
    if (seen.has(texts[i])) return i;
    seen.add(texts[i]);
  }
  return -1;
}

function kind_of_value(value) {
  if (Array.isArray(value)) return "list";
  return value === null ? "null" : typeof value;
}

// Where two values differ first: null, or { segments, expected, found }, the segments of the place from its
// end to its beginning.
function find_difference(expected, found) {
  if (expected === found) return null;
  const kind = kind_of_value(expected);
  if (kind !== kind_of_value(found) || (kind !== "list" && kind !== "object")) {
    return { segments: [], expected, found };
  }
  const keys = kind === "list" ? null : Object.keys(expected).concat(Object.keys(found));
  const length = kind === "list" ? Math.max(expected.length, found.length) : keys.length;
  for (let i = 0; i < length; i += 1) {
    const key = keys === null ? i : keys[i];
    const difference = find_difference(expected[key], found[key]);
    if (difference !== null) {
      difference.segments.push(keys === null ? `[${i}]` : `.${key}`);
      return difference;
    }
  }
  return null;
}

// The same as { place, expected, found }, `place` continuing the given one.
function first_difference(expected, found, place) {
  const difference = find_difference(expected, found);
  if (difference === null) return null;
  const inner = difference.segments.reverse().join("");
  const whole = place === "" ? inner.replace(/^\./, "") : place + inner;
  return { place: whole, expected: difference.expected, found: difference.found };
}

// Two values of the profile, compared whole.
function same_value(a, b) {
  return find_difference(a, b) === null;
}
