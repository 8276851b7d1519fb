// What a file seems to be, read before anything is verified: nothing here is trusted, so nothing is assumed
// of its form.

const TYPES_OF_FILES = [
  "announcement",
  "seal",
  "amendment_seal",
  "disclosure",
  "proof",
  "void",
  "undrawn",
  "amendment",
  "opening",
];

function parsed_or_null(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    return null;
  }
}

function text_or_null(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    return null;
  }
}

// What happened to a document on its way: "cut", where it ends too early; "resaved", where it is whole and
// its bytes are not those of a canonical document, as when an editor wrote it; "broken" otherwise.
function damage_of(bytes, is_whole) {
  const { length } = bytes;
  if (is_whole) {
    const [first, second] = bytes;
    const begins = first === 0x7b && second === 0x22;
    return begins && bytes[length - 2] === 0x7d && bytes[length - 1] === 0x0a ? null : "resaved";
  }
  const { fault } = read_canonical(bytes);
  const is_at_end = fault !== null && (fault.code === "end" || fault.at > length - 64);
  if (fault !== null && fault.code === "utf8" && !is_at_end) {
    return "resaved";
  }
  const tail = String.fromCharCode(...bytes.subarray(Math.max(0, length - 32))).trim();
  return is_at_end || !tail.endsWith("}") ? "cut" : "broken";
}

// A file that cannot be read and begins as a disclosure does.
function look_at_broken(bytes, seen) {
  const head = String.fromCharCode(...bytes.subarray(0, 64)).replace(/\0/g, "");
  if (/^[^{a-z]*\{\s*"amendments"\s*:/.test(head)) {
    const is_utf16 = bytes.subarray(0, 64).includes(0);
    seen.kind = "disclosure";
    seen.damage = is_utf16 ? "resaved" : damage_of(bytes, false);
  }
  return seen;
}

// The hash that makes the digest by which minutes and logs name a file: that of the protocol, or of a page's
// format, that it names; null where it names none.
function hash_named(value) {
  const named = (h) => h.protocol === value.protocol || h.page_format === value.format;
  return (value !== null && HASHES.find(named)) || null;
}

function look_at_file(bytes) {
  const text = text_or_null(bytes);
  const value = text !== null && /^\s*\{/.test(text.slice(0, 100)) ? parsed_or_null(text) : null;
  const named = hash_named(value);
  // A log or a list does not say by which hash its digest was published.
  const digests = (named === null ? HASHES : [named]).map((h) => {
    return { hash: h.title, digest: hex(hash_bytes(h, bytes)) };
  });
  const [{ hash, digest }] = digests;
  const seen = { kind: "unknown", size: bytes.length, hash, digest, digests, links: [], damage: null };
  if (text === null) {
    return look_at_broken(bytes, seen);
  }
  if (value !== null && TYPES_OF_FILES.includes(value.type)) {
    seen.kind = value.type;
    seen.damage = damage_of(bytes, true);
    seen.links = value.type === "disclosure" && seen.damage === null ? look_at_chain(value) : [];
  } else if (value !== null && String(value.format).startsWith("dual-random-publication/")) {
    seen.kind = "page";
  } else if (/^\{"announcement":.*"line":0,/.test(text.slice(0, 1000))) {
    seen.kind = "log";
  } else if (/id="program"/.test(text) && /^<!DOCTYPE html>/i.test(text)) {
    seen.kind = "verifier";
  } else if (/^<!DOCTYPE html>/i.test(text)) {
    seen.kind = "html";
  } else if (/^[^\n]+\n[0-9]+\n[A-Za-z0-9+/]{43}=\n/.test(text)) {
    seen.kind = "checkpoint";
  }
  return seen.kind === "unknown" ? look_at_broken(bytes, seen) : seen;
}

function text_at(value) {
  return typeof value === "string" ? value.slice(0, 4096) : "";
}

function list_at(value) {
  return Array.isArray(value) ? value : [];
}

// The ceremonies of a disclosure, the first one first, with what the reader is asked for.
function look_at_chain(disclosure) {
  const links = [];
  let one = disclosure;
  while (one !== null && typeof one === "object" && links.length < 8) {
    links.unshift(look_at_link(one));
    one = one.selection;
  }
  return links;
}

function look_at_link(disclosure) {
  const announcement = disclosure.announcement || {};
  const plan = announcement.plan || {};
  const used = list_at((disclosure.seal || {}).values);
  return {
    draw: text_at(plan.draw),
    title: text_at(plan.title),
    authorities: list_at(plan.authorities)
      .slice(0, 16)
      .map((authority) => text_at((authority || {}).name)),
    ceremony: text_at(plan.ceremony),
    announce_at: text_at(plan.announce_at),
    targets: list_at((disclosure.rosters || {}).targets).length,
    values: list_at(plan.values)
      .slice(0, 16)
      .map((value, i) => look_at_value(value || {}, used[i] || {})),
  };
}

function look_at_value(value, used) {
  const sources = [value.source].concat(list_at(value.fallbacks).slice(0, 4)).map(look_at_source);
  const place = Number.isInteger(used.source) && used.source < sources.length ? used.source : 0;
  return { name: text_at(value.name), sources, used: place, reason: text_at(used.reason) };
}

function look_at_source(source) {
  const { publisher, issue, closes, kind } = source || {};
  return {
    publisher: text_at(publisher),
    issue: text_at(issue),
    closes: text_at(closes),
    kind: is_kind(kind) ? kind : null,
  };
}

function is_small_count(number) {
  return Number.isInteger(number) && number >= 0 && number <= 99;
}

function is_numbers(numbers) {
  return (
    numbers !== null &&
    typeof numbers === "object" &&
    [numbers.count, numbers.max, numbers.min].every(is_small_count)
  );
}

// Only a kind that the page can put into words and read.
function is_kind(kind) {
  if (kind === null || typeof kind !== "object" || Object.keys(kind).length !== 1) {
    return false;
  }
  const [[name, of]] = Object.entries(kind);
  if (name === "numbers") {
    return is_numbers(of || null);
  }
  if (name === "parts") {
    const is_part = (part) => part && is_numbers(part.numbers || null);
    return Array.isArray(of) && of.length > 0 && of.length <= 4 && of.every(is_part);
  }
  if (name === "hex" || name === "upper_hex") {
    return Boolean(of && Number.isInteger(of.bytes));
  }
  return (name === "contribution" || name === "drand") && Boolean(of);
}
