/** Describes a curve in sentences: its range, its jumps and its gaps. */
import { counted, inSentence } from '../../views/wording.ts';
import type { Jump, Sweep } from '../kit/asking.ts';
import type { Selector } from '../kit/selectors.ts';
import type { Variable } from '../kit/variables.ts';
import { amount, briefly, sentence, type Write } from '../kit/words.ts';

/** The most jumps that a sweep looks for. */
export const MOST_JUMPS = 50;
/** A jump of at least this share of the curve's total range is a tipping point. */
const TIPPING = 0.1;
const MOST_LISTED = 3;
/** Jump sizes within the first share of each other are about the same; within the second they are equal. */
const ALIKE = 0.01;
const EQUAL = 1e-6;

export function curveInWords(sweep: Sweep, variable: Variable, watched: Selector, write: Write): string[] {
  const values = sweep.outputs[0]?.values ?? [];
  const numbers = values.filter((value) => value !== null).map(Number);
  const xs = sweep.axes[0]?.values ?? [];
  const x = inSentence(variable.label);
  const ends = `${briefly(xs[0], variable.unit, write)} and ${briefly(xs.at(-1), variable.unit, write)}`;
  if (numbers.length === 0)
    return [`Between ${x} ${ends} there is no ${inSentence(watched.label)}. ${missingInWords(sweep, values)}`.trim()];
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const course =
    low === high
      ? `${watched.label} is ${amount(low, watched.unit, write)} for every ${x} between ${ends}.`
      : `${watched.label} lies between ${briefly(low, watched.unit, write)} and ${briefly(high, watched.unit, write)} for ${x} between ${ends}.`;
  const jumps = jumpsInWords(sweep, high - low, variable, watched, write);
  const missing = missingInWords(sweep, values);
  const isTipping = jumps[0]?.startsWith('Tipping');
  return [...(isTipping ? [...jumps, course] : [course, ...jumps]), missing].filter((words) => words !== '');
}

/** The largest jumps first; many small or equal ones, such as those of a stepwise model, share one sentence. */
function jumpsInWords({ jumps }: Sweep, span: number, variable: Variable, watched: Selector, write: Write): string[] {
  if (jumps === null) return [];
  const short = (value: number) => briefly(value, watched.unit, write);
  // A jump whose ends read the same is numerical noise of the model.
  const seen = jumps.filter(({ leftValue, rightValue }) => short(leftValue) !== short(rightValue));
  const more =
    jumps.length < MOST_JUMPS
      ? []
      : [
          `${counted(jumps.length, 'jump')} are the most that are searched for, so there may be more: narrow the range to see them.`,
        ];
  if (seen.length === 0) return ['No jump stands out in between.', ...more];
  const bySize = [...seen].sort((a, b) => sizeOf(b) - sizeOf(a));
  const largest = sizeOf(bySize[0] as Jump);
  const areWithin = (share: number) => seen.filter((jump) => sizeOf(jump) >= (1 - share) * largest);
  // Jumps of one size keep their order along the curve.
  const alike = areWithin(ALIKE);
  const largeCount = seen.filter((jump) => sizeOf(jump) >= TIPPING * span).length;
  const listed = [...alike, ...bySize.slice(alike.length)].slice(0, Math.min(Math.max(largeCount, 1), MOST_LISTED));
  const likeness = areWithin(EQUAL).length === alike.length ? 'equal size' : 'about the same size';
  const sentences = listed.map(({ right, leftValue, rightValue }, i) => {
    const [before, after] = [short(leftValue), short(rightValue)];
    const place = `at ${inSentence(variable.label)} ${amount(right, variable.unit, write)}`;
    if (i > 0) return sentence(`${place} it jumps from ${before} to ${after}`);
    const several = `First of ${alike.length} jumps of ${likeness}`;
    const kind = largeCount > 0 ? 'Tipping point' : alike.length > 1 ? several : 'Largest jump';
    return `${kind}: ${place}, ${inSentence(watched.label)} jumps from ${before} to ${after}.`;
  });
  const alikeCount = Math.max(alike.length - listed.length, 0);
  const smallerCount = jumps.length - listed.length - alikeCount;
  const further = [
    alikeCount > 0 && counted(alikeCount, `more of ${likeness} is`, `more of ${likeness} are`),
    smallerCount > 0 && counted(smallerCount, 'smaller jump is', 'smaller jumps are'),
  ].filter((words) => words !== false);
  return [...sentences, ...further.map((words) => `${words} in the table.`), ...more];
}

function sizeOf({ leftValue, rightValue }: Jump): number {
  return Math.abs(rightValue - leftValue);
}

function missingInWords({ refusedCount, timeoutCount, faults }: Sweep, values: readonly unknown[]): string {
  const refusing = [...new Set(faults.filter((fault) => fault !== null))].join(', ');
  const undefinedCount = values.filter((value) => value === null).length - refusedCount - timeoutCount;
  return [
    refusedCount > 0 &&
      `${counted(refusedCount, 'point is', 'points are')} outside what the calculator takes (${refusing}).`,
    undefinedCount > 0 && `It is not defined at ${counted(undefinedCount, 'point')}.`,
    timeoutCount > 0 && `Time ran out before ${counted(timeoutCount, 'point')}.`,
  ]
    .filter((words) => words !== false)
    .join(' ');
}
