/** Describes what changed on a page, in lines for people. */
import type { PageDifference } from './page-difference.ts';

/**
 * A line for each changed value, and for each list entry that was added or removed.
 *
 * @example changeLines({ kind: 'CHANGED', fields: [{ field: 'name', before: 'Call', after: 'Margin Call', leftOut: 0 }] })
 * // => ['name: Call → Margin Call']
 */
export function changeLines({ kind, fields }: PageDifference): string[] {
  return fields.flatMap(({ field, before, after, leftOut }) => {
    if (field === 'order') return ['the same in another order'];
    if (kind !== 'CHANGED') return [`${field}: ${inWords(after ?? before)}`];
    if (!Array.isArray(before) || !Array.isArray(after)) return [`${field}: ${inWords(before)} → ${inWords(after)}`];
    return [
      ...before.map((entry) => `${field} − ${inWords(entry)}`),
      ...after.map((entry) => `${field} + ${inWords(entry)}`),
      ...(leftOut > 0 ? [`${field}: ${leftOut} more`] : []),
    ];
  });
}

function inWords(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value !== 'object') return String(value).replace(/\s+/g, ' ');
  return Object.values(value)
    .filter((part) => part !== null)
    .map(inWords)
    .join(': ');
}
