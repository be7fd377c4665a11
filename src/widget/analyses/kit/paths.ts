/** Paths of parameters and selectors of outputs, such as `positions[0].leverage`, for readers. */
import { inSentence, labelIn } from '../../views/wording.ts';

interface Labelled {
  name: string;
  label: string;
  fields?: readonly Labelled[];
}

/**
 * `Leverage of position 1`; `Leverage of all positions` for every entry at once.
 *
 * @param known - the parameters or outputs that the path starts from.
 */
export function pathInWords(path: string, known: readonly Labelled[]): string {
  const [, name = path, places = '', field = ''] = /^(\w+)((?:\[[^\]]+\])*)(?:\.(\w+))?$/.exec(path) ?? [];
  const entry = [...places.matchAll(/\d+/g)].map(([index]) => Number(index) + 1).join(', ');
  // "Position results" holds one result per position, so its entries read as positions.
  const list = labelIn(known, name).replace(/ results$/, 's');
  const which = places.includes('*') ? `All ${inSentence(list)}` : entry === '' ? list : `${singular(list)} ${entry}`;
  if (field === '') return which;
  const fields = known.find((parameter) => parameter.name === name)?.fields ?? [];
  return `${labelIn(fields, field)} of ${inSentence(which)}`;
}

/** The singular of a list's name. */
function singular(plural: string): string {
  if (/ies$/.test(plural)) return plural.replace(/ies$/, 'y');
  if (/(?:ss|x|ch|sh)es$/.test(plural)) return plural.slice(0, -2);
  return /[^sui]s$/.test(plural) ? plural.slice(0, -1) : plural;
}
