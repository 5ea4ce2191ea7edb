// What answers beyond hits: warnings, boxes, and what the collection has nothing on. All of it was worked out by the server when the
// copy was built; here it's only looked up.
const kb = (globalThis.kb ??= {});

const TAKEN = "+"; // before the terms of what is taken with a treatment
const filled = (sentence, ...words) => words.reduce((now, word, at) => now.replaceAll(`{${at + 1}}`, word), sentence);
const upper = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);

kb.answers = (data, lexicon, engine) => {
  const treatments = new Map(data.treatments);
  const taken = data.taken.map(([terms, name]) => [terms, terms.split(" "), name]);
  const compared = new Map(data.compared);
  const bodies = new Set(data.bodies);
  const groupsAbout = new Map(data.groupsAbout);
  const people = new Map(data.people);
  const core = new Set(data.outside.core);
  const named = new Set(data.outside.named);

  const intentOf = ({ roles, nodes, marks }, inDanger) => {
    const mentioned = [...new Set(roles.flatMap((one) => one.mentions.map(({ concept }) => concept)))];
    const of = (kind) => mentioned.filter((one) => one.kind === kind);
    const ids = roles.flatMap((one) => one.names.map(({ name }) => lexicon.names.get(name).ids)).filter((some) => some.length === 1).flat();
    const first = (find) => roles.map(find).find((some) => some.length) ?? [];
    const subjects = [...new Set(ids)].filter((id) => treatments.has(id));
    const stopping = subjects.length && roles[0]?.asked.section === "stopping" ? data.stopping : null;
    const asked = roles[0]?.asked ?? {};
    const mayBeMore = [null, undefined, "suicide"].includes(asked.emergency);
    const groups = [...new Set([...of("qualifier"), ...(stopping === null ? [] : [data.concepts[stopping]])])];
    return {
      typed: new Set(nodes.length ? marks.flat() : []),
      subjects,
      groups,
      outside: roles.flatMap(outsideOf),
      medicines: of("member"),
      measures: of("measure"),
      stages: [...new Set(first((one) => {
        const found = one.places.filter((place) => lexicon.stages.has(one.terms[place]) && !one.inNames.has(place) && !one.asksForSection[place]);
        const together = one.asked.compares || one.words.some(({ typed }) => typed.length === 1 && typed[0] === "and");
        return (together ? found : found.slice(0, 1)).map((place) => lexicon.stages.get(one.terms[place]));
      }))],
      body: first((one) => one.terms.filter((term) => bodies.has(term)))[0],
      asked: inDanger && mayBeMore ? { ...asked, emergency: "danger" } : asked,
    };
  };
  const drugOf = (treatment, id, { medicines, subjects }) => {
    const own = subjects.includes(id) ? subjects.flatMap((one) => treatments.get(one).names) : treatment.names;
    return medicines.find((one) => one.entries?.includes(id) && !own.includes(one.name.toLowerCase()))?.name;
  };
  const nothingOn = (more, called, title) => filled(data.sentences[more ? "notByName" : "nothingOn"], called, upper(title));
  const ofDrug = (told, drug) => told[drug] ?? told[""];
  const answerOf = ({ boxes }, drug, key) => (boxes[drug] && key in boxes[drug] ? boxes[drug][key] : boxes[""]?.[key]);
  const takenWith = (treatment, { typed }) => {
    const own = treatment.called.map((name) => name.split(" ")).filter((name) => name.every((term) => typed.has(term)));
    return taken.filter(([key, terms]) => terms.every((term) => typed.has(term)) && !own.some((name) => terms.every((term) => name.includes(term)))
      && (answerOf(treatment, "", TAKEN + key) ?? (treatment.isMedicine ? null : 0)) !== 0);
  };

  // The groups named, but for those that are only what is taken, which has a box of its own.
  const peopleOf = ({ groups }, treatment, beside) => {
    const meant = beside.filter(([key]) => answerOf(treatment, "", TAKEN + key)).flatMap(([key]) => lexicon.concepts.get(key) ?? []);
    return groups.filter((one) => !beside.length || !(meant.includes(one) || data.medicineGroups.includes(one.id)));
  };

  // The caution that a hit warns of: the strictest about one of the groups; of several, the one that says most of what was typed.
  const warning = (id, intent) => {
    const treatment = treatments.get(id);
    if (!treatment) return null;
    const isAsked = intent.subjects.includes(id) || intent.groups.some((one) => data.medicineGroups.includes(one.id));
    const beside = isAsked ? takenWith(treatment, intent) : [];
    for (const [key] of beside) {
      const [, , at = -1] = answerOf(treatment, drugOf(treatment, id, intent), TAKEN + key) || [];
      if (at >= 0) return treatment.cautions[at].html;
    }
    const groups = peopleOf(intent, treatment, beside).flatMap((one) => groupsAbout.get(one.id) ?? [one.id]);
    const about = treatment.cautions.filter((one) => one.groups.some((group) => groups.includes(group)));
    const isMeant = (one) => one.arm.some((term) => intent.typed.has(term));
    const fitting = drugOf(treatment, id, intent) || about.some(isMeant) ? about.filter((one) => !one.arm.length || isMeant(one)) : about;
    const says = (one) => one.says.filter((term) => intent.typed.has(term)).length;
    return fitting.filter((one) => one.strict === fitting[0].strict).sort((a, b) => says(b) - says(a))[0]?.html ?? null;
  };

  const none = (sentence) => data.noBox.replace("{1}", sentence.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`));
  // To get help; and what is recorded, where a treatment is named next to a sign of danger or to suicide as a subject.
  const boxes = (intent) => {
    const { subjects, asked } = intent;
    if (!asked.emergency) return boxesOf(intent);
    const help = data.emergencies[asked.emergency];
    if (!subjects.length || !["danger", "suicide"].includes(asked.emergency)) return [help];
    const told = boxesOf(intent).filter((html) => !html.startsWith(data.noBox.split("{1}")[0]));
    const [treatment] = subjects.map((id) => treatments.get(id));
    const drug = drugOf(treatment, subjects[0], intent);
    const serious = asked.emergency === "danger" ? ofDrug(treatment.serious, drug) : "";
    return [help, ...told, ...(serious && !told.length ? [none(`${upper(drug ?? treatment.title)}: ${serious}`)] : [])];
  };
  const isOfSelfHarm = ({ asked, subjects, medicines }) => asked.emergency === "self-harm" || (asked.emergency === "suicide" && !subjects.length && !medicines.length);
  const boxesOf = (intent) => {
    const { subjects, groups, asked } = intent;
    const [boxed, silent] = [[], []];
    const several = subjects.length > 1;
    for (const id of asked.compares && !groups.length ? [] : subjects) {
      const treatment = treatments.get(id);
      const drug = drugOf(treatment, id, intent);
      const beside = takenWith(treatment, intent).sort((a, b) => a[1].length - b[1].length);
      const keys = peopleOf(intent, treatment, beside).map((one) => [`group:${one.id}`, one.name.toLowerCase()]);
      const before = boxed.length;
      const nothing = [];
      for (const [key, called] of [...beside.map(([terms, , name]) => [TAKEN + terms, name]), ...keys]) {
        const box = answerOf(treatment, drug, key);
        if (box && (box[1] || !several)) boxed.push(data.boxes[box[0]]);
        else if (box !== 0) {
          const isTaken = key[0] === TAKEN;
          const more = isTaken ? ofDrug(treatment.others, drug) : "";
          const said = nothingOn(more, called, (isTaken && drug) || treatment.title);
          nothing.push(none(!several ? [said, more, ofDrug(treatment.serious, drug)].filter(Boolean).join(" ") : said));
        }
      }
      if (boxed.length === before) silent.push(...nothing.slice(0, 1));
    }
    if (boxed.length) return [...new Set(boxed), ...(groups.length ? silent : [])];
    if (silent.length && !several) return silent;
    const [one, other] = subjects.map((id) => treatments.get(id));
    const drugs = subjects.map((id) => drugOf(treatments.get(id), id, intent));
    if (subjects.length === 2) {
      const called = [drugs[0] ?? one.title, drugs[1] ?? other.title].map(upper);
      if (asked.compares) {
        const box = compared.get([...subjects].sort((a, b) => a - b).join(" "));
        if (box === undefined) return [none(filled(data.sentences.neverCompared, ...called))];
        return box && !intent.medicines.length ? [data.boxes[box[0]]] : [];
      }
      if (one.isMedicine && other.isMedicine) {
        const told = (said, titles) => [one, other].flatMap((treatment, at) => {
          const text = ofDrug(treatment[said], drugs[at]);
          return text ? `${titles[at]}: ${text}` : [];
        });
        const more = told("others", called);
        return [none([nothingOn(more.length, drugs[1] ?? other.subject, called[0]), ...more, ...told("serious", [one.title, other.title])].join(" "))];
      }
    }
    const keys = [...intent.measures.filter(({ id }) => !(asked.compares && id === "OR")).slice(0, 1).map(({ id }) => `measure:${id}`), `body:${intent.body}`, `section:${asked.section}`,
      ...(intent.stages.length === 1 ? [`stage:${intent.stages[0]}`] : []), `horizon:${asked.horizon}`];
    const found = subjects.length === 1 ? keys.map((key) => answerOf(one, drugs[0], key)).find(Boolean) : null;
    if (found) return [data.boxes[found[0]]];
    const alone = subjects.length ? null : intent.medicines.find((medicine) => medicine.alone !== undefined);
    if (alone) return [data.boxes[alone.alone]];
    if (intent.outside.length) {
      if (subjects.length !== 1 || !one.isMedicine) return [];
      const said = filled(data.sentences.nothingOnWords, intent.outside.join(" "), upper(drugs[0] ?? one.title));
      return [none([said, ofDrug(one.serious, drugs[0])].filter(Boolean).join(" "))];
    }
    if (subjects.length || intent.medicines.length || !groups.length) return [];
    const [key] = taken.find(([, terms]) => terms.every((term) => intent.typed.has(term))) ?? [];
    const box = people.get(data.medicineGroups.includes(groups[0].id) ? TAKEN + key : groups[0].id);
    return box === undefined ? [] : [data.boxes[box]];
  };

  // The words that nothing here is on, by the server's rules.
  const tellsNothing = (roles, place) => {
    const [{ typed }, before] = [roles.byPlace[place], roles.terms[place - 1] ?? ""];
    const filler = (term) => lexicon.fillerTerms.has(term);
    return roles.stops[place] || roles.weak[place] || roles.asking[place] || roles.asksForSection[place] || roles.asksForOverview[place]
      || filler(roles.terms[place]) || filler(lexicon.analysis.term(typed[0])) || lexicon.stopWords.has(typed[0]) || data.questions.comparing.includes(typed[0]) || !/^\p{L}{3,}$/u.test(typed[0])
      || roles.qualifying.has(place) || (roles.subject.length > 0 && roles.mentioned.has(place)) || /^\d/.test(before)
      || (roles.asksByAuthor && roles.isAuthor(place)) || roles.words.some((word) => word.typed.some((one) => lexicon.publicationWords.has(one)));
  };
  const outsideOf = (roles) => {
    const { terms, places, names } = roles;
    const isFocus = ({ name }) => lexicon.names.get(name).ids.some((id) => data.documents[id].id === data.outside.focus);
    if (roles.allNames.some(isFocus) || terms.some((term) => core.has(term))) return [];
    const said = (some) => [...new Set(some.map((place) => roles.byPlace[place].typed.join(" ")))];
    const found = said(places.filter((place) => !(roles.inNames.has(place) || tellsNothing(roles, place)) && !named.has(terms[place])
      && !(names.length && lexicon.held(terms[place]))));
    if (found.length || names.length || roles.asked.section || roles.asked.overview.size || roles.subject.some((place) => !tellsNothing(roles, place))) return found;
    return said(places.filter((place) => roles.qualifying.has(place)));
  };
  const outside = (text, { outside: words, subjects }, first) => {
    const hasSubject = subjects.length > 0;
    const terms = (some) => lexicon.analysis.words(some).map(lexicon.analysis.term);
    if (first !== undefined && engine.hasAll(first, "authors", terms(text))) return "";
    const own = terms(words.join(" "));
    if (!words.length || (own.length >= data.outside.telling && engine.find({ type: "phrase", words: own }).some(([id]) => engine.isInOne(id, "summary", own)))) return "";
    const typed = text.trim().split(/\s+/);
    return filled(data.sentences.outside, (typed.length <= data.outside.few && !hasSubject ? typed : words).join(" "));
  };
  const notes = ({ groups, medicines }) => [...groups, ...medicines].map((one) => one.note).filter(Boolean);
  const flags = ({ asked, subjects }) => (asked.section === "harms" ? subjects.flatMap((id) => treatments.get(id).flags) : []);
  return { intentOf, isOfSelfHarm, flags, warning, boxes, outside, notes };
};
