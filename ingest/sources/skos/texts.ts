/** The labels and texts of a vocabulary, and their order by the wanted language. */
import { byCodePoint } from '../../../src/model/orders.ts';
import { collapse, plainName, plainText } from '../../formats/plain-text.ts';
import type { RdfTerm } from './rdf.ts';

export const SKOS = 'http://www.w3.org/2004/02/skos/core#';
export const TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';
const VALUE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#value';
/** SKOS-XL has labels as nodes of their own. */
export const SKOS_XL = 'http://www.w3.org/2008/05/skos-xl#';
const LITERAL_FORM = `${SKOS_XL}literalForm`;
export const LABEL = 'http://www.w3.org/2000/01/rdf-schema#label';
export const COMMENT = 'http://www.w3.org/2000/01/rdf-schema#comment';
/** The terms of Dublin Core, and the older elements that some vocabularies still use. */
export const DUBLIN_CORE = ['http://purl.org/dc/terms/', 'http://purl.org/dc/elements/1.1/'];

/** Properties that name a person or an organisation. */
const NAMES = ['http://xmlns.com/foaf/0.1/name', 'https://schema.org/name', 'http://schema.org/name', LABEL];

export type Subject = ReadonlyMap<string, readonly RdfTerm[]>;

export interface Vocabulary {
  bySubject: ReadonlyMap<string, Subject>;
  language: string;
}

/** The texts of a property, including those of nodes that carry a text. */
export function literals({ bySubject }: Vocabulary, subject: Subject, property: string): RdfTerm[] {
  const found = [...(subject.get(SKOS + property) ?? []), ...(subject.get(SKOS_XL + property) ?? [])];
  return found.flatMap((term) => {
    if (term.termType === 'Literal') return [term];
    const node = bySubject.get(term.value);
    return (node?.get(VALUE) ?? node?.get(LITERAL_FORM) ?? []).filter(({ termType }) => termType === 'Literal');
  });
}

/** The values of the given Dublin Core properties, in the order of the names. */
export function dublinCore(subject: Subject, ...names: string[]): RdfTerm[] {
  return names.flatMap((name) => DUBLIN_CORE.flatMap((prefix) => subject.get(prefix + name) ?? []));
}

/** The first text under the given Dublin Core properties; for a node, its name. */
export function literalText({ bySubject }: Vocabulary, subject: Subject, ...names: string[]): string | null {
  const texts = dublinCore(subject, ...names).flatMap((term) => {
    if (term.termType === 'Literal') return [term.value];
    const node = bySubject.get(term.value);
    return [...NAMES.flatMap((name) => node?.get(name) ?? [])].map(({ value }) => value);
  });
  return texts.map(plainName).find((text) => text !== '') ?? null;
}

/** Texts in the wanted language first, then those without a language, then all others; each group by code point. */
export function inOrder({ language }: Vocabulary, terms: readonly RdfTerm[]): RdfTerm[] {
  const rank = ({ language: own = '' }: RdfTerm): number => (isLanguage(own, language) ? 0 : own === '' ? 1 : 2);
  return [...terms].sort((a, b) => rank(a) - rank(b) || byCodePoint(a.value, b.value));
}

function isLanguage(own: string, wanted: string): boolean {
  const [tag, base] = [own.toLowerCase(), wanted.toLowerCase()];
  return tag === base || tag.startsWith(`${base}-`);
}

/** Texts in the language of the best of them, and those without a language. */
export function inOneLanguage(vocabulary: Vocabulary, terms: readonly RdfTerm[]): string[] {
  const [first, ...others] = inOrder(vocabulary, terms);
  if (first === undefined) return [];
  const same = others.filter(({ language = '' }) => language === (first.language ?? '') || language === '');
  return [first, ...same].map(({ value }) => collapse(plainText(value)));
}
