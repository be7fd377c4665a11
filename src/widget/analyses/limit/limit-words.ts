/** The answer of a search for a limit, in sentences that claim no more than was tried. */
import { counted, inSentence } from '../../views/wording.ts';
import type { Crossing, Solution } from '../kit/asking.ts';
import type { Selector } from '../kit/selectors.ts';
import type { Variable } from '../kit/variables.ts';
import { amount, briefly, sentence, type Write } from '../kit/words.ts';

export interface Target {
  comparison: 'AT_MOST' | 'AT_LEAST' | 'EQUALS';
  value: number;
  find: 'LARGEST' | 'SMALLEST';
  from: number;
  to: number;
}

export const COMPARISONS = { AT_MOST: 'at most', AT_LEAST: 'at least', EQUALS: 'exactly' } as const;

/** The first sentence is the answer; the others say how far it holds. */
export function limitInWords(
  solution: Solution,
  target: Target,
  variable: Variable,
  watched: Selector,
  write: Write,
): string[] {
  const wanted = `${inSentence(watched.label)} is ${COMPARISONS[target.comparison]} ${amount(target.value, watched.unit, write)}`;
  const between = `between ${write(target.from)} and ${amount(target.to, variable.unit, write)}`;
  const extreme = target.find.toLowerCase();
  const x = inSentence(variable.label);
  const looked = `${counted(solution.points.x.length, 'point')} ${between}`;
  switch (solution.outcome) {
    case 'ALWAYS':
      return [
        `Always: ${wanted} at each of the ${looked}.`,
        `The ${extreme} ${x} of these is ${amount(solution.value, variable.unit, write)}; no values beyond it were tried.`,
      ];
    case 'NEVER':
      return [`Never: ${wanted} at none of the ${looked}.`, ...leapsInWords(solution, variable, watched, write)];
    case 'FOUND':
      return [
        `${amount(solution.value, variable.unit, write)} is the ${extreme} ${x} for which ${wanted}.`,
        ...foundInWords(solution, variable, watched, write),
      ];
  }
}

function foundInWords(solution: Solution, variable: Variable, watched: Selector, write: Write): string[] {
  const { atBound, crossings, crossingCount, value, outputAtValue } = solution;
  const sentences = [
    sentence(`at this value, ${inSentence(watched.label)} is ${amount(outputAtValue, watched.unit, write)}`),
  ];
  if (atBound) sentences.push('This is the end of the range; no values beyond it were tried.');
  const own = crossings.find(({ lower, upper }) => lower === value || upper === value);
  if (own !== undefined && !atBound) sentences.push(crossingInWords(own, value as number, variable, watched, write));
  if (crossingCount > 1) {
    sentences.push(
      `The condition starts or stops holding at ${crossingCount} places of the range; the table has them.`,
    );
    sentences.push(edgesInWords(crossings, watched));
  }
  return sentences.filter((words) => words !== '');
}

/** What happens just beyond the answer. */
function crossingInWords(
  { kind, lower, upper, lowerValue, upperValue }: Crossing,
  value: number,
  variable: Variable,
  watched: Selector,
  write: Write,
): string {
  const isLower = value === lower;
  const other = isLower ? upper : lower;
  const [here, beyond] = isLower ? [lowerValue, upperValue] : [upperValue, lowerValue];
  const side = isLower ? 'above' : 'below';
  const y = inSentence(watched.label);
  switch (kind) {
    case 'JUMP':
      return `Right ${side} it, ${y} jumps from ${briefly(here, watched.unit, write)} to ${briefly(beyond, watched.unit, write)}.`;
    case 'STEP':
      return `At the next, ${amount(other, variable.unit, write)}, ${y} is ${amount(beyond, watched.unit, write)}.`;
    case 'EDGE':
      return `Right ${side} it the calculator has no answer: its input is refused there, or ${y} is not defined.`;
    case 'CONTINUOUS':
      return '';
  }
}

/** Crossings that the curve does not show, since the output is undefined on their other side. */
function edgesInWords(crossings: readonly Crossing[], watched: Selector): string {
  const count = crossings.filter(({ kind }) => kind === 'EDGE').length;
  if (count === 0) return '';
  const beyond = `beyond which the model gives no number for ${inSentence(watched.label)}`;
  return count === 1 ? `One of them is an edge, ${beyond}.` : `${count} of them are edges, ${beyond}.`;
}

/** Why a value is never met: the result jumps over it. */
function leapsInWords({ crossings }: Solution, variable: Variable, watched: Selector, write: Write): string[] {
  return crossings
    .filter(({ kind, admissible }) => kind === 'JUMP' && admissible === 'NEITHER')
    .slice(0, 3)
    .map(({ upper, lowerValue, upperValue }) => {
      const [before, after] = [lowerValue, upperValue].map((value) => amount(value, watched.unit, write));
      return `The value is skipped: at ${inSentence(variable.label)} ${amount(upper, variable.unit, write)}, ${inSentence(watched.label)} jumps from ${before} to ${after}.`;
    });
}
