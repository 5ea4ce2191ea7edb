// Misspelt words: the known word that an unknown one was probably meant to be, as the server corrects.
const kb = (globalThis.kb ??= {});

// Edits between two words: letters put in, left out, replaced, or swapped with the next.
kb.edits = (one, other) => {
  const rows = [Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= one.length; i += 1) {
    rows.push([i]);
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = rows[i - 1][j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1] ? rows[i - 2][j - 2] + 1 : Infinity;
      rows[i].push(Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, replaced, swapped));
    }
  }
  return rows[one.length][other.length];
};

// A set of words in few bits each: now and then it holds a word that was never put in.
const heldIn = (packed) => {
  const bits = Uint8Array.from(atob(packed.bits), (letter) => letter.charCodeAt(0));
  const hash = (word, seed) => {
    let found = seed;
    for (let at = 0; at < word.length; at += 1) found = Math.imul(found ^ word.charCodeAt(at), 16777619) >>> 0;
    return found;
  };
  return (word) => {
    const [first, step] = [hash(word, 2166136261), hash(word, 84696351) | 1];
    for (let at = 0; at < packed.hashes; at += 1) {
      const bit = ((first + Math.imul(at, step)) >>> 0) % (bits.length * 8);
      if (!((bits[bit >> 3] >> (bit & 7)) & 1)) return false;
    }
    return true;
  };
};

const isAlpha = (word) => /^\p{L}+$/u.test(word);

kb.spelling = (data, { spelt, sound }, words, nameWords, oneWordNames) => {
  const { shortest, longest, candidates, twoEdits, sameSound, nameBonus, short, long, part, vowel, prefixes } = data.corrections;
  const english = heldIn(data.english);
  const isEnglish = (word) => english(spelt(word));
  const byLength = new Map();
  const bySound = new Map();
  const put = (to, key, word) => (to.has(key) ? to.get(key).push(word) : to.set(key, [word]));
  for (const word of [...new Set([...words.keys(), ...nameWords])].filter(isAlpha).sort()) put(byLength, word.length, word);
  for (const word of [...nameWords].filter((one) => isAlpha(one) && one.length >= shortest).sort()) put(bySound, sound(word), word);

  const sameLetters = (word, found) => word.length !== found.length || [...word].sort().join("") === [...found].sort().join("");
  const isCertain = (word, found) => {
    const [edits, key, heard] = [kb.edits(word, found), sound(word), sound(found)];
    const [same, isName] = [key === heard, nameWords.has(found)];
    const tells = key.length >= shortest && !key.startsWith(vowel);
    if (tells && same && oneWordNames.has(found)) return true;
    if (word[0] !== found[0]) return isName && word.length > short && (edits === 1 || (same && tells));
    if (edits > 1) return word.length >= twoEdits && (same || (kb.edits(key, heard) <= 1 && (isName || word.length >= long)));
    if (word.length > short) return true;
    return isName && (sameLetters(word, found) || (word.length > shortest && (same || word.length === short)));
  };
  const near = (word, most) => {
    const costs = new Map();
    const pool = [];
    for (let length = word.length - most; length <= word.length + most; length += 1) pool.push(...(byLength.get(length) ?? []));
    const found = pool.map((one) => [one, kb.edits(word, one)]).filter(([, cost]) => cost <= most).sort((a, b) => a[1] - b[1]).slice(0, candidates);
    for (const [one, cost] of found) costs.set(one, cost);
    for (const one of bySound.get(sound(word)) ?? []) costs.set(one, Math.min(costs.get(one) ?? sameSound, sameSound));
    return costs;
  };
  const doubt = (word, cost, found) => [
    isCertain(word, found) ? 0 : 1, sound(found)[0] === sound(word)[0] ? 0 : 1, cost - (nameWords.has(found) ? nameBonus : 0),
    found[0] === word[0] ? 0 : 1, -(words.get(found) ?? 0), found,
  ];
  const before = (some, others) => {
    const at = some.findIndex((one, place) => one !== others[place]);
    return at >= 0 && some[at] < others[at];
  };
  const nearest = (word, namesOnly = false, edits = 2) => {
    if (word.length < shortest || word.length > longest || !isAlpha(word)) return null;
    const strict = namesOnly || word.length <= shortest;
    let best = null;
    for (const [one, cost] of near(word, word.length < twoEdits ? 1 : edits)) {
      if (one === word || (strict && !nameWords.has(one))) continue;
      const doubts = doubt(word, cost, one);
      if (!best || before(doubts, best)) best = doubts;
    }
    return best?.at(-1) ?? null;
  };
  const isPart = (word) => words.has(word) && (nameWords.has(word) || isEnglish(word));
  const split = (word) => {
    if (!isAlpha(word) || word.length > longest || prefixes.some((one) => word.startsWith(one))) return null;
    let best = null;
    for (let at = part; at <= word.length - part; at += 1) {
      const pair = [word.slice(0, at), word.slice(at)];
      if (!pair.every(isPart)) continue;
      const key = [-Math.min(...pair.map((one) => words.get(one))), ...pair];
      if (!best || key[0] < best[0] || (key[0] === best[0] && before(best.slice(1), key.slice(1)))) best = key;
    }
    return best?.slice(1) ?? null;
  };
  return { nearest, isCertain, isEnglish, split };
};
