/**
 * The graph as SKOS, with schema.org for pages and PROV for the sources of a concept.
 *
 * | in the graph                     | in RDF                                                                  |
 * | -------------------------------- | ----------------------------------------------------------------------- |
 * | name, other names                | skos:prefLabel, skos:altLabel                                           |
 * | MEANING; BODY and FACET          | skos:definition; skos:note                                              |
 * | NARROWER                         | skos:narrower, and skos:broader from the other side                     |
 * | RELATED                          | skos:related, or dcterms:relation where one concept is above the other  |
 * | HAS_PART, RECOMMENDS             | dcterms:hasPart, rdfs:seeAlso                                           |
 * | MENTIONS, LINKS_TO               | dcterms:references                                                      |
 * | SIMILAR                          | skos:closeMatch                                                         |
 * | the pages that describe it       | prov:wasDerivedFrom, schema:subjectOf                                   |
 *
 * SKOS's integrity conditions hold whatever pages state. S27 forbids skos:related between a concept and one above it in
 * the hierarchy, which pages of different sites may well state; S13 forbids a label that is both preferred and
 * alternative; S46 holds because nothing is an exact match. Parts of an area are not narrower concepts: pages list as
 * parts what they cover.
 */
import { getOrMake } from '../../get-or-make.ts';
import type { GraphReader } from '../../graph/reader.ts';
import type { Concept, Page, RelationKind } from '../../model/types.ts';
import { wholeCharacters } from '../../whole-characters.ts';
import { broaderThan, pagesOf, statedBy, textsOf } from '../concepts.ts';
import { type Ancestry, ancestry } from './ancestry.ts';
import { iriOf, type Property, type Subject } from './vocabulary.ts';

const PROPERTY_OF: Readonly<Record<Exclude<RelationKind, 'RELATED'>, Property>> = {
  HAS_PART: 'dcterms:hasPart',
  RECOMMENDS: 'rdfs:seeAlso',
  MENTIONS: 'dcterms:references',
  LINKS_TO: 'dcterms:references',
  NARROWER: 'skos:narrower',
  SIMILAR: 'skos:closeMatch',
};

/** The concept scheme of all concepts. */
export function scheme(site: string): Subject {
  return {
    id: schemeId(site),
    types: ['skos:ConceptScheme', 'schema:DefinedTermSet'],
    values: { 'dcterms:title': ['Riskgraph'], 'schema:name': ['Riskgraph'] },
  };
}

function schemeId(site: string): string {
  return `${site}concepts/`;
}

function conceptId(site: string, slug: string): string {
  return iriOf(`${site}concept/${slug}/`);
}

/** A concept and the pages that describe it. */
export async function subjectsOf(reader: GraphReader, concept: Concept, site: string): Promise<Subject[]> {
  const { slug, name, alternateNames, meaning } = concept;
  const id = conceptId(site, slug);
  const above = ancestry(reader);
  const [pages, texts, parents, where] = await Promise.all([
    pagesOf(reader, slug),
    textsOf(reader, slug),
    broaderThan(reader, slug),
    reader.whereToRead(slug),
  ]);
  const values = collected();
  values.add('skos:inScheme', schemeId(site));
  values.add('schema:inDefinedTermSet', schemeId(site));
  values.add('schema:termCode', slug);
  values.add('skos:prefLabel', name);
  values.add('schema:name', name);
  for (const other of alternateNames) if (other !== name) values.add('skos:altLabel', other);
  if (meaning !== null) values.add('schema:description', meaning);
  if (meaning !== null) values.add('skos:definition', meaning);
  for (const { kind, facet, text } of texts) {
    if (kind === 'MEANING') values.add('skos:definition', text);
    else values.add('skos:note', facet === null ? text : `${facet}: ${text}`);
  }
  for (const parent of parents) values.add('skos:broader', conceptId(site, parent));
  const stated: Promise<[Property, string]>[] = [];
  for await (const { kind, concept: other } of statedBy(reader, slug)) {
    stated.push(propertyOf(slug, kind, other.slug, above).then((property) => [property, conceptId(site, other.slug)]));
  }
  for (const [property, other] of await Promise.all(stated)) values.add(property, other);
  if (values.has('skos:narrower') && parents.length === 0) values.add('skos:topConceptOf', schemeId(site));
  for (const { url } of pages) {
    values.add('schema:subjectOf', iriOf(url));
    values.add('prov:wasDerivedFrom', iriOf(url));
  }
  // For a concept without pages here: where the links to it lead.
  if (where !== null && where.url !== null) values.add('schema:subjectOf', iriOf(where.url));
  return [
    { id, types: ['skos:Concept', 'schema:DefinedTerm'], values: values.all() },
    ...pages.map((page) => pageSubject(page, id)),
  ];
}

async function propertyOf(from: string, kind: RelationKind, to: string, above: Ancestry): Promise<Property> {
  if (kind !== 'RELATED') return PROPERTY_OF[kind];
  const isApart = !(await above.mayBeAbove(from, to)) && !(await above.mayBeAbove(to, from));
  return isApart ? 'skos:related' : 'dcterms:relation';
}

function pageSubject(page: Page, about: string): Subject {
  const { url, kind, title, author, publisher, section, image, publishedAt, modifiedAt } = page;
  const values = collected();
  values.add('schema:about', about);
  values.add('schema:name', title);
  if (author !== null) values.add('schema:author', author);
  if (publisher !== null) values.add('schema:publisher', publisher);
  if (section !== null) values.add('schema:articleSection', section);
  if (image !== null) values.add('schema:image', iriOf(image.url));
  if (publishedAt !== null) values.add('schema:datePublished', publishedAt);
  if (modifiedAt !== null) values.add('schema:dateModified', modifiedAt);
  return {
    id: iriOf(url),
    types: [kind === 'DOCUMENT' ? 'schema:CreativeWork' : 'schema:WebPage', 'prov:Entity'],
    values: values.all(),
  };
}

function collected() {
  const values = new Map<Property, Set<string>>();
  return {
    has: (property: Property): boolean => values.has(property),
    add(property: Property, value: string): void {
      getOrMake(values, property, () => new Set<string>()).add(wholeCharacters(value));
    },
    all: (): Subject['values'] => Object.fromEntries([...values].map(([property, all]) => [property, [...all]])),
  };
}
