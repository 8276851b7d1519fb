// What a person types, read with patience: full-width digits, spaces, line breaks, commas. What was
// understood is shown and then compared byte for byte.

function plain_width(text) {
  return text.normalize("NFKC");
}

// The digests in a text with other words around: 64 digits, with white space between any of them.
function digests_within(text) {
  const found = [];
  const digest = /(^|[^0-9a-z])((?:[0-9a-f]\s*){64})(?![0-9a-z])/gi;
  for (let one = digest.exec(text); one !== null; one = digest.exec(text)) {
    found.push(one[2].replace(/\s+/g, "").toLowerCase());
  }
  return found;
}

// Letters that a scan, or an eye, takes for digits.
const LOOKS_LIKE = { O: "0", o: "0", l: "1", I: "1", i: "1", "|": "1" };

// Every character that no digest has, by the groups of four in which digests are printed.
function strange_in_digest(characters) {
  const places = [];
  characters.forEach((found, place) => {
    if (!/[0-9a-f]/i.test(found)) {
      const data = { group: Math.floor(place / 4) + 1, found: { given: found } };
      const digit = LOOKS_LIKE[found];
      places.push(
        digit === undefined
          ? phrase("digest_strange_at", data)
          : phrase("digest_like_at", Object.assign({ digit }, data)),
      );
    }
  });
  return places;
}

// A digest as it stands on paper. Gives {hex, problem}: one of both is null, and both are for an empty
// text.
function typed_digest(text) {
  const plain = plain_width(text)
    .slice(0, 10000)
    .replace(/[\u200b\ufeff]+/g, "");
  const characters = Array.from(plain.replace(/\s+/g, ""));
  const digits = characters.join("").toLowerCase();
  if (digits === "") {
    return { hex: null, problem: null };
  }
  const places = strange_in_digest(characters);
  if (places.length > 0) {
    const within = digests_within(plain);
    if (within.length === 1) {
      return { hex: within[0], problem: null };
    }
    if (within.length > 1) {
      return { hex: null, problem: phrase("digest_several", { count: within.length }) };
    }
    // Where most of it is no digest, a list of all places would say nothing.
    const problem =
      places.length > 8 || characters.length > 80
        ? phrase("digest_none")
        : phrase("digest_strange", { places });
    return { hex: null, problem };
  }
  if (digits.length !== 64) {
    return { hex: null, problem: phrase("digest_length", { found: digits.length }) };
  }
  return { hex: digits, problem: null };
}

function numbers_in_words(numbers) {
  const width = String(numbers.max).length;
  const data = {
    count: numbers.count,
    low: String(numbers.min).padStart(width, "0"),
    high: String(numbers.max),
    width,
    order: phrase(numbers.ordered ? "numbers_ordered" : "numbers_ascending"),
    twice: numbers.distinct ? phrase("numbers_distinct") : "",
  };
  if (numbers.count === 1) {
    return phrase(width === 1 ? "number_one" : "number_one_wide", data);
  }
  return phrase(width === 1 ? "numbers" : "numbers_wide", data);
}

// How the text of a value has to look.
function kind_in_words(kind) {
  if (kind.numbers) {
    return numbers_in_words(kind.numbers);
  }
  if (kind.parts) {
    const one = (part) =>
      phrase(part.beyond ? "part_beyond" : "part", { part: numbers_in_words(part.numbers) });
    const [first, ...rest] = kind.parts.map(one);
    return rest.reduce((before, after) => phrase("parts", { before, after }), first);
  }
  if (kind.hex) {
    return phrase("hex_digits", { count: 2 * kind.hex.bytes });
  }
  if (kind.upper_hex) {
    return phrase("upper_hex_digits", { count: 2 * kind.upper_hex.bytes });
  }
  if (kind.drand) {
    return phrase("drand_digits", { round: kind.drand.round });
  }
  return phrase("contribution_digits");
}

// The numbers of one part, padded and in their order; a problem where they are not such numbers.
function typed_numbers(numbers, found) {
  const width = String(numbers.max).length;
  const strange = found.find(
    (digits) => digits.length > width || Number(digits) > numbers.max || Number(digits) < numbers.min,
  );
  if (strange !== undefined) {
    return { text: null, problem: phrase("number_outside", { found: { given: strange } }) };
  }
  const all = found.map((digits) => digits.padStart(width, "0"));
  if (numbers.distinct && new Set(all).size < all.length) {
    return { text: null, problem: phrase("number_twice") };
  }
  return { text: (numbers.ordered ? all : all.slice().sort()).join(" "), problem: null };
}

function read_parts(parts, text) {
  const wanted = parts.reduce((sum, part) => sum + part.numbers.count, 0);
  const widths = new Set(parts.map((part) => String(part.numbers.max).length));
  let found = text.match(/[0-9]+/g) || [];
  const width = Array.from(widths)[0];
  if (found.length === 1 && widths.size === 1 && found[0].length === wanted * width) {
    // Typed without anything between.
    found = found[0].match(new RegExp(".{" + width + "}", "g"));
  }
  if (/[^0-9\s,，、;；.。+|/／:：\-—号红蓝前后区球]/.test(text)) {
    return { text: null, problem: phrase("value_strange") };
  }
  if (found.length !== wanted) {
    return { text: null, problem: phrase("number_count", { wanted, found: found.length }) };
  }
  const texts = [];
  let place = 0;
  for (const part of parts) {
    const read = typed_numbers(part.numbers, found.slice(place, place + part.numbers.count));
    if (read.problem) {
      return read;
    }
    place += part.numbers.count;
    texts.push(read.text);
  }
  return { text: texts.join(" + "), problem: null };
}

// A value as it was looked up. Gives {text, problem}: one of both is null, and both are for an empty text.
function typed_value(kind, typed) {
  const text = plain_width(typed).trim();
  if (text === "") {
    return { text: null, problem: null };
  }
  if (kind.numbers) {
    return read_parts([{ numbers: kind.numbers }], text);
  }
  if (kind.parts) {
    return read_parts(kind.parts, text);
  }
  const bytes = kind.hex ? kind.hex.bytes : kind.upper_hex ? kind.upper_hex.bytes : kind.drand ? 48 : 32;
  const bare = text.replace(/\s+/g, "");
  const digits = kind.upper_hex ? bare.toUpperCase() : bare.toLowerCase();
  if (!/^[0-9a-fA-F]*$/.test(digits)) {
    return { text: null, problem: phrase("value_not_hex") };
  }
  if (digits.length !== 2 * bytes) {
    return { text: null, problem: phrase("value_hex_count", { wanted: 2 * bytes, found: digits.length }) };
  }
  return { text: digits, problem: null };
}
