// The strict reader of canonical documents (PROTOCOL.md 2). It works on the bytes, without recursion, and
// stops at the first fault. What it accepts has exactly one form, so that canon(x) of any part is the bytes
// of that part.

const READ_DEPTH = 32;

// [D-10]: code points that no string holds.
function forbidden_character(c) {
  if (c < 0xa0) return c < 0x20 || c >= 0x7f;
  if (c < 0x2000) return c === 0xad || c === 0x61c || c === 0x180e;
  if (c < 0x2028) return c === 0x200b || c === 0x200e || c === 0x200f;
  if (c < 0x2070) return c <= 0x202e || c >= 0x2060;
  if (c < 0x10000) {
    return (c >= 0xfdd0 && c <= 0xfdef) || c === 0xfeff || (c >= 0xfff9 && c <= 0xfffb) || c >= 0xfffe;
  }
  return (c >= 0xe0000 && c <= 0xe007f) || (c & 0xfffe) === 0xfffe;
}

// The code point at `at` beyond ASCII, and how many bytes it has, as code point · 8 + length; -1 where it is
// not UTF-8.
function utf8_at(bytes, at) {
  const a = bytes[at];
  const b = bytes[at + 1] ^ 0x80;
  if (!(b < 0x40) || at + 1 >= bytes.length) return -1;
  if (a >= 0xc2 && a < 0xe0) return (((a & 31) << 6) | b) * 8 + 2;
  const c = bytes[at + 2] ^ 0x80;
  if (!(c < 0x40) || at + 2 >= bytes.length) return -1;
  if (a >= 0xe0 && a < 0xf0) {
    const point = ((a & 15) << 12) | (b << 6) | c;
    return point < 0x800 || (point >= 0xd800 && point < 0xe000) ? -1 : point * 8 + 3;
  }
  const d = bytes[at + 3] ^ 0x80;
  if (!(d < 0x40) || at + 3 >= bytes.length) return -1;
  if (a >= 0xf0 && a < 0xf5) {
    const point = ((a & 7) << 18) | (b << 12) | (c << 6) | d;
    return point < 0x10000 || point > 0x10ffff ? -1 : point * 8 + 4;
  }
  return -1;
}

// A reader of one file: where it is, the containers that are open, and short texts that were read already, so
// that a text that comes a million times is kept once.
function new_reader(bytes) {
  return {
    bytes,
    at: 0,
    told: 0,
    fault: null,
    known_text: new Array(4096).fill(null),
    known_start: new Float64Array(4096),
    known_length: new Int32Array(4096),
    decoder: new TextDecoder("utf-8", { ignoreBOM: true }),
  };
}

function read_fault(reader, code) {
  if (reader.fault === null) reader.fault = { at: reader.at, code };
  return undefined;
}

// The text of bytes[start, end), whose hash is `hash`.
function text_of(reader, start, end, hash, ascii) {
  const bytes = reader.bytes;
  const length = end - start;
  if (length > 64) return decode(reader, start, end, ascii);
  const slot = (hash ^ (hash >>> 12)) & 4095;
  if (reader.known_text[slot] !== null && reader.known_length[slot] === length) {
    const known = reader.known_start[slot];
    let i = 0;
    while (i < length && bytes[known + i] === bytes[start + i]) i += 1;
    if (i === length) return reader.known_text[slot];
  }
  const text = decode(reader, start, end, ascii);
  reader.known_text[slot] = text;
  reader.known_start[slot] = start;
  reader.known_length[slot] = length;
  return text;
}

function decode(reader, start, end, ascii) {
  const part = reader.bytes.subarray(start, end);
  return ascii && end - start <= 256 ? String.fromCharCode.apply(null, part) : reader.decoder.decode(part);
}

// Reads the string whose opening quotation mark is at `at`.
function read_string(reader) {
  const bytes = reader.bytes;
  const start = reader.at + 1;
  let at = start;
  let hash = 0;
  let ascii = true;
  let escapes = false;
  for (;;) {
    const c = bytes[at];
    if (c === 0x22) break;
    if (c === 0x5c) {
      reader.at = at;
      if (bytes[at + 1] !== 0x22 && bytes[at + 1] !== 0x5c) return read_fault(reader, "escape");
      escapes = true;
      hash = (Math.imul(hash, 31) + bytes[at + 1]) | 0;
      at += 2;
    } else if (c >= 0x20 && c < 0x7f) {
      hash = (Math.imul(hash, 31) + c) | 0;
      at += 1;
    } else if (c >= 0x80) {
      const read = utf8_at(bytes, at);
      reader.at = at;
      if (read < 0) return read_fault(reader, "utf8");
      if (forbidden_character(read >> 3)) return read_fault(reader, "character");
      ascii = false;
      hash = (Math.imul(hash, 31) + read) | 0;
      at += read & 7;
    } else {
      reader.at = at;
      return read_fault(reader, c === undefined ? "end" : "character");
    }
  }
  reader.at = at + 1;
  const text = text_of(reader, start, at, hash, ascii);
  return escapes ? text.replace(/\\(["\\])/g, "$1") : text;
}

// [D-7]: a key with its colon; it comes after `before`, the key before it.
function read_key(reader, before) {
  const bytes = reader.bytes;
  if (bytes[reader.at] !== 0x22) return read_fault(reader, "key");
  const start = reader.at + 1;
  let at = start;
  let hash = 0;
  for (;;) {
    const c = bytes[at];
    if (!((c >= 0x61 && c <= 0x7a) || (c >= 0x30 && c <= 0x39) || c === 0x5f)) break;
    hash = (Math.imul(hash, 31) + c) | 0;
    at += 1;
  }
  if (bytes[at] !== 0x22 || at === start || bytes[at + 1] !== 0x3a) return read_fault(reader, "key");
  const key = text_of(reader, start, at, hash, true);
  if (before !== null && !(before < key)) return read_fault(reader, "key_order");
  reader.at = at + 2;
  return key;
}

// [D-8]
function read_number(reader) {
  const bytes = reader.bytes;
  const start = reader.at;
  let value = 0;
  let at = start;
  for (; bytes[at] >= 0x30 && bytes[at] <= 0x39; at += 1) {
    value = value * 10 + (bytes[at] - 0x30);
    // Below 2^53 the sum is exact, and what is not exact is not below 2^53.
    if (at - start > 15 || value > Number.MAX_SAFE_INTEGER) return read_fault(reader, "number");
  }
  if (bytes[start] === 0x30 && at - start > 1) return read_fault(reader, "number");
  reader.at = at;
  return value;
}

function read_word(reader, word, value) {
  for (let i = 0; i < word.length; i += 1) {
    if (reader.bytes[reader.at + i] !== word.charCodeAt(i)) return read_fault(reader, "token");
  }
  reader.at += word.length;
  return value;
}

// A value that is no container.
function read_simple(reader) {
  const c = reader.bytes[reader.at];
  if (c === 0x22) return read_string(reader);
  if (c >= 0x30 && c <= 0x39) return read_number(reader);
  if (c === 0x74) return read_word(reader, "true", true);
  if (c === 0x66) return read_word(reader, "false", false);
  if (c === 0x6e) return read_word(reader, "null", null);
  return read_fault(reader, c === undefined ? "end" : "token");
}

// Puts a value that is complete into the innermost open container. The name __proto__ is lawful as a key and
// would be taken for something else by a plain assignment.
function place_value(open, keys, value) {
  const depth = open.length - 1;
  const container = open[depth];
  if (keys[depth] === null) container.push(value);
  else if (keys[depth] !== "__proto__") container[keys[depth]] = value;
  else Object.defineProperty(container, "__proto__", { value, enumerable: true, configurable: true });
}

// Reads a document: { value, fault }. `fault` is null, or { at: byte, code, place }. `tell` is told now and
// then how many bytes were read.
function read_canonical(bytes, tell = () => {}) {
  const reader = new_reader(bytes);
  const open = [];
  const keys = []; // for each open container the key that is being read, or null in an array
  let value;
  for (;;) {
    if (reader.at >= reader.told) {
      tell(reader.at);
      reader.told = reader.at + 1048576;
    }
    // A value begins here.
    const c = bytes[reader.at];
    let complete = true;
    if (c === 0x7b || c === 0x5b) {
      if (open.length === READ_DEPTH) read_fault(reader, "depth");
      reader.at += 1;
      value = c === 0x7b ? {} : [];
      if (bytes[reader.at] === c + 2) {
        reader.at += 1;
      } else {
        open.push(value);
        keys.push(c === 0x7b ? "" : null);
        if (c === 0x7b) keys[keys.length - 1] = read_key(reader, null);
        complete = false;
      }
    } else {
      value = read_simple(reader);
    }
    // A complete value goes into its container, which may be complete with it, and so on.
    while (complete && reader.fault === null && open.length > 0) {
      place_value(open, keys, value);
      const depth = open.length - 1;
      const mark = bytes[reader.at];
      if (mark === 0x2c) {
        reader.at += 1;
        if (keys[depth] !== null) keys[depth] = read_key(reader, keys[depth]) || keys[depth];
        complete = false;
      } else if (mark === (keys[depth] === null ? 0x5d : 0x7d)) {
        reader.at += 1;
        value = open.pop();
        keys.pop();
      } else {
        read_fault(reader, mark === undefined ? "end" : "token");
      }
    }
    if (reader.fault !== null || complete) break;
  }
  // [D-6]: exactly one LF, and nothing behind it.
  const ended = bytes[reader.at] === 0x0a && reader.at + 1 === bytes.length;
  if (reader.fault === null && ended) return { value, fault: null };
  read_fault(reader, "file_end");
  let place = "";
  for (let i = 0; i < open.length; i += 1) {
    if (keys[i] === null) place += `[${open[i].length}]`;
    else if (keys[i]) place += `.${keys[i]}`; // none where the first key is at fault
  }
  return { value: null, fault: { ...reader.fault, place: place.replace(/^\./, "") } };
}
