/** Superscripts and subscripts in plain text: `10⁶` where Unicode has the signs, else `x^(n+k)`, so that no number is made up. */

const ABOVE = signs('0123456789+-=()ni', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ');
const BELOW = signs('0123456789+-=()aeoxhklmnpstijruv', '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ');
/** Letters that are set above the line for looks alone. */
const LOOKS = /^(?:st|nd|rd|th|er|re|e|o|a|®|©|™|tm|sm)$/i;
/** The mark of a note. */
const NOTE = /^\s*(?:\[[^\]]{1,12}\]|[*†‡§]{1,3})\s*$/;

/** What stands for a text above or below the line. */
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
