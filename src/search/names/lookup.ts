/**
 * Finds the one concept that a person means. The first of these that matches any concept decides: a page address in any
 * form that the site uses, bare or inside a pasted link; a slug; a name exactly as written; a name; an alternate name;
 * either with its words run together; the same for a pasted title, up to the glyph in `Margin Call ⎊ Definition`.
 * Several concepts with the same name are ambiguous. If nothing matches, the candidates are the nearest names, else the
 * names contained in the text: part of `maintenance margin rate` is one.
 */
import { canonicalAddress } from '../../model/address.ts';
import { nameWords } from '../../model/names.ts';
import { namesWithin } from './annotate.ts';
import type { Form, NameField, Names } from './names.ts';
import type { PhraseNode } from './phrases.ts';
import { hitOf, type NameHit, suggest, wholeForm } from './suggest.ts';

export type LookupOutcome =
  | { outcome: 'FOUND'; slug: string }
  | { outcome: 'AMBIGUOUS' | 'NOT_FOUND'; candidates: NameHit[] };

/** Most candidates. */
export const CANDIDATES = 8;
/** Longest text that may be a name [units]. */
const NAME_LENGTH = 256;

export function lookup(names: Names, phrases: PhraseNode, raw: string): LookupOutcome {
  const text = raw.trim();
  const found = (slug: string): LookupOutcome => ({ outcome: 'FOUND', slug });
  if (names.conceptBySlug.has(text)) return found(text);
  const addressed = slugOfAddress(text);
  if (addressed !== null) {
    if (names.conceptBySlug.has(addressed)) return found(addressed);
    return { outcome: 'NOT_FOUND', candidates: nearest(names, phrases, addressed.replaceAll('-', ' ')) };
  }
  const [title = ''] = text.split('⎊');
  for (const forms of [...candidateSteps(names, text), ...candidateSteps(names, title)]) {
    const byConcept = new Map(forms.map((form) => [form.concept, form]));
    const [only, ...others] = byConcept.values();
    if (only === undefined) continue;
    if (others.length === 0) return found(names.slugs[only.concept] as string);
    const best = [...byConcept.values()].sort((a, b) => a.concept - b.concept).slice(0, CANDIDATES);
    return { outcome: 'AMBIGUOUS', candidates: best.map((form) => hitOf(names, form, wholeForm(form))) };
  }
  // Names come before a slug in another case: `Open-Interest` is not a slug as written.
  const slug = text.replace(/\/$/, '').toLowerCase();
  return names.conceptBySlug.has(slug)
    ? found(slug)
    : { outcome: 'NOT_FOUND', candidates: nearest(names, phrases, text) };
}

/** Forms that equal `text`, most certain first. */
function candidateSteps({ forms, byKey, byLetters }: Names, text: string): Form[][] {
  const words = text.length > NAME_LENGTH ? [] : nameWords(text);
  if (words.length === 0) return [];
  const formsOf = (ids: readonly number[] | undefined, field: NameField) =>
    (ids ?? []).map((id) => forms[id] as Form).filter((form) => form.field === field);
  const same = byKey.get(words.join(' '));
  const runTogether = byLetters.get(words.join(''));
  const written = spelling(text);
  return [
    // If two names differ only in a hyphen or plural, the one typed exactly is meant.
    formsOf(same, 'NAME').filter((form) => spelling(form.written) === written),
    formsOf(same, 'NAME'),
    formsOf(same, 'ALTERNATE_NAME'),
    formsOf(runTogether, 'NAME'),
    formsOf(runTogether, 'ALTERNATE_NAME'),
  ];
}

function spelling(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}

function nearest(names: Names, phrases: PhraseNode, text: string): NameHit[] {
  const start = text.slice(0, NAME_LENGTH);
  const near = suggest(names, start, CANDIDATES, true);
  if (near.length > 0) return near;
  return namesWithin(names, phrases, start)
    .slice(0, CANDIDATES)
    .map((form) => hitOf(names, form, wholeForm(form)));
}

/**
 * The slug in an address. The scheme, the host, or all but the last part of the path (`x.md`) may be missing, and the
 * address may be wrapped: `<…>`, a Markdown link, a label. Null if the text has no address of a page.
 */
function slugOfAddress(text: string): string | null {
  const pasted = LINK_TARGET.exec(text)?.[1];
  const stated = text.split(/(?=https?:\/\/)/i).flatMap((part) => STATED_ADDRESS.exec(part)?.[0] ?? []);
  for (const address of [text, ...(pasted === undefined ? [] : [pasted]), ...stated]) {
    const slug = slugIn(address);
    if (slug !== null) return slug;
  }
  return null;
}

/** The target of a Markdown link, or the text in angle brackets. */
const LINK_TARGET = /(?:\]\(|^)<?([^\s<>()]+)>?\)?[.,;]?$/;
/** An address in a text, without trailing punctuation. */
const STATED_ADDRESS = /^https?:\/\/[^\s<>"“”]*[^\s<>"“”.,;:!?'’)\]*]/i;

/** The fragment in which this service's own pages keep the concept they show: `#concept=margin-call`. */
const OWN_ADDRESS = /#(?:.*&)?concept=([^&\s]+)/;

function slugIn(text: string): string | null {
  const shown = OWN_ADDRESS.exec(text)?.[1];
  if (shown !== undefined) return new URLSearchParams(`concept=${shown}`).get('concept');
  if (!text.includes('/')) return /\.(?:md|html)$/i.test(text) ? slugAt(`https://site.invalid/term/${text}`) : null;
  return slugAt(text) ?? slugAt(`https:${text.startsWith('//') ? '' : '//'}${text}`) ?? slugAt(path(text));
}

function slugAt(address: string): string | null {
  return canonicalAddress(address)?.slug ?? null;
}

function path(text: string): string {
  return `https://site.invalid/${text.replace(/^\.{0,2}\/+/, '')}`;
}
