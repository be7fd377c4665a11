/**
 * When two concepts are likely the same under two names: hyphens, accents, plural and British or American spelling do
 * not make names different, nor does the number that a site appends to a slug that was taken (`margin-call-2`), and
 * case never does. They are SIMILAR but remain two concepts: an editor decides.
 */
import { americanSpelling } from './american-spelling.ts';
import { locatedWords, nameWords, singular } from './names.ts';

/** How two similar names differ, in the order in which differences are reported. */
export const LIKENESS_REASONS = ['SAME_NAME', 'HYPHEN', 'PLURAL', 'ACCENT', 'SPELLING', 'SLUG_NUMBER'] as const;
export type LikenessReason = (typeof LIKENESS_REASONS)[number];

/** Wording for people. */
const IN_WORDS: Readonly<Record<LikenessReason, string>> = {
  SAME_NAME: 'same name',
  HYPHEN: 'hyphen',
  PLURAL: 'plural',
  ACCENT: 'accent',
  SPELLING: 'spelling',
  SLUG_NUMBER: 'number in the slug',
};

export interface Named {
  slug: string;
  name: string;
}

/**
 * Concepts with the same key are likely the same; empty for a name without letters and digits, which is similar to no
 * other.
 *
 * @example likenessKey({ slug: 'margin-modelling-2', name: 'Margin-Modelling' }) // => 'marginmodeling'
 */
export function likenessKey({ slug, name }: Named): string {
  return nameWords(nameWithoutNumber(slug, name)).map(americanSpelling).join('');
}

/**
 * Why two concepts with one `likenessKey` are similar: each difference that alone would keep their names apart, or
 * SAME_NAME if there is none.
 *
 * @example likenessReasons({ slug: 'a', name: 'Stop-Losses' }, { slug: 'b', name: 'Stop Loss' }) // => ['HYPHEN', 'PLURAL']
 */
export function likenessReasons(a: Named, b: Named): LikenessReason[] {
  const [one, other] = [a, b].map(({ slug, name }) => nameWithoutNumber(slug, name).normalize('NFC').toLowerCase());
  const differs = (kept: LikenessReason) => written(one as string, kept) !== written(other as string, kept);
  const isNumbered = a.slug !== b.slug && withoutNumber(a.slug) === withoutNumber(b.slug);
  const reasons = LIKENESS_REASONS.filter((reason) => (reason === 'SLUG_NUMBER' ? isNumbered : differs(reason)));
  return reasons.length > 0 ? reasons : ['SAME_NAME'];
}

/** @example reasonsInWords(['HYPHEN', 'PLURAL']) // => 'hyphen, plural' */
export function reasonsInWords(reasons: readonly LikenessReason[]): string {
  return reasons.map((reason) => IN_WORDS[reason]).join(', ');
}

/** `name` with all differences normalized except one. */
function written(name: string, kept: LikenessReason): string {
  let text = '';
  let end = 0;
  for (const { word, key, start, ...located } of locatedWords(name)) {
    if (kept === 'HYPHEN') text += signs(name.slice(end, start));
    end = located.end;
    const accented = () => singular(name.slice(start, end).replace(/['’]/g, ''));
    const counted = kept === 'ACCENT' ? accented() : kept === 'PLURAL' ? word : key;
    text += kept === 'SPELLING' ? counted : americanSpelling(counted);
  }
  return kept === 'HYPHEN' ? text + signs(name.slice(end)) : text;
}

/** The separators between words, with dashes and white space normalized. */
function signs(gap: string): string {
  return gap.replace(/\p{Dash_Punctuation}/gu, '-').replace(/\s+/g, ' ');
}

/** A concept without texts may be named after its slug; then the number is not part of its name. */
function nameWithoutNumber(slug: string, name: string): string {
  return name === slug.replaceAll('-', ' ') ? withoutNumber(slug).replaceAll('-', ' ') : name;
}

function withoutNumber(slug: string): string {
  return slug.replace(/-[2-9]$/, '');
}
