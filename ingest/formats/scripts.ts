/** Superscripts and subscripts in plain text: `10⁶` if Unicode has the characters, else `x^(n+k)`, but never `106`. */

const ABOVE = signs('0123456789+-=()ni', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ');
const BELOW = signs('0123456789+-=()aeoxhklmnpstijruv', '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ');
/** Letters that are superscript for looks only, as in `1st`. */
const LOOKS = /^(?:st|nd|rd|th|er|re|e|o|a|®|©|™|tm|sm)$/i;
/** A footnote mark. */
const NOTE = /^\s*(?:\[[^\]]{1,12}\]|[*†‡§]{1,3})\s*$/;

/** The plain text of a superscript or subscript; '' for a footnote mark. */
export function scriptText(text: string, place: 'above' | 'below'): string {
  const inner = text.trim();
  if (inner === '' || (place === 'above' && LOOKS.test(inner))) return inner;
  if (place === 'above' && NOTE.test(inner)) return '';
  const characters = [...inner.replaceAll('−', '-')];
  const found = characters.map((character) => (place === 'above' ? ABOVE : BELOW).get(character));
  if (found.every((sign) => sign !== undefined)) return found.join('');
  const mark = place === 'above' ? '^' : '_';
  return characters.length === 1 || /^-?[\p{L}\p{N}]+$/u.test(inner) ? `${mark}${inner}` : `${mark}(${inner})`;
}

function signs(plain: string, raised: string): ReadonlyMap<string, string> {
  const to = [...raised];
  return new Map([...plain].map((character, place) => [character, to[place] as string]));
}
