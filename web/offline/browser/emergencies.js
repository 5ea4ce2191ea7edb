// An overdose that the words describe without naming it: the server's rules, over its lists.
const kb = (globalThis.kb ??= {});

kb.describesOverdose = (typed, { byMistake, children, swallowed, swallowing, having, numbers, many, amounts, beforeAmounts, afterAmounts, notTablets, near }) => {
  const among = (list) => typed.some((word) => list.includes(word));
  const next = (at, skipped) => {
    while (at < typed.length && skipped.includes(typed[at])) at += 1;
    return at;
  };
  const mayBeTablets = (at) => {
    const things = next(at + 1, afterAmounts);
    return !typed.slice(things, things + (/^\d+$/.test(typed[things] ?? "") ? 1 : 2)).some((word) => notTablets.includes(word));
  };
  const areMany = (at) => {
    const [least, end] = many;
    const number = /^\d+$/.test(typed[at] ?? "") && typed[at] >= least && typed[at] < end;
    return (numbers.includes(typed[at]) || number) && mayBeTablets(at);
  };
  const follows = (verb) => {
    const at = next(verb + 1, beforeAmounts);
    const amount = amounts.includes(typed[at]) && !having.includes(typed[verb]) && ["of", undefined].includes(typed[at + 1]);
    return areMany(at) || (amount && mayBeTablets(at));
  };
  const precedes = (verb) => typed.slice(Math.max(0, verb - near), verb).some((_, at) => areMany(at + Math.max(0, verb - near)));
  const verbs = typed.map((_, at) => at).filter((at) => swallowing.includes(typed[at]) || having.includes(typed[at]));
  return (among(byMistake) && among(children)) || verbs.some((at) => follows(at) || (swallowed.includes(typed[at]) && precedes(at)));
};
