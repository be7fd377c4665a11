/**
 * SKOS: a vocabulary of concepts with labels in several languages and a hierarchy.
 *
 * | of the concept                         | becomes                                                    |
 * | -------------------------------------- | ---------------------------------------------------------- |
 * | prefLabel in the wanted language       | name and slug; else one without language, else the first   |
 * | other labels, notation                 | other names                                                |
 * | definition                             | MEANING                                                    |
 * | scopeNote, note, example, historyNote  | BODY                                                       |
 * | narrower, broader                      | NARROWER from the broader one, once, whichever side states it |
 * | related                                | RELATED                                                    |
 * | hasTopConcept, topConceptOf, member    | HAS_PART from the group; a scheme that states none has its concepts without a broader one |
 * | title of Dublin Core, label of RDFS    | name where SKOS gives none                                 |
 * | description of Dublin Core, comment of RDFS | MEANING where SKOS gives none, else BODY              |
 * | Dublin Core: creator, publisher, dates | author, publisher, dates                                   |
 */
import { getOrMake } from '../../../src/get-or-make.ts';
import { byCodePoint } from '../../../src/model/orders.ts';
import type { Statement } from '../../../src/model/types.ts';
import { dateTime } from '../../formats/dates.ts';
import type { PageWarning } from '../../formats/faults.ts';
import { documentUrl } from '../../formats/file-target.ts';
import { plainName } from '../../formats/plain-text.ts';
import {
  documentPage,
  fragmentUrl,
  repeatedIn,
  type SourceFile,
  type SourcePage,
  slugs,
  statement,
} from '../document-page.ts';
import { withoutCircles } from './circles.ts';
import type { RdfTerm, Triple } from './rdf.ts';
import { summaryOf } from './summary.ts';
import {
  COMMENT,
  dublinCore,
  inOneLanguage,
  inOrder,
  LABEL,
  literals,
  literalText,
  SKOS,
  SKOS_XL,
  type Subject,
  TYPE,
  type Vocabulary,
} from './texts.ts';

const SUBCLASS = 'http://www.w3.org/2000/01/rdf-schema#subClassOf';
/** Links of an RDF list. */
const FIRST = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#first';
const REST = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#rest';

/** Properties that lead from one concept or group to another, with the words for them in a message. */
const LINKS = [
  ['broader', 'broader concept'],
  ['narrower', 'narrower concept'],
  ['related', 'related concept'],
  ['hasTopConcept', 'top concept'],
  ['topConceptOf', 'scheme'],
  ['member', 'member'],
] as const;

interface Concept {
  id: string;
  subject: Subject;
  name: string;
  slug: string;
  url: string;
  warnings: PageWarning[];
}

/**
 * A page for each concept, and one for each scheme and collection.
 *
 * @param language - the wanted language of names and texts, such as `en`.
 * @returns null if neither a concept nor the file has an address; no pages if there are no concepts.
 */
export function readSkos(triples: readonly Triple[], file: SourceFile, language: string): SourcePage[] | null {
  const vocabulary: Vocabulary = { bySubject: subjectsOf(triples), language };
  const ofType = (...names: string[]): [string, Subject][] => {
    const classes = withSubclasses(
      vocabulary,
      names.map((name) => SKOS + name),
    );
    return [...vocabulary.bySubject]
      .filter(([, subject]) => subject.get(TYPE)?.some(({ value }) => classes.has(value)))
      .sort(([a], [b]) => byCodePoint(a, b));
  };
  const groups = ofType('ConceptScheme', 'Collection', 'OrderedCollection');
  const typed = ofType('Concept');
  const concepts = [...typed, ...untyped(vocabulary, typed, groups)].sort(([a], [b]) => byCodePoint(a, b));
  if (concepts.length === 0) return [];
  const address = [...groups, ...concepts].flatMap(([id]) => documentUrl(id) ?? [])[0] ?? file.url;
  if (address === null) return null;
  const slugFor = slugs();
  const named = new Map<string, Concept>();
  for (const [id, subject] of [...concepts, ...groups]) {
    const found = conceptOf(vocabulary, id, subject, slugFor, file.url ?? address);
    if (found !== null) named.set(id, found);
  }
  const narrower = hierarchyOf(named);
  const all = [...named.values()];
  const pages = all.map((concept) => pageOf(vocabulary, concept, named, narrower.get(concept.id) ?? []));
  pages.at(-1)?.warnings.push(...repeatedIn(all, 'concept'), ...summaryOf(concepts));
  return pages;
}

/** Classes with all that the file states to be below them. */
function withSubclasses({ bySubject }: Vocabulary, classes: readonly string[]): ReadonlySet<string> {
  const below = new Map<string, string[]>();
  for (const [id, subject] of bySubject) {
    for (const { value } of subject.get(SUBCLASS) ?? []) getOrMake(below, value, () => []).push(id);
  }
  const all = new Set(classes);
  // A set also yields what is added to it on the way.
  for (const above of all) for (const id of below.get(above) ?? []) all.add(id);
  return all;
}

/** Relations that SKOS defines only between concepts. */
const BETWEEN = ['broader', 'narrower', 'related'].map((property) => SKOS + property);

/**
 * Nodes with a preferred label that are not typed as concepts but count as such: untyped ones with such a relation, and
 * the targets of one from a concept.
 */
function untyped(
  { bySubject }: Vocabulary,
  concepts: readonly [string, Subject][],
  groups: readonly [string, Subject][],
): [string, Subject][] {
  const known = new Set([...concepts, ...groups].map(([id]) => id));
  const led = concepts.flatMap(([, subject]) => BETWEEN.flatMap((property) => subject.get(property) ?? []));
  const leading = [...bySubject].filter(
    ([, subject]) => !subject.has(TYPE) && BETWEEN.some((property) => subject.has(property)),
  );
  const ids = [...led.map(({ value }) => value), ...leading.map(([id]) => id)];
  return [...new Set(ids)].flatMap((id): [string, Subject][] => {
    const subject = known.has(id) ? undefined : bySubject.get(id);
    return subject?.has(`${SKOS}prefLabel`) || subject?.has(`${SKOS_XL}prefLabel`) ? [[id, subject]] : [];
  });
}

function subjectsOf(triples: readonly Triple[]): Map<string, Map<string, RdfTerm[]>> {
  const bySubject = new Map<string, Map<string, RdfTerm[]>>();
  for (const { subject, predicate, object } of triples) {
    const known = bySubject.get(subject.value) ?? new Map<string, RdfTerm[]>();
    bySubject.set(subject.value, known);
    const values = known.get(predicate.value);
    if (values === undefined) known.set(predicate.value, [object]);
    else values.push(object);
  }
  return bySubject;
}

function conceptOf(
  vocabulary: Vocabulary,
  id: string,
  subject: Subject,
  slugFor: (name: string) => string | null,
  file: string,
): Concept | null {
  const [label] = [
    inOrder(vocabulary, literals(vocabulary, subject, 'prefLabel')),
    inOrder(vocabulary, [...dublinCore(subject, 'title'), ...(subject.get(LABEL) ?? [])]),
  ].flat();
  const warnings: PageWarning[] = [];
  const name = plainName(label?.value ?? lastWord(id));
  const slug = slugFor(name);
  if (slug === null) return null;
  if (label === undefined)
    warnings.push({ code: 'NO_TITLE', message: `${id} has no label: "${name}" is taken from its address` });
  return { id, subject, name, slug, url: documentUrl(id) ?? fragmentUrl(file, slug), warnings };
}

function lastWord(id: string): string {
  const word = id.split(/[#/:]/).findLast((part) => part !== '') ?? '';
  return word.replace(/%20|[-_]/g, ' ');
}

/**
 * The narrower concepts of each concept, without cycles. Warns of links dropped for that, and of undescribed targets.
 */
function hierarchyOf(named: ReadonlyMap<string, Concept>): ReadonlyMap<string, readonly string[]> {
  const narrower = new Map<string, Set<string>>();
  const add = (above: string, below: string): void => {
    const known = narrower.get(above) ?? new Set();
    narrower.set(above, known.add(below));
  };
  for (const { id, subject, warnings } of named.values()) {
    for (const { value } of subject.get(`${SKOS}narrower`) ?? []) if (named.has(value)) add(id, value);
    for (const { value } of subject.get(`${SKOS}broader`) ?? []) if (named.has(value)) add(value, id);
    for (const [property, what] of LINKS) {
      for (const { value } of subject.get(SKOS + property) ?? []) {
        if (named.has(value)) continue;
        const message = `the ${what} ${value} is left out: the file does not describe it`;
        warnings.push({ code: 'LEFT_OUT', message });
      }
    }
  }
  const { kept, dropped } = withoutCircles(narrower);
  for (const [above, below] of dropped) {
    const name = named.get(below)?.name;
    named
      .get(above)
      ?.warnings.push({ code: 'CIRCLE', message: `"${name}" is left out as narrower, because it is also broader` });
  }
  return kept;
}

function pageOf(
  vocabulary: Vocabulary,
  { id, subject, name, slug, url, warnings }: Concept,
  named: ReadonlyMap<string, Concept>,
  narrower: readonly string[],
): SourcePage {
  const labels = ['prefLabel', 'altLabel'].flatMap((property) => literals(vocabulary, subject, property));
  labels.push(...dublinCore(subject, 'title'), ...(subject.get(LABEL) ?? []));
  const notations = literals(vocabulary, subject, 'notation').map(({ value }) => value);
  const [meaning = null, ...others] = [
    literals(vocabulary, subject, 'definition'),
    dublinCore(subject, 'description'),
    dublinCore(subject, 'abstract'),
    subject.get(COMMENT) ?? [],
  ].flatMap((terms) => inOneLanguage(vocabulary, terms));
  const notes = ['scopeNote', 'note', 'example', 'historyNote'].flatMap((property) =>
    inOneLanguage(vocabulary, literals(vocabulary, subject, property)),
  );
  const statedOf = (kind: Statement['kind'], ids: readonly string[]): Statement[] =>
    ids
      .flatMap((other) => named.get(other) ?? [])
      .sort((a, b) => byCodePoint(a.slug, b.slug))
      .map((other) => statement(kind, other.slug, other.name, other.url));
  const idsOf = (property: string): string[] => (subject.get(SKOS + property) ?? []).map(({ value }) => value);
  const tops = [...named.values()].filter((other) =>
    other.subject.get(`${SKOS}topConceptOf`)?.some(({ value }) => value === id),
  );
  const stated = [
    ...['hasTopConcept', 'member'].flatMap(idsOf),
    ...idsOf('memberList').flatMap((list) => listedIn(vocabulary, list)),
    ...tops.map((other) => other.id),
  ];
  const parts = new Set(stated.length > 0 ? stated : rootsOf(id, named));
  const page = documentPage({
    url,
    slug,
    name,
    names: [...inOrder(vocabulary, labels).map(({ value }) => value), ...notations],
    meaning,
    author: literalText(vocabulary, subject, 'creator'),
    publisher: literalText(vocabulary, subject, 'publisher'),
    publishedAt: dateTime(literalText(vocabulary, subject, 'issued', 'created', 'date')),
    modifiedAt: dateTime(literalText(vocabulary, subject, 'modified')),
    body: [...new Set([...others, ...notes])].filter((text) => text !== meaning),
    statements: [
      ...statedOf('HAS_PART', [...parts]),
      ...statedOf('RELATED', idsOf('related')),
      ...statedOf('NARROWER', narrower),
    ],
  });
  return { page, warnings };
}

/** The members of an RDF list, in its order. */
function listedIn({ bySubject }: Vocabulary, list: string): string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  for (let rest: string | undefined = list; rest !== undefined && !seen.has(rest); ) {
    seen.add(rest);
    const node = bySubject.get(rest);
    found.push(...(node?.get(FIRST) ?? []).map(({ value }) => value));
    rest = node?.get(REST)?.[0]?.value;
  }
  return found;
}

/** The top concepts of a scheme that names none: its concepts that have nothing broader. */
function rootsOf(scheme: string, named: ReadonlyMap<string, Concept>): string[] {
  const narrower = new Set(
    [...named.values()].flatMap(({ subject }) => (subject.get(`${SKOS}narrower`) ?? []).map(({ value }) => value)),
  );
  return [...named.values()]
    .filter(({ id, subject }) => {
      const isIn = subject.get(`${SKOS}inScheme`)?.some(({ value }) => value === scheme) ?? false;
      return isIn && !narrower.has(id) && !subject.has(`${SKOS}broader`);
    })
    .map(({ id }) => id);
}
