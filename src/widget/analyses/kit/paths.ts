/** Paths of parameters and selectors of outputs, such as `positions[0].leverage`, for readers. */
import { nameInWords } from '../../views/wording.ts';

/** `Leverage of position 1`; `Leverage of all positions` for every entry at once. */
export function pathInWords(path: string): string {
  const [, name = path, places = '', field = ''] = /^(\w+)((?:\[[^\]]+\])*)(?:\.(\w+))?$/.exec(path) ?? [];
  const entry = [...places.matchAll(/\d+/g)].map(([index]) => Number(index) + 1).join(', ');
  const list = nameInWords(name);
  const which = places.includes('*') ? `All ${inSentence(list)}` : entry === '' ? list : `${singular(list)} ${entry}`;
  return field === '' ? which : `${nameInWords(field)} of ${inSentence(which)}`;
}

/** One of what a list is named after. */
function singular(plural: string): string {
  if (/ies$/.test(plural)) return plural.replace(/ies$/, 'y');
  if (/(?:ss|x|ch|sh)es$/.test(plural)) return plural.slice(0, -2);
  return /[^sui]s$/.test(plural) ? plural.slice(0, -1) : plural;
}

/** A label inside a sentence. */
export function inSentence(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}
