/**
 * All conventions of this family of pages.
 *
 * The glyph ⎊ separates a facet from the sentence after it or a kind from the text before it; in prose it is a dash.
 * Only the first glyph can end a facet, only the last can start a kind, and only if the words look like one. Bold
 * labels below the title hold the page's metadata, one at the end its address; some headings have a special meaning.
 */
import type { Conventions, Field, Inline } from '../formats/outline.ts';

const GLYPH = '⎊';
const KIND = /^(?:definition|term|area)$/i;
const KIND_BEHIND = new RegExp(`${GLYPH}\\s*${KIND.source.slice(1, -1)}\\s*$`, 'i');
const RESOURCE = /^resource \d{1,9}$/i;

/** A text and the facet written before it; `facet` is null for none, and for `Meaning`, which is no facet. */
export interface FacetText {
  facet: string | null;
  text: string;
  /** True if `Meaning ⎊` came before the text. */
  isMeaning: boolean;
}

/** `text` without glyphs before its first word. */
export function withoutStrayGlyph(text: string): string {
  let rest = text.trimStart();
  while (rest.startsWith(GLYPH)) rest = rest.slice(GLYPH.length).trimStart();
  return rest;
}

/**
 * A text split at its first glyph if a short phrase precedes it: at most four words and 40 characters, no sentence
 * punctuation.
 *
 * @example splitFacet('Risk ⎊ What can be lost.') // => { facet: 'Risk', text: 'What can be lost.', isMeaning: false }
 */
export function splitFacet(text: string): FacetText {
  const rest = withoutStrayGlyph(text);
  const at = rest.indexOf(GLYPH);
  const phrase = at < 0 ? '' : rest.slice(0, at).trim();
  if (!isPhrase(phrase)) return { facet: null, text: rest, isMeaning: false };
  const isMeaning = /^meaning$/i.test(phrase);
  return { facet: isMeaning ? null : phrase, text: withoutStrayGlyph(rest.slice(at)), isMeaning };
}

/** At most four words, without sentence punctuation. */
const FEW_WORDS = /^[^ .,;:!?()]*(?: [^ .,;:!?()]*){0,3}$/;

/** Whether a phrase is short enough to be the name of a facet. */
export function isPhrase(phrase: string): boolean {
  return phrase !== '' && phrase.length <= 40 && FEW_WORDS.test(phrase);
}

/** `text` without `⎊ Definition`, `⎊ Term` or `⎊ Area` at its end. */
export function withoutKind(text: string): string {
  const at = text.search(KIND_BEHIND);
  return at >= 0 ? text.slice(0, at).trimEnd() : text;
}

/** Whether a text or title ends in a suffix that the site appends, which shows that the words before are complete. */
export function endsInKind(text: string): boolean {
  return nameOfTitle(text) !== text;
}

/**
 * The name in a title: without `⎊ Definition`, `⎊ Term`, `⎊ Area`, `⎊ Area ⎊ Brand` or `⎊ Area ⎊ Resource 2`.
 *
 * @example nameOfTitle('Margin Spiral ⎊ Area ⎊ Example') // => 'Margin Spiral'
 */
export function nameOfTitle(title: string): string {
  if (!title.includes(GLYPH)) return title;
  const parts = title.split(GLYPH).map((part) => part.trim());
  const last = parts.at(-1) ?? '';
  const beforeLast = parts.at(-2) ?? '';
  if (parts.length > 2 && /^area$/i.test(beforeLast)) return joined(title, parts.length - 2);
  if (parts.length > 2 && RESOURCE.test(last) && KIND.test(beforeLast)) return joined(title, parts.length - 2);
  if (parts.length > 1 && (KIND.test(last) || RESOURCE.test(last))) return joined(title, parts.length - 1);
  return title;
}

/** The first `count` parts of a title, with the glyphs between them unchanged. */
function joined(title: string, count: number): string {
  return title.split(GLYPH).slice(0, count).join(GLYPH).trim();
}

/** What kind of section a heading starts; null for the heading of ordinary prose. */
export function headingMeaning(heading: string): 'glossary' | 'discover more' | 'data' | null {
  const words = heading.toLowerCase();
  if (words === 'glossary' || words === 'discover more') return words;
  return words === 'raw schema data' ? 'data' : null;
}

/** What a heading asks for, such as `Risk of X` in `What is the Risk of X?`; null for a heading that is no question. */
export function questionOf(heading: string): string | null {
  return /^what (?:is|are) (?:the )?(\S.{0,600}?)\s*\?$/i.exec(heading)?.[1] ?? null;
}

const LABEL = /^(published|author|categories|original url|modified|updated):?$/i;
const FIELD_NAMES: Readonly<Record<string, Field['name']>> = {
  published: 'published',
  author: 'author',
  modified: 'modified',
  updated: 'modified',
  'original url': 'address',
};

/** The fields of a paragraph such as `**Published:** 2026-01-02 **Author:** Somebody`. */
function fieldsOf({ text, bolds, links }: Inline): Field[] | null {
  if (bolds[0]?.start !== 0) return null;
  const labels: { label: string; start: number; end: number }[] = [];
  for (const { start, end } of bolds) {
    const label = LABEL.exec(text.slice(start, end).trim())?.[1];
    if (label !== undefined) labels.push({ label, start, end });
  }
  if (labels[0]?.start !== 0) return null;
  return labels.map(({ label, end }, index) => {
    const value = text
      .slice(end, labels[index + 1]?.start)
      .replace(/^\s*:/, '')
      .trim();
    const name = FIELD_NAMES[label.toLowerCase()] ?? 'other';
    const link = name === 'address' ? links.find((candidate) => candidate.text === value) : undefined;
    return { name, label, value: link?.url ?? value };
  });
}

export const CONVENTIONS: Conventions = {
  fieldsOf,
  isSetOut: endsInKind,
  isDataHeading: (heading) => headingMeaning(heading) === 'data',
  endsInAddress(title) {
    if (!endsInKind(title)) return 'no';
    // Authors may append the kind to a title, too; only the export appends the name of the site or a number.
    return KIND.test(title.slice(title.lastIndexOf(GLYPH) + 1).trim()) ? 'perhaps' : 'yes';
  },
};
