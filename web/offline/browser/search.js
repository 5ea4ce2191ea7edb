// The search of a copy: what is typed is understood, matched and ranked in the browser, as the server does.
const kb = (globalThis.kb ??= {});

// Signs of danger in what readers type; better one too many than one too few.
const redFlags = (data, analysis, lexicon) => {
  const { signs, alone, fillers, irregular, negation, otherwise } = data.redFlags;
  const forms = new Map(irregular);
  const own = (word) => analysis.term(forms.get(word) ?? word);
  const ofSigns = new Map(data.redFlags.forms);
  const readings = (word) => {
    const term = own(word);
    if (ofSigns.has(term) || word.length < 4 || lexicon.words.has(word) || lexicon.isKnown(analysis.term(word))) return [term];
    const slips = [...ofSigns].filter(([, all]) => all.some((form) => (word[0] === form[0] || !lexicon.fillerTerms.has(term)) && kb.edits(word, form) <= (word.length >= 8 ? 2 : 1)));
    return [term, ...slips.map(([sign]) => sign)];
  };
  return (text) => {
    const places = new Map();
    const typed = analysis.words(analysis.fold(text.replaceAll("\u2019", "'")).replace(new RegExp(otherwise, "g"), " ").replace(new RegExp(negation, "g"), " not "));
    // and "my self" as one
    const read = typed.map((word, at) => [...readings(word), ...[own(word + typed[at + 1])].filter((one) => ofSigns.has(one))]);
    read.forEach((terms, at) => terms.forEach((term) => places.set(term, [...(places.get(term) ?? []), at])));
    const isNear = ([terms, , near]) => {
      if (!terms.every((term) => places.has(term))) return false;
      const each = terms.map((term) => places.get(term));
      return each.flat().some((start) => each.every((others) => others.some((place) => place >= start && place - start < terms.length + near)));
    };
    const met = alone.filter(isNear);
    const left = typed.some((word, at) => !fillers.includes(word) && !met.some(([terms]) => terms.some((term) => read[at].includes(term))));
    return [...new Set([...signs.filter(isNear), ...(left ? [] : met)].flatMap(([, flags]) => flags))];
  };
};

const identifier = (text, keys) => {
  const pasted = text.trim().replace(/^[<([{\u201c"']+/, "").toLowerCase();
  const typed = pasted.replace(/[.,;:!?)\]}>\u201d"']+$/, "");
  const pmid = /^(?:pmid\s*:?\s*|(?:https?:\/\/)?(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov\/pubmed)\/)?(\d{7,8})(?:[/?#]\S*)?$/.exec(typed);
  const pmc = /^(?:pmcid\s*:?\s*)?(?:\S*\/articles\/)?pmc\s?(\d{3,9})(?:[/?#]\S*)?$/.exec(typed);
  const doi = /10\.\d{4,9}(?:\.\d+)*\/\S+$/.exec(typed);
  if (pmid) return keys.get(`pmid:${pmid[1]}`) ?? null;
  if (pmc) return keys.get(`pmc${pmc[1]}`) ?? [];
  if (doi && !/\s/.test(typed.replace(/^doi\s*:?\s*/, ""))) return keys.get(`doi:${doi[0]}`) ?? [];
  return null;
};

kb.search = (data) => {
  const analysis = kb.analysis(data);
  const engine = kb.engine(data);
  const lexicon = kb.lexicon(data, analysis, engine);
  const flagsIn = redFlags(data, analysis, lexicon);
  const keys = new Map(data.identifiers);
  const answers = kb.answers(data, lexicon, engine);
  const excerpts = kb.excerpts(data, lexicon, engine);

  const understood = (query, flags, suspicious) => {
    const read = kb.understand(query, lexicon, suspicious);
    const subjects = read.roles.some((roles) => roles.names.some((name) => {
      const { ids } = lexicon.names.get(name.name);
      return ids.length === 1 && data.documents[ids[0]].kind === "intervention";
    }));
    if (suspicious || !flags.length || subjects) return read;
    const first = data.redFlags.conditions.filter(([, own]) => own.some((flag) => flags.includes(flag)))
      .map(([name]) => ({ type: "term", text: name, weight: data.weights.danger, field: "name" }));
    if (!first.length) return read;
    const strict = { type: "or", parts: [read.strict, ...first] };
    return { ...read, strict, allWords: strict, loose: read.loose && { type: "or", parts: [read.loose, ...first] } };
  };

  const [unanswered] = data.noBox.split("{1}");
  const find = (text) => {
    const meant = identifier(text, keys);
    const found = flagsIn(text);
    const flags = found.filter((flag) => flag !== data.redFlags.danger);
    const inDanger = flags.length < found.length;
    const nothing = { flags, corrected: [], ignored: [], partial: false, outside: "", boxes: [], notes: [], warning: () => null, excerpt: () => [] };
    if (meant) return { ...nothing, hits: meant.map((id) => [id, 1]) };
    const query = kb.parse(text.replace(/\bet al\b\.?/gi, " "), analysis);
    const keep = (id) => !query.kinds.length || query.kinds.includes(data.documents[id].kind);
    const read = understood(query, flags, false);
    const answer = (tree, of, partial = false) => {
      const found = engine.find(tree, keep);
      const wantsSources = of.roles.some((roles) => roles.asksByAuthor || roles.publication.some(Boolean));
      const hits = of.isName || !of.telling.length ? found : engine.ranked(found, of.telling, lexicon.idf, wantsSources);
      const ignored = of.nodes.length ? of.found.unknown : [];
      const intent = answers.intentOf(of, inDanger);
      const excerpt = excerpts(of.nodes.length ? of.marks : []);
      const every = answers.boxes(intent);
      const hasMore = (html) => !html.startsWith(unanswered) && (intent.subjects.length || intent.asked.emergency);
      const boxes = flags.length ? every.filter(hasMore) : every;
      const signs = flags.length ? flags : [...new Set(answers.flags(intent))];
      return {
        hits, flags: signs, corrected: [...of.found.corrected], ignored: flags.length ? [] : [...new Set(ignored)], partial,
        outside: signs.length || boxes.some((html) => !html.startsWith(unanswered)) ? "" : answers.outside(text, intent, hits[0]?.[0]),
        boxes,
        notes: answers.notes(intent),
        warning: (id) => answers.warning(id, intent),
        excerpt: (id) => (answers.isOfSelfHarm(intent) || (intent.asked.section && intent.subjects.includes(id)) ? [] : excerpt(id)),
      };
    };
    const first = answer(read.strict, read);
    if (first.hits.length && (read.isName || !read.loose)) return first;
    if (first.hits.length && engine.saysAll(engine.find(read.allWords, keep), read.telling, lexicon.idf)) return first;
    const again = kb.understand(query, lexicon, true);
    if (JSON.stringify(again.strict) !== JSON.stringify(kb.understand(query, lexicon).strict) && engine.find(again.allWords, keep).length) return answer(again.strict, again);
    if (read.loose) {
      const any = answer(read.loose, read, true);
      if (any.hits.length) return any;
    }
    return first;
  };
  return (text) => {
    const { hits, ...rest } = find(text);
    return { ...rest, hits: hits.map(([at]) => ({ at, ...data.documents[at] })) };
  };
};
