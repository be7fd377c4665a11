/**
 * Finds the one concept that a person means. The first of these that names any concept decides: a page address in any
 * form that the site uses, a slug, a name, an alternate name, either with its words run together. Several concepts of
 * one name are ambiguous; where nothing fits, the candidates are the nearest names.
 */
import { canonicalAddress } from '../address.ts';
import { nameWords } from '../names.ts';
import type { Form, NameField, Names } from './names.ts';
import { hitOf, type NameHit, suggest, wholeForm } from './suggest.ts';

export type LookupOutcome =
  | { outcome: 'FOUND'; slug: string }
  | { outcome: 'AMBIGUOUS' | 'NOT_FOUND'; candidates: NameHit[] };

/** Candidates at most. */
export const CANDIDATES = 8;
/** Units of a text that may be a name. */
const NAME_LENGTH = 256;

export function lookup(names: Names, raw: string): LookupOutcome {
  const text = raw.trim();
  const slug = slugOfAddress(text) ?? text;
  if (names.conceptBySlug.has(slug)) return { outcome: 'FOUND', slug };
  if (slug !== text) return { outcome: 'NOT_FOUND', candidates: nearest(names, slug.replaceAll('-', ' ')) };
  for (const forms of candidateSteps(names, text)) {
    const byConcept = new Map(forms.map((form) => [form.concept, form]));
    const [only, ...others] = byConcept.values();
    if (only === undefined) continue;
    if (others.length === 0) return { outcome: 'FOUND', slug: names.slugs[only.concept] as string };
    const best = [...byConcept.values()].sort((a, b) => a.concept - b.concept).slice(0, CANDIDATES);
    return { outcome: 'AMBIGUOUS', candidates: best.map((form) => hitOf(names, form, wholeForm(form))) };
  }
  return { outcome: 'NOT_FOUND', candidates: nearest(names, text) };
}

/** Forms that equal `text`, by falling certainty. */
function candidateSteps({ forms, byKey, byLetters }: Names, text: string): Form[][] {
  const words = text.length > NAME_LENGTH ? [] : nameWords(text);
  if (words.length === 0) return [];
  const formsOf = (ids: readonly number[] | undefined, field: NameField) =>
    (ids ?? []).map((id) => forms[id] as Form).filter((form) => form.field === field);
  const same = byKey.get(words.join(' '));
  const runTogether = byLetters.get(words.join(''));
  return [
    formsOf(same, 'NAME'),
    formsOf(same, 'ALTERNATE_NAME'),
    formsOf(runTogether, 'NAME'),
    formsOf(runTogether, 'ALTERNATE_NAME'),
  ];
}

function nearest(names: Names, text: string): NameHit[] {
  return suggest(names, text.slice(0, NAME_LENGTH), CANDIDATES);
}

/** The slug in an address; the scheme may be missing, or the host too. Null for what is no address of a page. */
function slugOfAddress(text: string): string | null {
  if (!text.includes('/')) return null;
  const [whole, withoutScheme, pathOnly] = [text, `https:${text.startsWith('//') ? '' : '//'}${text}`, path(text)];
  return (canonicalAddress(whole) ?? canonicalAddress(withoutScheme) ?? canonicalAddress(pathOnly))?.slug ?? null;
}

function path(text: string): string {
  return `https://site.invalid/${text.replace(/^\.{0,2}\/+/, '')}`;
}
