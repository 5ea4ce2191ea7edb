// The part of an entry's text that says most of what was typed, in pieces: text, and whether it matches.
const kb = (globalThis.kb ??= {});

kb.excerpts = (data, lexicon, engine) => {
  const { length, lead, least } = data.excerpts;
  const never = new Set(data.neverExcerpted.map((name) => data.fields.findIndex(([one]) => one === name)));
  const startsOf = (terms, run) => terms.map((_, at) => at).filter((at) => run.every((term, more) => terms[at + more] === term));
  const spansOf = (passage, terms, runs) => {
    const words = [...passage.matchAll(lexicon.analysis.token)].map((found) => [found.index, found.index + found[0].length]);
    if (words.length !== terms.length) return []; // folded to more or fewer words than are seen
    const spans = runs.flatMap((run) => startsOf(terms, run).map((at) => [words[at][0], words[at + run.length - 1][1]]));
    return spans.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  };
  const windowOf = (passage, spans) => {
    if (passage.length <= length) return [0, passage.length];
    let [first, most] = [0, 0];
    for (const [from] of spans) {
      const here = spans.filter(([start, end]) => start >= from && end <= from + length - lead).length;
      if (here > most) [first, most] = [from, here];
    }
    let start = 0;
    if (first > lead) {
      const before = passage.slice(first - lead, first);
      let stop = Math.max(before.lastIndexOf(". "), before.lastIndexOf("; "));
      if (stop < 0) stop = before.indexOf(" ") - 1;
      start = stop > -2 ? first - lead + stop + 2 : first;
    }
    const end = start + length;
    if (end >= passage.length) return [start, passage.length];
    const space = passage.lastIndexOf(" ", end - 1);
    return [start, space > start + length / 2 ? space : end];
  };
  return (marks) => {
    const runs = [...new Set(marks.map((run) => run.join(" ")))].map((run) => run.split(" ")).map((run) => [run.map((term) => engine.number.get(term)), least + Math.max(...run.map(lexicon.idf))]);
    return (id) => {
      let [best, most] = [-1, 0];
      data.passages[id].forEach(([field, ...terms], place) => {
        const worth = never.has(field) ? 0 : runs.reduce((sum, [run, one]) => sum + (startsOf(terms, run).length ? one : 0), 0);
        if (worth > most) [best, most] = [place, worth];
      });
      if (best < 0) return [];
      const [passage, terms] = [data.texts[id][best], data.passages[id][best].slice(1)];
      const spans = spansOf(passage, terms, runs.map(([run]) => run));
      const [start, end] = windowOf(passage, spans);
      const pieces = [];
      let at = start;
      for (const [first, last] of spans) {
        if (first < at || last > end) continue;
        if (first > at) pieces.push([passage.slice(at, first), false]);
        pieces.push([passage.slice(first, last), true]);
        at = last;
      }
      if (at < end) pieces.push([passage.slice(at, end), false]);
      return pieces;
    };
  };
};
