// What forms are made of (PROTOCOL.md 3). A type is a function that tells whether a value is in form. Where
// it says no, the place of the fault is put together in `form_fault` on the way out, so that what is in form
// costs nothing.

const form_fault = { segments: [], expected: undefined, found: undefined };

function not_in_form(value, expected) {
  form_fault.segments.length = 0;
  form_fault.expected = described(expected);
  form_fault.found = value;
  return false;
}

function within(segment) {
  form_fault.segments.push(segment);
  return false;
}

// The fault found last, as a path from the outermost value.
function fault_place() {
  return form_fault.segments.slice().reverse().join("").replace(/^\./, "");
}

function is_object(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// The types of section 3 and the ways to make others. Their names are short and common, so they are kept
// together here.
const FORM = (() => {
  function simple(name, is_one) {
    return (value) => is_one(value) || not_in_form(value, name);
  }

  const text = simple("text", is_text);
  const id = simple("id", is_id);
  const count = simple("count", is_count);
  const count32 = simple("count32", is_count32);
  const bool = simple("bool", is_bool);
  const hex32 = simple("hex32", is_hex32);
  const district = simple("district", is_district);
  const ratio = simple("ratio", is_ratio);
  const date = simple("date", is_date);
  const instant = simple("instant", is_instant);

  function exactly(...values) {
    const name = values.map((value) => JSON.stringify(value)).join(" | ");
    return (value) => values.indexOf(value) >= 0 || not_in_form(value, name);
  }

  function optional(type) {
    return (value) => value === null || type(value);
  }

  function list(type) {
    return (value) => {
      if (!Array.isArray(value)) return not_in_form(value, "list");
      for (let i = 0; i < value.length; i += 1) if (!type(value[i])) return within(`[${i}]`);
      return true;
    };
  }

  function pair(first, second) {
    return (value) => {
      if (!Array.isArray(value) || value.length !== 2) return not_in_form(value, "pair");
      return (first(value[0]) || within("[0]")) && (second(value[1]) || within("[1]"));
    };
  }

  // [D-12]: exactly these fields. The reader found the keys sorted, and an object of these keys keeps their
  // order.
  function fields(types) {
    const names = Object.keys(types).sort();
    return (value) => {
      if (!is_object(value)) return not_in_form(value, "object");
      let i = 0;
      for (const key in value) {
        if (key !== names[i]) {
          if (i < names.length && !Object.prototype.hasOwnProperty.call(value, names[i])) break;
          return not_in_form(described(key), "no such field") || within(`.${key}`);
        }
        if (!types[key](value[key])) return within(`.${key}`);
        i += 1;
      }
      return i === names.length || not_in_form(undefined, "field") || within(`.${names[i]}`);
    };
  }

  // A document: its fields, the protocol's name ([D-1]) and its type.
  function file(type, types) {
    return fields({ ...types, protocol: exactly(...HASHES.map((h) => h.protocol)), type: exactly(type) });
  }

  // An object with exactly one of these fields.
  function one_of(types) {
    return (value) => {
      if (!is_object(value)) return not_in_form(value, "object");
      const keys = Object.keys(value);
      if (keys.length !== 1 || !Object.prototype.hasOwnProperty.call(types, keys[0])) {
        return not_in_form(value, Object.keys(types).map((name) => `{${name}}`).join(" | "));
      }
      return types[keys[0]](value[keys[0]]) || within(`.${keys[0]}`);
    };
  }

  // One of several texts, or something else.
  function either(texts, type) {
    return (value) => (typeof value === "string" ? exactly(...texts)(value) : type(value));
  }

  return {
    simple, text, id, count, count32, bool, hex32, district, ratio, date, instant,
    exactly, optional, list, pair, fields, file, one_of, either,
  };
})();
