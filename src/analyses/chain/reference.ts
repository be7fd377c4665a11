/** References to a value among the outputs of a chain's steps, such as `liq.totalMove`: a step, then a selector. */
import { butGot } from '../../calculators/kit/check.ts';
import type { Calculator } from '../../calculators/kit/definition.ts';
import { didYouMean } from '../../did-you-mean.ts';
import { refuse } from '../kit/refuse.ts';
import { textAt } from '../kit/request.ts';
import { type Selector, selectorOf, type Wanted } from '../kit/selector.ts';

/** Plain data. */
export interface Reference {
  /** Index of the step in the chain, from 0. */
  step: number;
  selector: Selector;
}

/** A step that others refer to by its id. */
export interface NamedStep {
  id: string;
  calculator: Calculator;
}

/**
 * Checks a reference.
 *
 * @param steps - those that can be referred to.
 * @throws InvalidInput, UNKNOWN_STEP, or as `selectorOf` does.
 */
export function referenceAt(steps: readonly NamedStep[], value: unknown, at: string, wanted: Wanted): Reference {
  const text = textAt(value, at);
  const [id = ''] = text.split('.', 1);
  const step = steps.findIndex((other) => other.id === id);
  const found = steps[step];
  if (found === undefined) {
    const known = steps.map((other) => other.id);
    const ids = known.length === 0 ? 'there is no earlier one' : known.join(', ');
    return refuse(at, 'UNKNOWN_STEP', `must begin with a step (${ids}), ${butGot(text)}${didYouMean(id, known)}`);
  }
  // The output's own unit: the parameters that could change it are known only when the step runs.
  const selector = selectorOf(found.calculator, {}, { text: text.slice(id.length + 1), at, wanted });
  return { step, selector };
}
