// What matches and how it scores: BM25F over the fields, then by passages, as the server ranks.
const kb = (globalThis.kb ??= {});

kb.engine = (data) => {
  const count = data.documents.length;
  const number = new Map(data.terms.map((term, at) => [term, at]));
  const field = new Map(data.fields.map(([name], at) => [name, at]));
  const names = new Map(data.names.map(([name, where, ids]) => [name, { where, ids }]));
  // Of each term its documents by field, with how often and where in the field it is said.
  const postings = data.terms.map(() => new Map());
  const lengths = data.fields.map(() => new Float64Array(count));
  data.passages.forEach((passages, id) => {
    const start = data.fields.map(() => 0);
    for (const [of, ...terms] of passages) {
      terms.forEach((term, at) => {
        const byField = postings[term];
        if (!byField.has(of)) byField.set(of, new Map());
        const held = byField.get(of);
        if (!held.has(id)) held.set(id, []);
        held.get(id).push(start[of] + at);
      });
      lengths[of][id] += terms.length;
      start[of] += (Math.floor(terms.length / data.passage) + 1) * data.passage;
    }
  });
  const means = lengths.map((all) => all.reduce((sum, one) => sum + one, 0) / Math.max(1, count) || 1);
  const rarity = (held) => Math.log(count / (held + 1)) + 1;
  const impact = (of, id, often, held) => {
    const [, weight, matters] = data.fields[of];
    const norm = data.saturation * (1 - matters + (matters * lengths[of][id]) / means[of]);
    return (rarity(held) * weight * (data.saturation + 1) * often) / (often + norm);
  };

  const none = () => ({ mask: new Uint8Array(count), scores: new Float64Array(count) });
  const add = (to, id, score) => {
    to.mask[id] = 1;
    to.scores[id] += score;
  };
  const ofTerm = ({ text, weight = 1, field: only }) => {
    const found = none();
    if (only === "name") {
      const named = names.get(text);
      if (named) for (const id of named.ids) add(found, id, weight * rarity(named.ids.length));
      return found;
    }
    for (const [of, held] of postings[number.get(text)] ?? []) {
      if (only && of !== field.get(only)) continue;
      const share = only ? weight / data.fields[of][1] : weight;
      for (const [id, places] of held) add(found, id, share * impact(of, id, places.length, held.size));
    }
    return found;
  };
  const ofPhrase = (words) => {
    const found = none();
    const held = words.map((word) => postings[number.get(word)]);
    if (!words.length || held.some((one) => !one)) return found;
    for (const [of, first] of held[0]) {
      for (const [id, places] of first) {
        const others = held.map((one) => one.get(of)?.get(id));
        if (others.some((one) => !one) || !places.some((place) => others.every((one, at) => one.includes(place + at)))) continue;
        held.forEach((one, at) => add(found, id, impact(of, id, others[at].length, one.get(of).size)));
      }
    }
    return found;
  };
  const match = (node) => {
    if (node.type === "term") return ofTerm(node);
    if (node.type === "phrase") return ofPhrase(node.words);
    const found = none();
    if (node.type === "everything") {
      found.mask.fill(1);
      found.scores.fill(1);
      return found;
    }
    const parts = node.parts.filter((part) => part.type !== "not").map(match);
    const denied = node.parts.filter((part) => part.type === "not").map((part) => match(part.part));
    for (let id = 0; id < count; id += 1) {
      const met = parts.filter((part) => part.mask[id]);
      if (node.type === "and" ? met.length < parts.length : !met.length) continue;
      if (denied.some((part) => part.mask[id])) continue;
      found.mask[id] = 1;
      found.scores[id] = node.type === "and" && !parts.length ? 1 : met.reduce((sum, part) => sum + part.scores[id], 0);
    }
    return found;
  };
  const find = (node, keep = () => true) => {
    const { mask, scores } = match(node);
    const hits = [];
    for (let id = 0; id < count; id += 1) if (mask[id] && keep(id)) hits.push([id, scores[id]]);
    return hits.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  };

  // Ranking by passages: words count together where they are said together.
  const naming = new Set(data.naming.map((name) => field.get(name)));
  const cited = field.get("sources");
  const kept = new Map();
  const holders = (id) => {
    if (!kept.has(id)) {
      const found = new Map();
      data.passages[id].forEach(([, ...terms], place) => {
        for (const term of new Set(terms)) found.set(term, [...(found.get(term) ?? []), place]);
      });
      kept.set(id, found);
    }
    return kept.get(id);
  };
  const placesOf = (ways, id) => new Set(ways.flatMap((way) => {
    const sets = way.map((term) => holders(id).get(number.get(term)) ?? []);
    return sets.length ? sets.reduce((some, more) => some.filter((place) => more.includes(place))) : [];
  }));
  const coverage = (telling, idf, id) => {
    const worths = telling.map((ways) => Math.max(...ways[0].map(idf)) + 0.1);
    if (!worths.length) return 1;
    const sums = new Map();
    let named = 0;
    telling.forEach((ways, at) => {
      const places = [...placesOf(ways, id)];
      if (places.some((place) => naming.has(data.passages[id][place][0]))) named += worths[at];
      else for (const place of places) sums.set(place, (sums.get(place) ?? 0) + worths[at]);
    });
    const best = Math.max(0, ...[...sums].filter(([place]) => data.passages[id][place][0] !== cited).map(([, sum]) => sum));
    return Math.min(1, Math.round(((named + best) / worths.reduce((a, b) => a + b)) * 1e6) / 1e6);
  };
  const vectors = new Map();
  const vector = (id, idf) => {
    if (!vectors.has(id)) {
      const weighed = [];
      for (const [term, places] of holders(id)) {
        const tells = idf(data.terms[term]);
        if (tells > -Math.log(data.likeness.common)) weighed.push([term, (1 + Math.log(places.length)) * tells]);
      }
      const most = weighed.sort((a, b) => b[1] - a[1]).slice(0, data.likeness.terms);
      const length = Math.hypot(...most.map(([, weight]) => weight)) || 1;
      vectors.set(id, new Map(most.map(([term, weight]) => [term, weight / length])));
    }
    return vectors.get(id);
  };
  const cosine = (some, others) => {
    let sum = 0;
    for (const [term, weight] of some) sum += weight * (others.get(term) ?? 0);
    return sum;
  };
  const smoothed = (scores, ids, idf) => {
    if (scores.length < 2) return scores;
    const { nearest, share } = data.likeness;
    const all = ids.map((id) => vector(id, idf));
    const alike = all.map((one, at) => all.map((other, place) => (at === place ? 0 : cosine(one, other))));
    return scores.map((score, at) => {
      const least = [...alike[at]].sort((a, b) => b - a)[Math.min(nearest, scores.length - 1) - 1];
      const near = alike[at].map((one) => (one < least ? 0 : one));
      const sum = near.reduce((a, b) => a + b);
      const around = sum === 0 ? score : near.reduce((total, one, place) => total + one * scores[place], 0) / sum;
      return (1 - share) * score + share * around;
    });
  };
  const ranked = (hits, telling, idf, wantsSources) => {
    const { window, scattered, publication } = data.passageRanking;
    const first = hits.slice(0, window);
    const own = first.map(([id, score]) => {
      const kind = data.documents[id].kind === "source" && !wantsSources ? publication : 1;
      return score * kind * (scattered + (1 - scattered) * coverage(telling, idf, id));
    });
    const scores = telling.length < data.likeness.leastWords ? own : smoothed(own, first.map(([id]) => id), idf);
    const again = first.map(([id], at) => [id, scores[at], at]).sort((a, b) => b[1] - a[1] || a[2] - b[2]);
    return [...again.map(([id, score]) => [id, score]), ...hits.slice(window)];
  };
  const among = (id, name) => data.passages[id].filter(([of]) => of === field.get(name));
  const says = (passages, terms) => terms.every((term) => passages.some(([, ...said]) => said.includes(number.get(term))));
  const hasAll = (id, name, terms) => terms.length > 0 && says(among(id, name), terms);
  const isInOne = (id, name, terms) => among(id, name).some((passage) => says([passage], terms));
  const saysAll = (hits, telling, idf) => hits.slice(0, data.passageRanking.window).some(([id]) => coverage(telling, idf, id) === 1);
  return { find, ranked, saysAll, hasAll, isInOne, names, number };
};
