/** A comparison in words and short numbers, for readers. */
import type { EpisodeComparison } from './comparison.ts';
import type { Standing } from './episode.ts';

export const STANDING_IN_WORDS: Readonly<Record<Standing, string>> = {
  SURE: 'sure',
  TO_VERIFY: 'to verify',
  ASSUMPTION: 'assumption',
};

/** A number with at most `digits` significant digits and thousands separators: `69,400,000`, `0.00729`. */
export function shortNumber(value: number | null, digits = 3): string {
  return value === null ? 'no number' : value.toLocaleString('en', { maximumSignificantDigits: digits });
}

/** Whether the model hits, and by how much it is off: `hits, 6.8 % off`. */
export function verdict({ error, relativeError, hit }: EpisodeComparison): string {
  if (error === null) return 'misses: no number';
  if (error === 0) return 'hits exactly';
  const off = relativeError === null ? shortNumber(Math.abs(error)) : percent(Math.abs(relativeError));
  return hit ? `hits, ${off} off` : `misses by ${off}`;
}

function percent(share: number): string {
  return `${shortNumber(100 * share, share < 0.1 ? 2 : 3)} %`;
}
