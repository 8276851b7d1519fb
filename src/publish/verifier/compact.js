// The compact form of a proof (PROTOCOL.md 18.1): from the text of a QR code to the bytes of the file.
//
// A form takes a value from the front of bytes (`take`), and gives its bytes (`put`) and its JSON (`json`).
// Bytes are taken laxly: in the end the text is compared with the one text that the proof has.

const COMPACT_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*-./:";
const COMPACT_LIMIT = 1048576;
const COMPACT_DAY = 86400000;
const COMPACT_FIRST_DAY = Date.UTC(2000, 0, 1) / COMPACT_DAY;
const COMPACT_LAST_DAY = Date.UTC(2999, 11, 31) / COMPACT_DAY;
// What no string of a document holds.
const COMPACT_REFUSED = new RegExp("[\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b\\u200e" +
  "\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufdd0-\\ufdef\\ufeff\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}" +
  Array.from({ length: 17 }, (_, plane) => plane.toString(16))
    .map((plane) => `\\u{${plane}fffe}\\u{${plane}ffff}`).join("") +
  "]", "u");

class NotCompact extends Error {}

function compact_bytes(text) {
  const bytes = [];
  for (let start = 0; start < text.length; start += 3) {
    const digits = text.slice(start, start + 3);
    let number = 0;
    for (let place = digits.length - 1; place >= 0; place--) {
      const digit = COMPACT_DIGITS.indexOf(digits[place]);
      if (digit < 0) throw new NotCompact();
      number = number * 41 + digit;
    }
    if (digits.length === 1 || number >= 256 ** (digits.length - 1)) throw new NotCompact();
    if (digits.length === 3) bytes.push(number >> 8);
    bytes.push(number & 255);
  }
  return bytes;
}

function compact_digits(bytes) {
  let text = "";
  for (let start = 0; start < bytes.length; start += 2) {
    const is_pair = start + 1 < bytes.length;
    let number = is_pair ? bytes[start] * 256 + bytes[start + 1] : bytes[start];
    for (let place = 0; place < (is_pair ? 3 : 2); place++) {
      text += COMPACT_DIGITS[number % 41];
      number = Math.floor(number / 41);
    }
  }
  return text;
}

// A sum above 2^53 may be rounded, but not to below it.
function compact_count(most) {
  return {
    take(from) {
      let number = 0;
      for (let place = 0; place < 8; place++) {
        const byte = from.byte();
        number += (byte & 127) * 128 ** place;
        if (byte < 128 && number <= most) return number;
        if (byte < 128) break;
      }
      throw new NotCompact();
    },
    put(number, to) {
      for (; number > 127; number = Math.floor(number / 128)) to.push(number % 128 + 128);
      to.push(number);
    },
    json: String,
  };
}

const COMPACT_COUNT = compact_count(Number.MAX_SAFE_INTEGER);
const COMPACT_COUNT32 = compact_count(4294967295);

// A string whose bytes are given by `take` and `put`.
function compact_string(take, put) {
  return { take, put, json: (text) => `"${text.replace(/["\\]/g, "\\$&")}"` };
}

function compact_utf8(bytes) {
  try {
    // Without ignoreBOM a first U+FEFF would be dropped.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new NotCompact();
  }
}

function compact_text(fits) {
  return compact_string(
    (from) => {
      const bytes = from.bytes(COMPACT_COUNT.take(from));
      const text = compact_utf8(bytes);
      const is_text = bytes.length > 0 && bytes.length <= 4096 && !COMPACT_REFUSED.test(text);
      if (!is_text || !fits.test(text)) throw new NotCompact();
      return text;
    },
    (text, to) => {
      const bytes = new TextEncoder().encode(text);
      COMPACT_COUNT.put(bytes.length, to);
      for (const byte of bytes) to.push(byte);
    });
}

const COMPACT_TEXT = compact_text(/^/);
const COMPACT_ID = compact_text(/^[0-9A-Za-z._-]{1,53}$/);
const COMPACT_DISTRICT = compact_text(/^[0-9]{6,12}$/);
const COMPACT_HEX32 = compact_string(
  (from) => Array.from(from.bytes(32), (byte) => byte.toString(16).padStart(2, "0")).join(""),
  (hex, to) => {
    for (let at = 0; at < 64; at += 2) to.push(parseInt(hex.slice(at, at + 2), 16));
  });
const COMPACT_DATE = compact_string(
  (from) => {
    const day = COMPACT_FIRST_DAY + COMPACT_COUNT.take(from);
    if (day > COMPACT_LAST_DAY) throw new NotCompact();
    return new Date(day * COMPACT_DAY).toISOString().slice(0, 10);
  },
  (date, to) => COMPACT_COUNT.put(Date.parse(date) / COMPACT_DAY - COMPACT_FIRST_DAY, to));

// A field with one value.
function compact_only(value) {
  return { take: () => value, put() {}, json: JSON.stringify };
}

function compact_either(which, ...forms) {
  return {
    take(from) {
      const form = forms[from.byte()];
      if (form === undefined) throw new NotCompact();
      return form.take(from);
    },
    put(value, to) {
      to.push(which(value));
      forms[which(value)].put(value, to);
    },
    json: (value) => forms[which(value)].json(value),
  };
}

const COMPACT_BOOL = compact_either(Number, compact_only(false), compact_only(true));

function compact_maybe(form) {
  return compact_either((value) => (value === null ? 0 : 1), compact_only(null), form);
}

function compact_list(form) {
  return {
    take(from) {
      const entries = [];
      // Every entry takes a byte at least.
      for (let left = COMPACT_COUNT.take(from); left > 0; left--) entries.push(form.take(from));
      return entries;
    },
    put(entries, to) {
      COMPACT_COUNT.put(entries.length, to);
      for (const entry of entries) form.put(entry, to);
    },
    json: (entries) => `[${entries.map(form.json).join(",")}]`,
  };
}

function compact_pair(...forms) {
  return {
    take: (from) => forms.map((form) => form.take(from)),
    put: (values, to) => forms.forEach((form, place) => form.put(values[place], to)),
    json: (values) => `[${forms.map((form, place) => form.json(values[place])).join(",")}]`,
  };
}

function compact_object(fields) {
  const names = Object.keys(fields).sort();
  return {
    take(from) {
      const value = {};
      for (const name of names) value[name] = fields[name].take(from);
      return value;
    },
    put: (value, to) => names.forEach((name) => fields[name].put(value[name], to)),
    json: (value) => `{${names.map((name) => `"${name}":${fields[name].json(value[name])}`).join(",")}}`,
  };
}

function compact_record(draw, data) {
  return compact_object({
    draw: compact_object(draw),
    identity: compact_either((value) => ("shown" in value ? 0 : 1),
      compact_object({ shown: compact_object({ data: compact_object(data), salt: COMPACT_HEX32 }) }),
      compact_object({ withheld: compact_object({ hash: COMPACT_HEX32, reason: COMPACT_TEXT }) })),
  });
}

const COMPACT_TARGET = compact_record(
  { attributes: compact_list(compact_pair(COMPACT_TEXT, compact_maybe(COMPACT_TEXT))), carried: COMPACT_BOOL,
    class: COMPACT_TEXT, district: COMPACT_DISTRICT, drawn_before: COMPACT_BOOL,
    exempt: compact_maybe(COMPACT_TEXT), id: COMPACT_ID, inspected: COMPACT_COUNT32,
    last_team: compact_list(COMPACT_ID), level: COMPACT_TEXT },
  { attributes: compact_list(compact_pair(COMPACT_TEXT, COMPACT_TEXT)), basis: compact_maybe(COMPACT_TEXT),
    credit_code: compact_maybe(COMPACT_TEXT), name: COMPACT_TEXT });
const COMPACT_VISITS = Object.assign({}, COMPACT_COUNT32, {
  take(from) {
    const visits = COMPACT_COUNT32.take(from);
    if (visits < 1) throw new NotCompact();
    return visits;
  },
});
const COMPACT_INSPECTOR = compact_record(
  { department: COMPACT_TEXT, district: COMPACT_DISTRICT, id: COMPACT_ID, max_visits: COMPACT_VISITS,
    qualifications: compact_list(COMPACT_TEXT), valid_from: COMPACT_DATE, valid_to: COMPACT_DATE,
    role: compact_either((role) => (role === "officer" ? 0 : 1),
      compact_only("officer"), compact_only("expert")) },
  { name: COMPACT_TEXT });
const COMPACT_ENTRY = compact_either((entry) => (!entry.drawn ? 0 : "struck" in entry ? 2 : 1),
  compact_object({ drawn: compact_only(false), id: COMPACT_ID }),
  compact_object({ drawn: compact_only(true), id: COMPACT_ID, rank: COMPACT_COUNT,
    seats: compact_list(compact_maybe(COMPACT_ID)), stratum: COMPACT_TEXT }),
  compact_object({ drawn: compact_only(true), id: COMPACT_ID, rank: COMPACT_COUNT, stratum: COMPACT_TEXT,
    struck: compact_only(true) }));

function compact_placed(record) {
  return compact_object(
    { index: COMPACT_COUNT, path: compact_list(COMPACT_HEX32), record, salt: COMPACT_HEX32 });
}

function compact_proof(protocol) {
  return compact_object({
    announcement: COMPACT_HEX32, inspectors: compact_list(compact_placed(COMPACT_INSPECTOR)),
    protocol: compact_only(protocol), type: compact_only("proof"),
    record: compact_placed(compact_either((record) => ("target" in record ? 0 : 1),
      compact_object({ target: COMPACT_TARGET }), compact_object({ inspector: COMPACT_INSPECTOR }))),
    result: compact_maybe(compact_object(
      { entry: COMPACT_ENTRY, path: compact_list(COMPACT_HEX32), salt: COMPACT_HEX32, seal: COMPACT_HEX32 })),
  });
}

// What a text begins with tells the protocol.
const COMPACT_FORMS = HASHES.map((h) => ({ prefix: h.compact, proof: compact_proof(h.protocol) }));
const COMPACT_MOST = Math.max(...HASHES.map((h) => h.compact.length)) + COMPACT_LIMIT / 2 * 3;

function compact_form(text) {
  return COMPACT_FORMS.find(({ prefix }) => text.startsWith(prefix));
}

function compact_reader(bytes) {
  let at = 0;
  return {
    byte() {
      if (at >= bytes.length) throw new NotCompact();
      return bytes[at++];
    },
    bytes(count) {
      if (count > bytes.length - at) throw new NotCompact();
      at += count;
      return Uint8Array.from(bytes.slice(at - count, at));
    },
  };
}

// The bytes of the proof's file, or null where the text is not a compact form: take white space out before.
function decode_compact(text) {
  const form = typeof text === "string" && text.length <= COMPACT_MOST ? compact_form(text) : undefined;
  if (form === undefined) return null;
  try {
    const proof = form.proof.take(compact_reader(compact_bytes(text.slice(form.prefix.length))));
    const again = [];
    form.proof.put(proof, again);
    if (form.prefix + compact_digits(again) !== text) return null;
    limit_shown(new_trial(null), proof);
    const file = new TextEncoder().encode(`${form.proof.json(proof)}\n`);
    return file.length > COMPACT_LIMIT ? null : file;
  } catch (error) {
    if (error instanceof NotCompact || error instanceof Unusable) return null;
    throw error;
  }
}
