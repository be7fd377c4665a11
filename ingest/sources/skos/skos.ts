/**
 * SKOS: a vocabulary of concepts with labels in several languages and a hierarchy.
 *
 * | of the concept                         | becomes                                                    |
 * | -------------------------------------- | ---------------------------------------------------------- |
 * | prefLabel in the wanted language       | name and slug; else one without language, else the first   |
 * | other labels, notation                 | other names                                                |
 * | definition                             | MEANING                                                    |
 * | scopeNote, note, example, historyNote  | BODY                                                       |
 * | narrower, broader                      | NARROWER from the broader one, once, whichever side says it |
 * | related                                | RELATED                                                    |
 * | hasTopConcept, topConceptOf, member    | HAS_PART of the scheme or the collection; of a scheme without them what is inScheme and has nothing broader |
 * | Dublin Core: title, description        | name and MEANING where SKOS says none                      |
 * | Dublin Core: creator, publisher, dates | author, publisher, dates                                   |
 */
import { byCodePoint } from '../../../src/model/orders.ts';
import type { Statement } from '../../../src/model/types.ts';
import { dateTime } from '../../formats/dates.ts';
import type { PageWarning } from '../../formats/faults.ts';
import { documentUrl } from '../../formats/file-target.ts';
import { collapse, plainName, withoutControls } from '../../formats/plain-text.ts';
import { documentPage, fragmentUrl, type SourceFile, type SourcePage, slugs, statement } from '../document-page.ts';
import { withoutCircles } from './circles.ts';
import type { RdfTerm, Triple } from './rdf.ts';

const SKOS = 'http://www.w3.org/2004/02/skos/core#';
const TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';
const VALUE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#value';
/** SKOS-XL has labels as nodes of their own. */
const SKOS_XL = 'http://www.w3.org/2008/05/skos-xl#';
const LITERAL_FORM = `${SKOS_XL}literalForm`;
const LABEL = 'http://www.w3.org/2000/01/rdf-schema#label';
/** Dublin Core's terms, and the elements that some still use. */
const DUBLIN_CORE = ['http://purl.org/dc/terms/', 'http://purl.org/dc/elements/1.1/'];
const MATCHES = ['exactMatch', 'closeMatch', 'broadMatch', 'narrowMatch', 'relatedMatch'];

/** What names a person or an organisation. */
const NAMES = ['http://xmlns.com/foaf/0.1/name', 'https://schema.org/name', 'http://schema.org/name', LABEL];

/** Properties that lead from one concept or group to another, in the words of a message. */
const LINKS = [
  ['broader', 'broader concept'],
  ['narrower', 'narrower concept'],
  ['related', 'related concept'],
  ['hasTopConcept', 'top concept'],
  ['topConceptOf', 'scheme'],
  ['member', 'member'],
] as const;

type Subject = ReadonlyMap<string, readonly RdfTerm[]>;

interface Vocabulary {
  bySubject: ReadonlyMap<string, Subject>;
  language: string;
}

interface Concept {
  id: string;
  subject: Subject;
  name: string;
  slug: string;
  url: string;
  warnings: PageWarning[];
}

/**
 * A page for each concept, one for each scheme and collection.
 *
 * @param language - the wanted language of names and texts, such as `en`.
 * @returns null where the concepts have no address and neither has the file; no pages where there are no concepts.
 */
export function readSkos(triples: readonly Triple[], file: SourceFile, language: string): SourcePage[] | null {
  const vocabulary: Vocabulary = { bySubject: subjectsOf(triples), language };
  const ofType = (...names: string[]): [string, Subject][] =>
    [...vocabulary.bySubject]
      .filter(([, subject]) => subject.get(TYPE)?.some(({ value }) => names.some((name) => value === SKOS + name)))
      .sort(([a], [b]) => byCodePoint(a, b));
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
  const leftOut = summaryOf(concepts);
  const last = pages.at(-1);
  if (last !== undefined) last.warnings.push(...leftOut);
  return pages;
}

/** What concepts lead to that has a label but no type: SKOS has only concepts there. */
function untyped(
  { bySubject }: Vocabulary,
  concepts: readonly [string, Subject][],
  groups: readonly [string, Subject][],
): [string, Subject][] {
  const known = new Set([...concepts, ...groups].map(([id]) => id));
  const led = concepts.flatMap(([, subject]) =>
    ['broader', 'narrower', 'related'].flatMap((property) => subject.get(SKOS + property) ?? []),
  );
  return [...new Set(led.map(({ value }) => value))].flatMap((id): [string, Subject][] => {
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

/** The texts of a property, those of nodes that carry a text included. */
function literals({ bySubject }: Vocabulary, subject: Subject, property: string): RdfTerm[] {
  const found = [...(subject.get(SKOS + property) ?? []), ...(subject.get(SKOS_XL + property) ?? [])];
  return found.flatMap((term) => {
    if (term.termType === 'Literal') return [term];
    const node = bySubject.get(term.value);
    return (node?.get(VALUE) ?? node?.get(LITERAL_FORM) ?? []).filter(({ termType }) => termType === 'Literal');
  });
}

/** What Dublin Core says under one of the names, in their order. */
function dublinCore(subject: Subject, ...names: string[]): RdfTerm[] {
  return names.flatMap((name) => DUBLIN_CORE.flatMap((prefix) => subject.get(prefix + name) ?? []));
}

/** The first text that Dublin Core says; of what is a node, its name. */
function toldText({ bySubject }: Vocabulary, subject: Subject, ...names: string[]): string | null {
  const texts = dublinCore(subject, ...names).flatMap((term) => {
    if (term.termType === 'Literal') return [term.value];
    const node = bySubject.get(term.value);
    return [...NAMES.flatMap((name) => node?.get(name) ?? [])].map(({ value }) => value);
  });
  return texts.map(plainName).find((text) => text !== '') ?? null;
}

/** Texts in the wanted language first, then those without one, then all others, each by code point. */
function inOrder({ language }: Vocabulary, terms: readonly RdfTerm[]): RdfTerm[] {
  const rank = ({ language: own = '' }: RdfTerm): number => (isLanguage(own, language) ? 0 : own === '' ? 1 : 2);
  return [...terms].sort((a, b) => rank(a) - rank(b) || byCodePoint(a.value, b.value));
}

function isLanguage(own: string, wanted: string): boolean {
  const [tag, base] = [own.toLowerCase(), wanted.toLowerCase()];
  return tag === base || tag.startsWith(`${base}-`);
}

/** The texts of a property in the language that the best of them has. */
function inOneLanguage(vocabulary: Vocabulary, subject: Subject, ...properties: string[]): string[] {
  return properties.flatMap((property) => {
    const [first, ...others] = inOrder(vocabulary, literals(vocabulary, subject, property));
    if (first === undefined) return [];
    const same = others.filter(({ language = '' }) => language === (first.language ?? '') || language === '');
    return [first, ...same].map(({ value }) => collapse(withoutControls(value)));
  });
}

/** The narrower concepts of each concept, without circles. */
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
  const notations = literals(vocabulary, subject, 'notation').map(({ value }) => value);
  const [definition, ...others] = inOneLanguage(vocabulary, subject, 'definition');
  const [described] = inOrder(vocabulary, dublinCore(subject, 'description', 'abstract'));
  const meaning = definition ?? (described === undefined ? null : collapse(withoutControls(described.value)));
  const statedOf = (kind: Statement['kind'], ids: readonly string[]): Statement[] =>
    ids
      .flatMap((other) => named.get(other) ?? [])
      .sort((a, b) => byCodePoint(a.slug, b.slug))
      .map((other) => statement(kind, other.slug, other.name, other.url));
  const idsOf = (property: string): string[] => (subject.get(SKOS + property) ?? []).map(({ value }) => value);
  const tops = [...named.values()].filter((other) =>
    other.subject.get(`${SKOS}topConceptOf`)?.some(({ value }) => value === id),
  );
  const stated = [...idsOf('hasTopConcept'), ...idsOf('member'), ...tops.map((other) => other.id)];
  const parts = new Set(stated.length > 0 ? stated : rootsOf(id, named));
  const page = documentPage({
    url,
    slug,
    name,
    names: [...inOrder(vocabulary, labels).map(({ value }) => value), ...notations],
    meaning,
    author: toldText(vocabulary, subject, 'creator'),
    publisher: toldText(vocabulary, subject, 'publisher'),
    publishedAt: dateTime(toldText(vocabulary, subject, 'issued', 'created', 'date')),
    modifiedAt: dateTime(toldText(vocabulary, subject, 'modified')),
    body: [...others, ...inOneLanguage(vocabulary, subject, 'scopeNote', 'note', 'example', 'historyNote')],
    statements: [
      ...statedOf('HAS_PART', [...parts]),
      ...statedOf('RELATED', idsOf('related')),
      ...statedOf('NARROWER', narrower),
    ],
  });
  return { page, warnings };
}

/** What of a scheme that names no top concept has nothing broader in it. */
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

/** What of all concepts the graph has no place for, counted. */
function summaryOf(concepts: readonly [string, Subject][]): PageWarning[] {
  const count = (...properties: string[]): number =>
    concepts.reduce(
      (sum, [, subject]) => sum + properties.flatMap((property) => subject.get(SKOS + property) ?? []).length,
      0,
    );
  const counts = [
    [count('hiddenLabel'), 'labels for search only'],
    [count(...MATCHES), 'matches with concepts of other vocabularies'],
    [count('editorialNote', 'changeNote'), 'notes for editors'],
  ] as const;
  const found = counts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
  return found.length === 0 ? [] : [{ code: 'LEFT_OUT', message: `${found.join(', ')} are left out` }];
}
