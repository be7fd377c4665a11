/** How a simulation came out, in sentences. */
import type { Calculator, Output } from '../../views/definition.ts';
import { counted, inSentence, valueLabelIn } from '../../views/wording.ts';
import type { Simulation } from '../kit/asking.ts';
import { pathInWords } from '../kit/paths.ts';
import type { Selector } from '../kit/selectors.ts';
import { amount, briefly, type Write } from '../kit/words.ts';

/** Levels that the sentences and the drawing use. */
export const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95];

export function outcomesInWords(
  simulation: Simulation,
  watched: Selector,
  { parameters, outputs }: Pick<Calculator, 'parameters' | 'outputs'>,
  write: Write,
): string[] {
  const { okCount, refusedCount, timeoutCount, refusals, statuses } = simulation;
  const [found] = simulation.outputs;
  const short = (value: number | null | undefined) => briefly(value, watched.unit, write);
  if (found === undefined || found.count === 0) {
    return [`None of the ${counted(simulation.runs, 'run')} has a ${inSentence(watched.label)}.`];
  }
  const [low, , middle, , high] = found.quantiles;
  const reasons = refusals.slice(0, 3).map(({ parameter }) => inSentence(pathInWords(parameter, parameters)));
  const often = [...statuses].sort((a, b) => b.count - a.count);
  return [
    short(low) === short(high)
      ? `In nine out of ten runs, ${inSentence(watched.label)} is ${short(low)}.`
      : `In nine out of ten runs, ${inSentence(watched.label)} lies between ${short(low)} and ${short(high)}; the median is ${short(middle)}.`,
    `Mean ${amount(found.mean, watched.unit, write)}, standard deviation ${short(found.standardDeviation)}; the lowest twentieth averages ${short(found.lowerShortfall)}, the highest ${short(found.upperShortfall)}.`,
    often.length > 1 &&
      `How runs ended: ${often.map(({ status, share }) => `${endInWords(outputs, status)} ${briefly(share, 'fraction', write)}`).join(', ')}.`,
    found.count < okCount && `It is not defined in ${counted(okCount - found.count, 'run')}.`,
    refusedCount > 0 &&
      `${counted(refusedCount, 'run')} drew what the calculator does not take (${reasons.join(', ')}) and ${refusedCount === 1 ? 'is' : 'are'} left out.`,
    timeoutCount > 0 && `Time ran out before ${counted(timeoutCount, 'run')}.`,
  ].filter((words) => words !== false);
}

function endInWords(outputs: readonly Output[], status: string): string {
  const ended = outputs.find(({ name }) => name === 'status');
  return inSentence(String(ended ? valueLabelIn(ended, status) : status));
}
