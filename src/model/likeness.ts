/**
 * When two concepts are likely the same under two names: hyphens, accents, plural and British or American spelling do not
 * tell names apart, nor does the number that a site appends to a slug that was taken (`margin-call-2`). Case never does.
 * They are SIMILAR and stay two concepts: an editor decides.
 */
import { americanSpelling } from './american-spelling.ts';
import { locatedWords, nameWords, singular } from './names.ts';

/** What of two names that are alike is different, in the order in which it is told. */
export const LIKENESS_REASONS = ['SAME_NAME', 'HYPHEN', 'PLURAL', 'ACCENT', 'SPELLING', 'SLUG_NUMBER'] as const;
export type LikenessReason = (typeof LIKENESS_REASONS)[number];

/** For people. */
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
 * The key under which concepts meet that are likely the same; empty for a name without letters and digits, which is
 * like no other.
 *
 * @example likenessKey({ slug: 'margin-modelling-2', name: 'Margin-Modelling' }) // => 'marginmodeling'
 */
export function likenessKey({ slug, name }: Named): string {
  return nameWords(nameWithoutNumber(slug, name)).map(americanSpelling).join('');
}

/**
 * Why two concepts of one `likenessKey` are alike: each difference that alone would keep their names apart, SAME_NAME
 * where there is none.
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

/** `name` with every difference evened out but one. */
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

/** What stands between words, whatever dash it is and however much space. */
function signs(gap: string): string {
  return gap.replace(/\p{Dash_Punctuation}/gu, '-').replace(/\s+/g, ' ');
}

/** A concept without a text of its own may be called by its slug alone: then the number is no part of its name. */
function nameWithoutNumber(slug: string, name: string): string {
  return name === slug.replaceAll('-', ' ') ? withoutNumber(slug).replaceAll('-', ' ') : name;
}

function withoutNumber(slug: string): string {
  return slug.replace(/-[2-9]$/, '');
}
