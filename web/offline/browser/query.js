// What a query asks for: its words looked up, names found, and words that only ask told from those that are searched for.
// The same steps as the server's, but for filters, of which only kind: is known here.
const kb = (globalThis.kb ??= {});

const isYear = (text) => /^(19|20)\d\d$/.test(text);
const all = (nodes) => (nodes.length > 1 ? { type: "and", parts: nodes } : nodes[0]);
const either = (nodes) => ({ type: "or", parts: nodes });
const term = (text, weight = 1, field = "") => ({ type: "term", text, weight, field });
const phrase = (terms) => (terms.length > 1 ? { type: "phrase", words: terms } : term(terms[0]));
const range = (start, length) => Array.from({ length }, (_, at) => start + at);
const occurrences = (said, typed) => typed.map((_, at) => at).filter((at) => said.every((word, more) => typed[at + more] === word));

kb.parse = (text, { words }) => {
  const plain = text.slice(0, 500)
    .replace(/[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2036\uff02]/g, '"')
    .replace(/(?<![\p{L}\p{N}])['\u2018\u201a](?=[\p{L}\p{N}])([^'\u2018\u2019]*[\p{L}\p{N}])['\u2019\u2018](?![\p{L}\p{N}])/gu, '"$1"')
    .replace(/(?<!\S)[\u2212\u2010-\u2015\ufe63\uff0d](?=\S)/g, "-").replace(/(?<!\S)-+(?=[.,]?\d)/g, "");
  const parts = [];
  const kinds = [];
  let joining = false;
  for (const [item] of plain.matchAll(/-?"[^"]*"|[^\s"]+/g)) {
    const bare = item.replace(/^-+/, "");
    const denied = bare !== item;
    const kind = /^kind:(\w+)$/i.exec(bare)?.[1].toLowerCase();
    if (kind && !denied) {
      kinds.push(kind);
      continue;
    }
    if (item === "OR") {
      joining = parts.length > 0 && parts.at(-1).type !== "not";
      continue;
    }
    const synonym = /^synonym:(?=.)/i.exec(bare)?.[0] ?? "";
    const typed = words(bare.slice(synonym.length)).slice(0, 32);
    if (!typed.length) continue;
    let found = typed.map((word) => ({ type: "word", words: [word] }));
    if (synonym) found = [{ type: "synonym", words: typed }];
    else if (typed.length === 1 && /^[\p{L}\p{N}_]{2}[\p{L}\p{N}_'\u2019]*\*$/u.test(bare)) found = [{ type: "prefix", words: typed }];
    else if (typed.length > 1 && (denied || bare.startsWith('"'))) found = [{ type: "phrase", words: typed }];
    else if (typed.length > 1 && bare.replace(/^-|-$/g, "").includes("-")) found = [{ type: "joined", words: typed }];
    if (denied) parts.push({ type: "not", part: found[0] });
    else if (joining) {
      const one = parts.pop();
      parts.push(one.type === "or" ? { type: "or", parts: [...one.parts, found[0]] } : either([one, found[0]]), ...found.slice(1));
    } else parts.push(...found);
    joining = false;
  }
  return { parts, kinds };
};

kb.lexicon = (data, analysis, engine) => {
  const words = new Map(data.words);
  const byTerm = new Map();
  for (const [word, count] of words) {
    const key = analysis.term(word);
    byTerm.set(key, Math.max(byTerm.get(key) ?? 0, count));
  }
  const sets = Object.fromEntries(Object.entries(data.sets).map(([name, list]) => [name, new Set(list)]));
  const [synonyms, compounds, stages] = [data.synonyms, data.compounds, data.stages].map((pairs) => new Map(pairs));
  const concepts = new Map(data.meanings.map(([words, numbers]) => [words, numbers.map((one) => data.concepts[one])]));
  const parts = (keys) => new Set([...keys].flatMap((key) => key.split(" ")));
  const firsts = (keys) => new Set([...keys].map((key) => key.split(" ")[0]));
  const names = new Map([...engine.names].map(([name, held]) => [name.replaceAll("_", " "), { ...held, whole: name }]));
  const spelt = data.spelt.map((name) => name.split(" "));
  const nameWords = new Set(spelt.flat());
  const spelling = kb.spelling(data, analysis, words, nameWords, new Set(spelt.filter((name) => name.length === 1).flat()));
  const size = data.documents.length;
  const held = (one) => byTerm.get(one) ?? 0;
  const [inSynonyms, inConcepts] = [parts(synonyms.keys()), parts(concepts.keys())];
  const isCommon = (one) => sets.focusTerms.has(one) || (size >= data.enough && held(one) >= data.common * size);
  const nameTerms = new Set([...nameWords].map(analysis.term));
  const pairs = new Set(spelt.flatMap((name) => name.slice(1).map((word, at) => `${analysis.term(name[at])} ${analysis.term(word)}`)));
  return {
    ...sets, data, analysis, words, synonyms, concepts, stages, names, spelling, nameWords, pairs, held, isCommon, compounds,
    firstOfSynonyms: firsts(synonyms.keys()),
    firstOfNames: firsts(names.keys()),
    idf: (one) => Math.log((size + 1) / (held(one) + 1)),
    isKnown: (one) => byTerm.has(one) || names.has(one) || inSynonyms.has(one) || inConcepts.has(one),
    isFrequent: (one) => size >= data.enough && held(one) > data.frequent * size,
    isDistinctive: (one) => nameTerms.has(one) && !sets.stopWords.has(one) && !isCommon(one),
    beginning: (prefix) => [...new Set([...words.keys()].filter((word) => word.startsWith(prefix))
      .sort((a, b) => words.get(b) - words.get(a) || (a < b ? -1 : 1)).slice(0, 100).map(analysis.term))],
  };
};

// Words as the index knows them.
const lookup = (lexicon, suspicious) => {
  const { analysis, spelling, words, stopWords, questionWords } = lexicon;
  const found = { corrected: new Map(), unknown: [] };
  const checked = new Set();
  const mayCheck = (word) => !checked.has(word) && checked.size < 6;
  const mayBeRareTypo = (word) => (words.get(word) ?? 0) <= 2 && !lexicon.nameWords.has(word) && /^\p{L}+$/u.test(word);
  const isNearlyName = (word, own) => {
    if (words.has(word) || !mayCheck(word)) return false;
    const near = spelling.nearest(word, true, 1);
    return near !== null && lexicon.neverStemmedWords.has(near) && analysis.term(near) !== own;
  };
  const makesName = (word, [before, after]) => {
    const [one, meant, other] = [before, word, after].map(analysis.term);
    return lexicon.pairs.has(`${one} ${meant}`) || lexicon.pairs.has(`${meant} ${other}`);
  };
  const correction = (word, own, beside) => {
    if (!mayCheck(word) || lexicon.definedTerms.has(own)) return null;
    checked.add(word);
    const near = spelling.nearest(word, suspicious);
    if (spelling.isEnglish(word)) return near && makesName(near, beside) ? near : null;
    if (near && spelling.isCertain(word, near)) return near;
    return (suspicious ? null : spelling.split(word))?.join(" ") ?? null;
  };
  const terms = (word, beside = ["", ""]) => {
    const own = analysis.term(word);
    const asTyped = lexicon.isKnown(own) ? [own] : [];
    if (stopWords.has(word) || questionWords.has(word)) return asTyped;
    const trusted = suspicious ? !mayBeRareTypo(word) : asTyped.length;
    if (trusted && !isNearlyName(word, own)) return asTyped;
    const meant = found.corrected.get(word) ?? correction(word, own, beside);
    if (meant === null) return asTyped;
    found.corrected.set(word, meant);
    return meant.split(" ").map(analysis.term);
  };
  const closed = (word) => {
    const shared = analysis.spelt(word);
    return shared.length > 8 && shared.endsWith("s") ? shared.slice(0, -1) : shared;
  };
  const compound = (typed, at) => {
    for (let length = Math.min(3, typed.length - at); length > 0; length -= 1) {
      const run = typed.slice(at, at + length);
      if (length > 1 && run.some((word) => stopWords.has(word))) continue;
      const one = run.join("");
      const written = lexicon.compounds.get(closed(one)) ?? (one.length >= 8 ? lexicon.compounds.get(`${analysis.term(one)}~`) : undefined);
      if (!written || written.split(" ").length === length) continue;
      const own = run.map(analysis.term);
      return { typed: run, at, terms: written.split(" ").map(analysis.term), also: own.every(lexicon.isKnown) ? own : [] };
    }
    return null;
  };
  const joined = (typed, at) => {
    const pair = typed.slice(at, at + 2);
    const one = pair.join("");
    if (pair.length < 2 || !words.has(one) || pair.every((word) => lexicon.isKnown(analysis.term(word)))) return null;
    found.corrected.set(pair.join(" "), one);
    return { typed: pair, at, terms: [analysis.term(one)], also: [] };
  };
  const single = (typed, at, stop) => {
    const known = terms(typed[at], [typed[at - 1] ?? "", typed[at + 1] ?? ""]);
    if (!known.length && !stop.has(typed[at])) found.unknown.push(typed[at]);
    return { typed: [typed[at]], at, terms: known, also: [] };
  };
  const read = (typed, stop) => {
    const all = [];
    for (let at = 0; at < typed.length; at += all.at(-1).typed.length) all.push(compound(typed, at) ?? joined(typed, at) ?? single(typed, at, stop));
    return all;
  };
  return { ...found, terms, read };
};

// Which words ask, and for what.
const question = (typed, { openings, asking, comparing, phrases, overviews, horizons, deliveryVerbs, stoppingVerbs, stoppingManners, emergencies, overdose, advice }) => {
  const among = (list) => typed.map((_, at) => at).filter((at) => list.includes(typed[at]));
  const section = () => {
    if (typed[0] === "how" && ["is", "are"].includes(typed[1])) {
      const verbs = among(deliveryVerbs);
      if (verbs.length) return ["delivery", verbs];
    }
    const [stops, manners] = [among(stoppingVerbs), among(stoppingManners)];
    if (stops.length && manners.length) return ["stopping", [...stops, ...manners]];
    for (const [name, said] of phrases) {
      const [at] = occurrences(said, typed);
      if (at !== undefined) return [name, name ? range(at, said.length) : []];
    }
    return [null, []];
  };
  const everywhere = (list) => new Set(list.flatMap((said) => occurrences(said, typed).flatMap((at) => range(at, said.length))));
  const [name, places] = section();
  const said = horizons.map(([horizon, phrase]) => [horizon, occurrences(phrase, typed).flatMap((at) => range(at, phrase.length))]).filter(([, some]) => some.length);
  const named = new Set(said.map(([horizon]) => horizon));
  const emergency = (emergencies.find(([, phrase]) => occurrences(phrase, typed).length) ?? [null])[0];
  const mayBeMore = emergency === null || emergency === "suicide";
  const compares = typed.some((word) => comparing.includes(word));
  const asks = openings.includes(typed[0]) || comparing.includes(typed[0]) || name || compares;
  const only = asks ? typed.map((_, at) => at).filter((at) => asking.has(typed[at])) : [];
  const all = new Set([...only, ...said.flatMap(([, some]) => some)]);
  for (const place of places) all.delete(place);
  return {
    asking: all, section: name, sectionPlaces: new Set(places), compares, overview: everywhere(overviews), horizon: named.size === 1 ? [...named][0] : null,
    advice: typed.some((word) => advice.includes(word)) || occurrences(["or", "not"], typed).length > 0,
    emergency: mayBeMore && kb.describesOverdose(typed, overdose) ? "overdose" : emergency,
  };
};

const rolesOf = (words, lexicon, stop) => {
  const { data, names, concepts } = lexicon;
  const byPlace = words.flatMap((word) => (word.terms.length ? word.terms : [""]).map(() => word));
  const terms = words.flatMap((word) => (word.terms.length ? word.terms : [word.typed.join("")]));
  const places = range(0, terms.length);
  const asked = question(words.flatMap((word) => word.typed), { ...data.questions, asking: lexicon.askingWords });
  const stops = byPlace.map((word) => word.typed.length === 1 && stop.has(word.typed[0]));
  const known = byPlace.map((word, at) => word.terms.length > 0 && !stops[at]);
  const at = (set) => byPlace.map((word) => set.has(word.at));
  const asksForSection = at(asked.sectionPlaces);
  const byEnglish = at(new Set([...asked.asking, ...asked.sectionPlaces]));
  const begins = byPlace.length > 0 && data.questions.openings.includes(byPlace[0].typed[0]);
  const isTitle = (name) => names.get(name).ids.every((id) => data.documents[id].kind === "source");
  const every = [];
  for (let start = 0; start < terms.length;) {
    let taken = 0;
    for (let length = lexicon.firstOfNames.has(terms[start]) ? Math.min(data.longestName, terms.length - start) : 0; length > 0 && !taken; length -= 1) {
      const name = terms.slice(start, start + length).join(" ");
      const inside = range(start, length);
      if (!names.has(name) || inside.every((place) => stops[place])) continue;
      if ((begins || length < terms.length) && inside.some((place) => byEnglish[place]) && isTitle(name)) continue;
      every.push({ name, start, places: inside, isTitle: isTitle(name) });
      taken = length;
    }
    start += taken || 1;
  }
  const mentionsBut = (named, asks = new Set()) => {
    const found = [];
    for (let start = 0; start < terms.length;) {
      let length = Math.min(lexicon.data.longestName, terms.length - start);
      let meant = [];
      for (; length > 0; length -= 1) {
        const inside = range(start, length);
        const free = inside.every((place) => !named.has(place)) && !inside.every((place) => asks.has(place));
        const known = concepts.get(terms.slice(start, start + length).join(" "));
        meant = (known ?? []).filter((one) => one.kind === "member" || free);
        if (meant.length || known?.length === 0) break;
      }
      found.push(...meant.map((concept) => ({ concept, places: range(start, length) })));
      start += length || 1;
    }
    return found;
  };
  const people = mentionsBut(new Set()).filter(({ concept }) => concept.kind === "qualifier");
  const isWithinPeople = (name) => people.some((one) => one.places.length > name.places.length && name.places.every((place) => one.places.includes(place)));
  const allNames = every.filter((name) => !isWithinPeople(name));
  const inPhrase = (name) => asked.sectionPlaces.size > 1 && name.places.every((place) => asksForSection[place]);
  const told = allNames.filter((name) => !inPhrase(name) && !name.places.every((place) => stops[place] || lexicon.focusTerms.has(terms[place])));
  const inNames = new Set(told.flatMap((name) => name.places));
  const outside = (flags) => flags.map((flag, place) => flag && !inNames.has(place));
  const publication = outside(byPlace.map((word) => lexicon.publicationWords.has(word.typed[0])));
  const weak = outside(terms.map((one, place) => publication[place] || lexicon.isCommon(one) || lexicon.stages.has(one) || lexicon.fillerTerms.has(one)));
  const asking = outside(byEnglish);
  const asksForOverview = outside(at(asked.overview));
  const named = new Set(allNames.flatMap((name) => name.places));
  const asks = new Set(places.filter((place) => asking[place] || asksForOverview[place]));
  const mentions = mentionsBut(named, asks);
  const { stoppingVerbs, using } = data.questions;
  const treatments = new Set([...inNames, ...mentions.filter(({ concept }) => concept.kind === "member").flatMap(({ places: inside }) => inside)]);
  const isSkipped = (place) => stops[place] || using.includes(byPlace[place].typed[0]);
  const stopsOne = (verb) => treatments.has(places.find((place) => place > verb && !isSkipped(place)));
  if (places.some((place) => stoppingVerbs.includes(byPlace[place].typed[0]) && stopsOne(place))) asked.section = "stopping";
  const placesOf = (some) => new Set(some.flatMap(({ places: inside }) => inside));
  const [mentioned, qualifying] = [placesOf(mentions), placesOf(mentions.filter(({ concept }) => concept.kind === "qualifier"))];
  const subject = places.filter((place) => known[place] && !weak[place] && !asking[place] && !asksForOverview[place] && !qualifying.has(place));
  const isAuthor = (place) => lexicon.authors.has(terms[place]) && (terms.some(isYear) || !lexicon.isFrequent(terms[place]));
  const asksByAuthor = subject.some((place) => !inNames.has(place) && (isAuthor(place) || isYear(terms[place])));
  const hasSubject = told.length > 0 || subject.length > 0;
  const isQuestion = places.map((place) => (asksForSection[place]
    ? asking[place] && hasSubject && !asksByAuthor
    : asking[place] || (asksForOverview[place] && !hasSubject)));
  const searched = places.filter((place) => known[place] && !isQuestion[place]);
  const isAbout = told.length > 0 || subject.length > 0 || weak.some(Boolean);
  const strong = searched.filter((place) => !weak[place] && (!qualifying.has(place) || !isAbout));
  const misses = places.some((place) => !byPlace[place].terms.length && !stops[place] && !asking[place] && !asksForOverview[place]);
  return {
    words, byPlace, terms, places, asked, stops, known, asksForSection, allNames, names: told, inNames, publication, weak, asking, asksForOverview,
    mentions, mentioned, qualifying, subject, isAuthor, asksByAuthor, isQuestion, searched, strong, misses,
    isName: allNames.some((name) => name.places.length === terms.length),
    hasStage: terms.some((one, place) => lexicon.stages.has(one) && !inNames.has(place)),
  };
};

// Words typed side by side as parts of the tree.
const partsOf = (roles, lexicon) => {
  const { data, synonyms } = lexicon;
  const { weak: low, byAuthor } = data.weights;
  if (roles.misses && !roles.searched.length) return [];
  const sidesOf = () => {
    if (!roles.asked.compares) return new Map();
    let sides = new Map();
    let side = 0;
    for (const place of roles.places) {
      const between = !roles.inNames.has(place) && data.between.includes(roles.byPlace[place].typed[0]);
      side += between ? 1 : 0;
      if (roles.strong.includes(place) && !between) sides.set(place, side);
    }
    const several = () => new Set(sides.values()).size > 1;
    if (!several()) sides = new Map(roles.names.flatMap((name) => name.places.map((place) => [place, name.start])));
    return several() ? sides : new Map();
  };
  const synonymLength = (place) => {
    if (!lexicon.firstOfSynonyms.has(roles.terms[place])) return 0;
    for (let length = Math.min(lexicon.data.longestName, roles.terms.length - place); length > 0; length -= 1) {
      if (!synonyms.has(roles.terms.slice(place, place + length).join(" "))) continue;
      return roles.strong.length && range(place, length).every((one) => roles.weak[one]) ? 0 : length;
    }
    return 0;
  };
  const withSynonyms = (place, length) => {
    const terms = roles.terms.slice(place, place + length);
    const others = synonyms.get(terms.join(" ")).map((one) => one.split(" "));
    const telling = terms.filter((one) => !lexicon.stopWords.has(one));
    const content = telling.length ? telling : terms;
    return { node: either([all(content.map((one) => term(one))), ...others.map(phrase)]), required: true, ways: [content, ...others], marks: [...content.map((one) => [one]), ...others] };
  };
  const plain = (word, place) => {
    const weak = roles.strong.length > 0 && roles.weak[place];
    const publication = weak && roles.publication[place];
    const light = (roles.asksForOverview[place] && roles.subject.length > 0) || (weak && lexicon.fillerTerms.has(roles.terms[place]))
      || (roles.qualifying.has(place) && !roles.strong.includes(place));
    const weight = light || (weak && !publication) ? low : 1;
    let node = all(word.terms.map((one) => term(one, weight)));
    if (roles.asksByAuthor && roles.isAuthor(place)) {
      node = either([node, term(roles.terms[place], byAuthor * lexicon.idf(roles.terms[place]), "authors")]);
    }
    if (word.also.length) node = either([node, all(word.also.map((one) => term(one)))]);
    const tells = !(weak || light || publication);
    const marks = [...word.terms, ...word.also].map((one) => [one]);
    return { node, required: !(light || publication), ways: tells ? [word.terms, word.also].filter((one) => one.length) : [], marks };
  };
  const sides = sidesOf();
  const bySide = new Map();
  const parts = [];
  const put = (place, part) => {
    if (!sides.has(place)) parts.push(part);
    else if (bySide.has(sides.get(place))) bySide.get(sides.get(place)).push(part);
    else bySide.set(sides.get(place), [part]);
  };
  for (let place = 0; place < roles.terms.length;) {
    const word = roles.byPlace[place];
    if (!roles.known[place] || (roles.searched.length && roles.isQuestion[place])) {
      if (word.terms.length && !roles.names.length && roles.asksForSection[place]) {
        put(place, { node: all(word.terms.map((one) => term(one, low))), required: false, ways: [], marks: word.terms.map((one) => [one]) });
      }
      place += Math.max(1, word.terms.length);
      continue;
    }
    const length = synonymLength(place);
    put(place, length ? withSynonyms(place, length) : plain(word, place));
    place += length || word.terms.length;
  }
  if (bySide.size) {
    const found = [...bySide.values()];
    const ways = found.filter((side) => side.every((part) => part.ways.length)).map((side) => side.flatMap((part) => part.ways[0]));
    parts.push({ node: either(found.map((side) => all(side.map((part) => part.node)))), required: true, ways, marks: found.flat().flatMap((part) => part.marks) });
  }
  return parts;
};

const boostsOf = (roles, lexicon, alone) => {
  const { onlyTheName, amongOthers, ofAPage, ofTheFocus } = lexicon.data.weights;
  const boost = (name, weight) => term(lexicon.names.get(name).whole, weight, "name");
  const titles = roles.names.filter((name) => name.isTitle);
  if (alone && roles.isName) return [boost(roles.terms.join(" "), onlyTheName * roles.terms.length)];
  if (titles.length) return titles.map((name) => boost(name.name, onlyTheName * name.places.length));
  if (roles.names.length) {
    const tells = (name) => Math.max(...name.places.map((place) => lexicon.idf(roles.terms[place])));
    const weight = roles.asked.section || roles.asked.emergency ? ofAPage : amongOthers;
    return roles.asksByAuthor ? [] : roles.names.map((name) => boost(name.name, weight * tells(name)));
  }
  const asksWhatToAvoid = roles.asked.section === "cautions" && roles.asked.advice && roles.strong.every((place) => roles.asksForSection[place]);
  if (!asksWhatToAvoid && roles.strong.some((place) => lexicon.isDistinctive(roles.terms[place]))) return [];
  const weight = roles.strong.length ? ofTheFocus : onlyTheName;
  if (roles.allNames.length) return roles.allNames.map((name) => boost(name.name, weight));
  const focus = lexicon.data.focus;
  const onlyQuestion = roles.asked.overview.size && !roles.hasStage;
  if (asksWhatToAvoid && roles.strong.length) return focus ? [term(focus, onlyTheName, "name")] : [];
  if (!focus || roles.strong.length || !(roles.terms.some(lexicon.isCommon) || onlyQuestion)) return [];
  return [term(focus, onlyTheName, "name")];
};

// The trees to match: all words, or the name of an entry; any of the words.
kb.understand = (query, lexicon, suspicious = false) => {
  const wanted = query.parts.filter((part) => part.type !== "not");
  const groups = [];
  for (const part of wanted) {
    if (part.type !== "word" && part.type !== "joined") groups.push(part);
    else if (groups.at(-1)?.type === "words") groups.at(-1).words.push(...part.words);
    else groups.push({ type: "words", words: [...part.words] });
  }
  const alone = groups.length === 1;
  let read = null;
  for (const stop of [lexicon.stopWords, new Set()]) {
    const found = lookup(lexicon, suspicious);
    read = { nodes: [], extras: [], boosts: [], telling: [], marks: [], roles: [], isName: false, found };
    const inside = (part, into) => {
      if (part.type === "words" || part.type === "word" || part.type === "joined") {
        const roles = rolesOf(found.read(part.words, stop), lexicon, stop);
        read.roles.push(roles);
        for (const one of partsOf(roles, lexicon)) {
          (one.required ? into.nodes : into.extras).push(one.node);
          if (one.ways.length) read.telling.push(one.ways);
          read.marks.push(...one.marks);
        }
        if (!into.nodes.length) [into.nodes, into.extras] = [into.extras, []];
        read.boosts.push(...boostsOf(roles, lexicon, alone && into === read));
        if (into === read) read.isName = alone && roles.isName;
      } else if (part.type === "or") {
        const sides = { nodes: [], extras: [] };
        for (const one of part.parts) inside(one, sides);
        if (sides.nodes.length) into.nodes.push(either(sides.nodes));
      } else if (part.type === "prefix") {
        const terms = lexicon.beginning(part.words[0]);
        read.marks.push(...terms.map((one) => [one]));
        if (terms.length) into.nodes.push(either(terms.map((one) => term(one))));
        else found.unknown.push(`${part.words[0]}*`);
      } else {
        const known = part.words.map((word) => found.terms(word));
        if (!known.every((one) => one.length)) return void found.unknown.push(part.words.join(" "));
        const terms = known.flat();
        read.marks.push(terms);
        into.nodes.push(part.type === "phrase" ? phrase(terms) : all(terms.map((one) => term(one, 1, "synonyms"))));
        const name = lexicon.names.get(terms.join(" "));
        if (part.type === "phrase" && name) {
          const { onlyTheName, amongOthers } = lexicon.data.weights;
          read.boosts.push(term(name.whole, alone ? onlyTheName * terms.length : amongOthers * Math.max(...terms.map(lexicon.idf)), "name"));
          if (into === read) read.isName = alone;
        }
      }
    };
    for (const part of groups) inside(part, read);
    if (read.nodes.length || found.unknown.length) break;
  }
  const verbatim = (part) => {
    const terms = part.words.map(lexicon.analysis.term);
    if (part.type === "prefix") return either(lexicon.beginning(part.words[0]).map((one) => term(one)));
    return part.type === "synonym" ? all(terms.map((one) => term(one, 1, "synonyms"))) : phrase(terms);
  };
  const denied = query.parts.filter((part) => part.type === "not").map((part) => ({ type: "not", part: verbatim(part.part) }));
  const without = (node) => (denied.length ? { type: "and", parts: [node, ...denied] } : node);
  const { nodes, extras, boosts } = read;
  if (!nodes.length) {
    const node = without(wanted.length ? either([]) : { type: "everything" });
    return { ...read, strict: node, allWords: node, loose: null };
  }
  const words = all([...nodes, ...extras.map((node) => either([{ type: "everything" }, node]))]);
  return {
    ...read,
    strict: without(boosts.length ? either([words, ...boosts]) : words),
    allWords: without(words),
    loose: nodes.length + extras.length > 1 ? without(either([...nodes, ...extras, ...boosts])) : null,
  };
};
