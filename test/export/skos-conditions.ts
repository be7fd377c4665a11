/** The integrity conditions of the SKOS Reference (W3C 2009), including its inference rules. */

export type Triple = readonly [subject: string, property: string, object: string];

export const SKOS = 'http://www.w3.org/2004/02/skos/core#';
const TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';

/** One line for each condition that a subject violates. These triples have no language tags on labels. */
export function conditionsBrokenBy(triples: readonly Triple[]): string[] {
  const pairs = (...names: string[]) =>
    triples.filter(([, property]) => names.some((name) => property === SKOS + name));
  const of = (type: string) =>
    new Set(triples.flatMap(([id, property, value]) => (property === TYPE && value === SKOS + type ? [id] : [])));
  const concepts = of('Concept');
  const broken = [...of('ConceptScheme')]
    .filter((id) => concepts.has(id))
    .map((id) => `S9 ${id} is concept and scheme`);

  const labels = new Map<string, string>();
  const preferred = new Map<string, string>();
  for (const [id, property, label] of pairs('prefLabel', 'altLabel', 'hiddenLabel')) {
    const key = `${id} ${label}`;
    const before = labels.get(key);
    if (before !== undefined && before !== property) broken.push(`S13 ${id} has "${label}" as two kinds of label`);
    labels.set(key, property);
    if (property !== `${SKOS}prefLabel`) continue;
    if (preferred.has(id) && preferred.get(id) !== label) broken.push(`S14 ${id} has two preferred labels`);
    preferred.set(id, label);
  }

  // S22, S25, S43: broadMatch implies broader, narrower is its inverse; S24: broaderTransitive is the closure upwards.
  const up = links([
    ...pairs('broader', 'broadMatch'),
    ...pairs('narrower', 'narrowMatch').map(([above, property, below]): Triple => [below, property, above]),
  ]);
  for (const [from, , to] of pairs('related', 'relatedMatch')) {
    // S23: related is symmetric.
    if (reached(up, from).has(to) || reached(up, to).has(from))
      broken.push(`S27 ${from} is related to ${to} above or below it`);
  }

  // S44, S45: exactMatch is symmetric and transitive.
  const exact = pairs('exactMatch');
  const same = links([...exact, ...exact.map(([a, property, b]): Triple => [b, property, a])]);
  for (const [from, , to] of pairs('broadMatch', 'narrowMatch', 'relatedMatch')) {
    if (reached(same, from).has(to)) broken.push(`S46 ${from} is ${to} and is related to it`);
  }
  return broken;
}

function links(triples: readonly Triple[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [from, , to] of triples) found.set(from, [...(found.get(from) ?? []), to]);
  return found;
}

function reached(from: ReadonlyMap<string, readonly string[]>, start: string): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...(from.get(start) ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    waiting.push(...(from.get(next) ?? []));
  }
  return found;
}
