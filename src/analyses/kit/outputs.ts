/** The outputs that a request chooses. */
import type { Calculator } from '../../calculators/kit/definition.ts';
import { MOST } from '../limits.ts';
import type { Given } from './given.ts';
import { listAt, textAt } from './request.ts';
import { type Selector, scalarSelectors, selectorOf } from './selector.ts';

/**
 * Selectors of a request, at most `most`; by default every scalar, or the first 10 numbers if numbers are wanted.
 *
 * @throws InvalidInput as `selectorOf` does, at `outputs[i]`; EMPTY, TOO_LARGE.
 */
export function outputsOf(
  calculator: Calculator,
  given: Given,
  value: unknown,
  { at = 'outputs', wanted, most }: { at?: string; wanted: 'scalar' | 'number'; most: number },
): Selector[] {
  if (value === undefined || value === null) {
    const all = scalarSelectors(calculator, given, wanted);
    return wanted === 'number' ? all.slice(0, MOST.numbers) : all;
  }
  return listAt(value, at, { most }).map((entry, index) => {
    const place = `${at}[${index}]`;
    return selectorOf(calculator, given, { text: textAt(entry, place), at: place, wanted });
  });
}
