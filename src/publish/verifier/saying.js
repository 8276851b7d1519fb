// Sentences in two languages. What is said is data until it is shown, so that the worker can tell a story
// without knowing the language, and a switch of language says everything again.
//
// A *phrase* is a number, a text that stands as it is, a list of phrases, or one of
//   {key, data}      a sentence of WORDS with its data
//   {given}          a text of the file
//   {day}, {instant} of the forms of PROTOCOL.md section 3
//   {digest}         64 hex digits, shown in groups of four
//   {value}          the name of a public value

const LANGUAGES = ["zh-CN", "en"];
const WORDS = {};
let language = 0;

function speak(place) {
  language = place;
}

function phrase(key, data) {
  return { key, data: data || {} };
}

function add_words(words) {
  for (const key of Object.keys(words)) {
    if (WORDS[key] !== undefined) {
      throw new Error("these words are there twice: " + key);
    }
    WORDS[key] = words[key];
  }
}

function day_in_words(day) {
  const [year, month, date] = day.split("-").map(Number);
  return language === 0 ? year + "年" + month + "月" + date + "日" : day;
}

function two_digits(number) {
  return String(number).padStart(2, "0");
}

// A time is said at UTC+8, whatever its offset.
function instant_in_words(instant) {
  const time = new Date(Date.parse(instant) + 8 * 3600 * 1000);
  if (Number.isNaN(time.getTime())) {
    return instant;
  }
  const day = time.toISOString().slice(0, 10);
  const [hour, minute, second] = [time.getUTCHours(), time.getUTCMinutes(), time.getUTCSeconds()];
  if (language === 0) {
    const minutes = minute === 0 && second === 0 ? "" : minute + "分";
    return day_in_words(day) + hour + "时" + minutes + (second === 0 ? "" : second + "秒");
  }
  const seconds = second === 0 ? "" : ":" + two_digits(second);
  return day + " " + two_digits(hour) + ":" + two_digits(minute) + seconds + " (UTC+8)";
}

function in_fours(hex) {
  return hex.replace(/(.{4})(?=.)/g, "$1 ");
}

const VALUE_WORDS = { lottery: "开奖号码", beacon: "公共信标", witness: "见证人随机数", dice: "骰子点数" };

// The name of a public value: in Chinese the word for it, where there is one.
function value_in_words(name) {
  const [, word, number] = /^([a-z]+)(?:-?([0-9]+))?$/.exec(name) || [];
  if (language !== 0 || !Object.prototype.hasOwnProperty.call(VALUE_WORDS, word)) {
    return name;
  }
  return VALUE_WORDS[word] + (number === undefined ? "" : " " + number);
}

// What a phrase consists of: pieces of this page's own words, and of the file's. These are marked where
// they are shown, for they are Chinese in either language.
function pieces_of(said) {
  if (said === null || said === undefined) {
    return [];
  }
  if (typeof said === "string" || typeof said === "number") {
    return [{ text: String(said), is_given: false }];
  }
  if (Array.isArray(said)) {
    const between = { text: WORDS.between[language], is_given: false };
    return said.reduce((all, one, place) => all.concat(place > 0 ? [between] : [], pieces_of(one)), []);
  }
  if (said.given !== undefined) {
    return [{ text: String(said.given), is_given: true }];
  }
  if (said.day !== undefined) {
    return [{ text: day_in_words(said.day), is_given: false }];
  }
  if (said.instant !== undefined) {
    return [{ text: instant_in_words(said.instant), is_given: false }];
  }
  if (said.digest !== undefined) {
    return [{ text: in_fours(said.digest), is_given: false, is_code: true }];
  }
  if (said.value !== undefined) {
    return [{ text: value_in_words(said.value), is_given: false }];
  }
  const words = WORDS[said.key];
  if (words === undefined) {
    throw new Error("there are no words for " + said.key);
  }
  const parts = words[language].split(/\{([a-z_]+)\}/);
  return parts.reduce((all, part, place) => {
    if (place % 2 === 0) {
      return part === "" ? all : all.concat([{ text: part, is_given: false }]);
    }
    if (said.data[part] === undefined) {
      throw new Error(said.key + " lacks " + part);
    }
    return all.concat(pieces_of(said.data[part]));
  }, []);
}

function say(said) {
  return pieces_of(said)
    .map((piece) => piece.text)
    .join("");
}
