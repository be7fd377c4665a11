/** What a curve shows, in sentences: where it runs, where it jumps, and where there is nothing. */
import type { Sweep } from '../kit/asking.ts';
import { inSentence } from '../kit/paths.ts';
import type { Selector } from '../kit/selectors.ts';
import type { Variable } from '../kit/variables.ts';
import { amount, briefly, counted, sentence, type Write } from '../kit/words.ts';

/** From this share of all that a result does on, a jump is a tipping point. */
const TIPPING = 0.1;
const MOST_TOLD = 3;

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

/** The largest first; many small ones, such as those of a stepwise model, in one sentence. */
function jumpsInWords({ jumps }: Sweep, span: number, variable: Variable, watched: Selector, write: Write): string[] {
  if (jumps === null) return [];
  const short = (value: number) => briefly(value, watched.unit, write);
  // What nobody can tell apart is noise of the model.
  const seen = jumps.filter(({ leftValue, rightValue }) => short(leftValue) !== short(rightValue));
  if (seen.length === 0) return ['No jump stands out in between.'];
  const sizeOf = ({ leftValue, rightValue }: (typeof jumps)[number]) => Math.abs(rightValue - leftValue);
  const bySize = [...seen].sort((a, b) => sizeOf(b) - sizeOf(a));
  const large = bySize.filter((jump) => sizeOf(jump) >= TIPPING * span);
  const told = (large.length > 0 ? large : bySize.slice(0, 1)).slice(0, MOST_TOLD);
  const sentences = told.map(({ right, leftValue, rightValue }, i) => {
    const [before, after] = [short(leftValue), short(rightValue)];
    const place = `at ${inSentence(variable.label)} ${amount(right, variable.unit, write)}`;
    if (i > 0) return sentence(`${place} it jumps from ${before} to ${after}`);
    const kind = large.length > 0 ? 'Tipping point' : 'Largest jump';
    return `${kind}: ${place}, ${inSentence(watched.label)} jumps from ${before} to ${after}.`;
  });
  const further = jumps.length - told.length;
  return further > 0
    ? [...sentences, `${counted(further, 'smaller jump is', 'smaller jumps are')} in the table.`]
    : sentences;
}

function missingInWords({ refusedCount, timeoutCount, faults }: Sweep, values: readonly unknown[]): string {
  const refusing = [...new Set(faults.filter((fault) => fault !== null))].join(', ');
  const undefinedCount = values.filter((value) => value === null).length - refusedCount - timeoutCount;
  return [
    refusedCount > 0 &&
      `${counted(refusedCount, 'point is', 'points are')} outside what the calculator takes (${refusing}).`,
    undefinedCount > 0 && `At ${counted(undefinedCount, 'point')} it is not defined.`,
    timeoutCount > 0 && `For ${counted(timeoutCount, 'point')} there was no time.`,
  ]
    .filter((words) => words !== false)
    .join(' ');
}
