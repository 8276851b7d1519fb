// Bytes that grow, and canon(x) (PROTOCOL.md 2) written into them. What is hashed is put together here first.

function new_buffer(size) {
  return { bytes: new Uint8Array(size), length: 0 };
}

// Makes room for `more` further bytes.
function make_room(buffer, more) {
  const needed = buffer.length + more;
  if (needed <= buffer.bytes.length) return;
  const larger = new Uint8Array(Math.max(needed, 2 * buffer.bytes.length));
  larger.set(buffer.bytes.subarray(0, buffer.length));
  buffer.bytes = larger;
}

function put_byte(buffer, byte) {
  make_room(buffer, 1);
  buffer.bytes[buffer.length] = byte;
  buffer.length += 1;
}

function put_bytes(buffer, bytes) {
  make_room(buffer, bytes.length);
  buffer.bytes.set(bytes, buffer.length);
  buffer.length += bytes.length;
}

// The UTF-8 of a text that has no lone surrogates (the reader lets none in).
function put_text(buffer, text) {
  make_room(buffer, 3 * text.length);
  const bytes = buffer.bytes;
  let at = buffer.length;
  for (let i = 0; i < text.length; i += 1) {
    let c = text.charCodeAt(i);
    if (c < 0x80) {
      bytes[at++] = c;
    } else if (c < 0x800) {
      bytes[at++] = 0xc0 | (c >> 6);
      bytes[at++] = 0x80 | (c & 63);
    } else if (c >= 0xd800 && c < 0xdc00) {
      i += 1;
      c = 0x10000 + ((c & 0x3ff) << 10) + (text.charCodeAt(i) & 0x3ff);
      bytes[at++] = 0xf0 | (c >> 18);
      bytes[at++] = 0x80 | ((c >> 12) & 63);
      bytes[at++] = 0x80 | ((c >> 6) & 63);
      bytes[at++] = 0x80 | (c & 63);
    } else {
      bytes[at++] = 0xe0 | (c >> 12);
      bytes[at++] = 0x80 | ((c >> 6) & 63);
      bytes[at++] = 0x80 | (c & 63);
    }
  }
  buffer.length = at;
}

// A string with its quotation marks and the two escapes that there are ([D-9]).
function put_string(buffer, text) {
  put_byte(buffer, 0x22);
  if (text.indexOf('"') < 0 && text.indexOf("\\") < 0) put_text(buffer, text);
  else put_text(buffer, text.replace(/["\\]/g, "\\$&"));
  put_byte(buffer, 0x22);
}

// canon(value). Keys are written in the order in which they stand in the object: that of the file for what
// was read, which the reader found sorted, and alphabetical in every object that the verifier makes. The
// depth is at most 32.
function put_canon(buffer, value) {
  if (typeof value === "string") {
    put_string(buffer, value);
  } else if (Array.isArray(value)) {
    put_byte(buffer, 0x5b);
    for (let i = 0; i < value.length; i += 1) {
      if (i > 0) put_byte(buffer, 0x2c);
      put_canon(buffer, value[i]);
    }
    put_byte(buffer, 0x5d);
  } else if (typeof value === "object" && value !== null) {
    let mark = 0x7b;
    for (const key in value) {
      put_byte(buffer, mark);
      put_string(buffer, key);
      put_byte(buffer, 0x3a);
      put_canon(buffer, value[key]);
      mark = 0x2c;
    }
    if (mark === 0x7b) put_byte(buffer, mark);
    put_byte(buffer, 0x7d);
  } else {
    put_text(buffer, String(value));
  }
}

// Where messages are put together; it is empty between uses.
const scratch = new_buffer(4096);

// Takes what stands in the scratch buffer out of it as a hash.
function hash_scratch_into(h, out, to) {
  hash_into(h, scratch.bytes, 0, scratch.length, out, to);
  scratch.length = 0;
}

function hash_scratch(h) {
  const out = new Uint8Array(32);
  hash_scratch_into(h, out, 0);
  return out;
}

function hash_text(h, text) {
  put_text(scratch, text);
  return hash_scratch(h);
}

// The digest of a document, in hexadecimal: the hash of canon(document) ‖ LF by its own protocol.
function digest_of(document) {
  return digest_by(hash_of(document), document);
}

function digest_by(h, document) {
  put_canon(scratch, document);
  put_byte(scratch, 0x0a);
  return hex(hash_scratch(h));
}

// What is no value of a file but tells of one, such as a bound; for reports.
class Described {
  constructor(text) {
    this.text = text;
  }
}

function described(text) {
  return new Described(text);
}

// Prints a value as it would stand in a file, for reports: at most 200 characters.
function as_written(value) {
  if (value === undefined) return null;
  const cut = (_, inner) => (Array.isArray(inner) && inner.length > 40 ? inner.slice(0, 40) : inner);
  const text = value instanceof Described ? value.text : JSON.stringify(value, cut);
  return text.length > 200 ? text.slice(0, 199) + "…" : text;
}
