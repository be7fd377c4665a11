/** How far each parameter alone moves a result: sorted, in sentences and as bars. */
import type { Parameter } from '../../views/definition.ts';
import { counted, inSentence } from '../../views/wording.ts';
import type { Bar, Piece } from '../drawing/bars.ts';
import type { Effect, Sensitivities } from '../kit/asking.ts';
import { pathInWords } from '../kit/paths.ts';
import type { Selector } from '../kit/selectors.ts';
import { amount, bare, briefly, type Write } from '../kit/words.ts';

export interface Swing extends Effect {
  path: string;
  label: string;
  unit: string;
  lowAt: number;
  highAt: number;
}

/** The parameters that move the output, the largest swing first. */
export function swingsOf({ parameters }: Sensitivities, known: readonly Parameter[]): Swing[] {
  return parameters
    .flatMap(({ path, unit, low, high, effects: [effect] }): Swing[] => {
      return effect === undefined
        ? []
        : [{ ...effect, path, label: pathInWords(path, known), unit, lowAt: low, highAt: high }];
    })
    .sort((a, b) => a.rank - b.rank);
}

export function tornadoInWords(
  swings: readonly Swing[],
  base: number | null,
  watched: Selector,
  write: Write,
): string[] {
  const moving = swings.filter(moves);
  const [first, second] = moving;
  const y = inSentence(watched.label);
  if (first === undefined) return [`No parameter moves ${y} by so small a change.`];
  const jumping = swings.filter(({ jump }) => jump).map(({ label }) => inSentence(label));
  const still = swings.length - moving.length;
  return [
    `${watched.label} depends most on ${inSentence(first.label)}${second ? `, then on ${inSentence(second.label)}` : ''}.`,
    `It is ${amount(base, watched.unit, write)}; with ${inSentence(first.label)} from ${briefly(first.lowAt, first.unit, write)} to ${briefly(first.highAt, first.unit, write)} it changes from ${briefly(first.low, watched.unit, write)} to ${briefly(first.high, watched.unit, write)}.`,
    ...(still > 0 ? [`${counted(still, 'parameter does', 'parameters do')} not move it.`] : []),
    ...(jumping.length > 0
      ? [`It jumps close to the present ${jumping.join(', ')}: there an elasticity means nothing.`]
      : []),
  ];
}

export function moves({ swing }: Swing): boolean {
  return swing !== null && swing > 0;
}

/** From the base to the results with the parameter lowered and raised; a side without a result has no bar. */
export function swingBar({ label, unit, low, high, lowAt, highAt }: Swing, base: number, write: Write): Bar {
  const side = (at: number, to: number | null, kind: string) =>
    to === null ? [] : [{ from: base, to, words: bare(at, unit, write), class: `bar ${kind}` }];
  const isOneSided = low !== null && high !== null && (low - base) * (high - base) > 0;
  const pieces = [...side(lowAt, low, 'low'), ...side(highAt, high, 'high')];
  // If both results are on the same side, the shorter bar lies on the longer one, and only the longer has words.
  if (!isOneSided) return { name: label, pieces };
  const [longer, shorter] = pieces.sort((a, b) => Math.abs(b.to - base) - Math.abs(a.to - base)) as [Piece, Piece];
  return { name: label, pieces: [longer, { ...shorter, words: '' }] };
}
