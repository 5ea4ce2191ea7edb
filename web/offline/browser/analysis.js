// The words of a text and the terms they are compared by, as the server has them: folding, one spelling, one stem.
const kb = (globalThis.kb ??= {});

// But for I² and the like, where a letter stands alone.
const SIGNS = /[\u2122\u2120\u00ae\u00a9\u00b9\u2070\u2074-\u2079]|(?<!(?<![\p{L}\p{N}])\p{L})[\u00b2\u00b3]/gu;
const MARKS = /[\u0300-\u036f\p{Me}\p{Cf}]/gu;
const ANY = "[\\p{L}\\p{N}\\p{M}]";

kb.analysis = (data) => {
  const letters = new Map(data.letters);
  const greek = new Map(data.greek);
  const isGreek = (letter) => letter >= "\u0370" && letter <= "\u03ff";
  const token = new RegExp(
    `\\p{L}${ANY}*(?:['\u2019]${ANY}+)*|\\d+(?:[.,]\\d+)*(?=(?:${data.units})(?!${ANY}))|\\d+(?:[.,]\\d+)+(?!${ANY})|${ANY}+(?:['\u2019]${ANY}+)*`,
    "gu",
  );
  const spellings = data.spellings.map(([held, pattern, shared]) => [held, new RegExp(pattern, "g"), shared]);
  const sounds = data.sounds.map(([pattern, sound]) => [new RegExp(pattern, "g"), sound]);
  const never = new Map(data.neverStemmed);

  const fold = (text) => {
    const small = text.replace(SIGNS, "").toLowerCase().normalize("NFKD").toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ").replace(MARKS, "");
    const parts = [...small].map((letter) => letters.get(letter) ?? letter);
    return parts.map((letter, at) => (greek.has(letter) && !isGreek(parts[at - 1] ?? "") && !isGreek(parts[at + 1] ?? "")
      ? letter === "μ" && /^g$/.test(parts[at + 1] ?? "") && !/\p{L}/u.test(parts[at + 2] ?? "") ? "mc" : greek.get(letter)
      : letter)).join("");
  };
  const word = (found) => (/^\d/.test(found) ? found.replaceAll(",", "") : found.replaceAll("\u2019", "'").replace(/'s$/, "").replaceAll("'", ""));
  const words = (text) => (fold(text).match(token) ?? []).map(word);
  const spelt = (text) => spellings.reduce((now, [held, pattern, shared]) => (now.includes(held) ? now.replace(pattern, shared) : now), text);
  const sound = (text) => sounds.reduce((now, [pattern, heard]) => now.replace(pattern, heard), text);
  const term = (text) => {
    const shared = spelt(text);
    return never.get(shared) ?? kb.stem(shared);
  };
  return { token, fold, words, spelt, sound, term };
};

// The English stemmer of Snowball (Porter 2), from its published description.
const VOWEL = /[aeiouy]/;
const DOUBLE = /(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/;
const WHOLE = {
  skis: "ski", skies: "sky", idly: "idl", gently: "gentl", ugly: "ugli", early: "earli", only: "onli", singly: "singl",
  sky: "sky", news: "news", howe: "howe", atlas: "atlas", cosmos: "cosmos", bias: "bias", andes: "andes",
};
const AFTER_PLURAL = /^(inning|outing|canning|herring|earring|evening|proceed|exceed|succeed)$/;
const STEP_2 = [
  ["ization", "ize"], ["ational", "ate"], ["fulness", "ful"], ["ousness", "ous"], ["iveness", "ive"], ["tional", "tion"], ["biliti", "ble"],
  ["lessli", "less"], ["entli", "ent"], ["ation", "ate"], ["alism", "al"], ["aliti", "al"], ["ousli", "ous"], ["iviti", "ive"], ["fulli", "ful"],
  ["ogist", "og"], ["enci", "ence"], ["anci", "ance"], ["abli", "able"], ["izer", "ize"], ["ator", "ate"], ["alli", "al"], ["bli", "ble"],
];
const STEP_3 = [
  ["ational", "ate"], ["tional", "tion"], ["alize", "al"], ["icate", "ic"], ["iciti", "ic"], ["ative", null], ["ical", "ic"], ["ness", ""], ["ful", ""],
];
const STEP_4 = ["ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion", "al", "er", "ic"];

const regions = (word) => {
  const after = (from) => {
    const found = /[aeiouy][^aeiouy]/.exec(word.slice(from));
    return found ? from + found.index + 2 : word.length;
  };
  const known = /^(gener|commun|arsen|past|univers|later|emerg|organ|inter)/.exec(word);
  const one = known ? known[0].length : after(0);
  return [one, after(one)];
};
const isShort = (stem) => /^[aeiouy][^aeiouy]$/.test(stem) || /[^aeiouy][aeiouy][^aeiouywxY]$/.test(stem) || stem === "past";

kb.stem = (typed) => {
  if (typed.length < 3 || !/^[a-z'Y]/.test(typed)) return typed;
  if (Object.hasOwn(WHOLE, typed)) return WHOLE[typed];
  let word = typed.replace(/^'/, "").replace(/^y/, "Y").replace(/([aeiouy])y/g, "$1Y");
  const [one, two] = regions(word);
  const ends = (ending, from) => word.endsWith(ending) && word.length - ending.length >= from;
  const cut = (ending, by = "") => { word = word.slice(0, word.length - ending.length) + by; };
  word = word.replace(/('s'|'s|')$/, "");
  if (word.endsWith("sses")) cut("es");
  else if (/(ied|ies)$/.test(word)) cut("xxx", word.length > 4 ? "i" : "ie");
  else if (/[^us]s$/.test(word) && VOWEL.test(word.slice(0, -2))) cut("s");
  if (AFTER_PLURAL.test(word)) return word;
  const past = /(eedly|eed)$/.exec(word)?.[0];
  if (past) {
    if (ends(past, one)) cut(past, "ee");
  } else {
    const ending = /(ingly|edly|ing|ed)$/.exec(word)?.[0];
    const stem = ending && word.slice(0, -ending.length);
    if (ending?.startsWith("ing") && /^[^aeiouy]y$/.test(stem)) word = `${stem.slice(0, -1)}ie`;
    else if (stem && VOWEL.test(stem)) {
      word = stem;
      if (/(at|bl|iz)$/.test(word)) word += "e";
      else if (DOUBLE.test(word)) {
        if (!/^[aeo](bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(word)) word = word.slice(0, -1);
      } else if (word.length <= one && isShort(word)) word += "e";
    }
  }
  if (word.length > 2 && /[^aeiouy][yY]$/.test(word)) word = `${word.slice(0, -1)}i`;
  const second = STEP_2.find(([ending]) => word.endsWith(ending));
  if (second) {
    if (ends(second[0], one)) cut(...second);
  } else if (word.endsWith("ogi")) {
    if (ends("ogi", one) && word.at(-4) === "l") cut("i");
  } else if (ends("li", one) && /[cdeghkmnrt]li$/.test(word)) cut("li");
  const third = STEP_3.find(([ending]) => word.endsWith(ending));
  if (third && ends(third[0], one)) {
    if (third[1] !== null) cut(...third);
    else if (ends("ative", two)) cut("ative");
  }
  const fourth = STEP_4.find((ending) => word.endsWith(ending));
  if (fourth && ends(fourth, two) && (fourth !== "ion" || /[st]ion$/.test(word))) cut(fourth);
  if (word.endsWith("e")) {
    if (ends("e", two) || (ends("e", one) && !isShort(word.slice(0, -1)))) cut("e");
  } else if (ends("l", two) && word.endsWith("ll")) cut("l");
  return word.replaceAll("Y", "y");
};
