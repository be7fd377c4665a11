/** Applies a value to what a path addresses: writes it into the given parameters, so derived defaults follow it. */
import type { Calculator } from '../../calculators/kit/definition.ts';
import type { Given } from './given.ts';
import { numberAt, type Place, rewritten } from './place.ts';

/**
 * The given parameters with a value applied at a place; whole-numbered places get ⌊v + 0.5⌋.
 *
 * @param value - the new value, the factor or the summand; words, lists and matrices can only be set.
 * @param at - what a refusal names; by default the path itself.
 * @throws InvalidInput, UNKNOWN_PARAMETER if an earlier change removed the place, NOT_NUMERIC if it left no number.
 */
export function changed(
  calculator: Calculator,
  given: Given,
  place: Place,
  value: unknown,
  at = place.path.text,
): Given {
  const { path, apply, isWhole } = place;
  const whole = (number: unknown) => (isWhole && typeof number === 'number' ? Math.floor(number + 0.5) : number);
  if (apply !== 'SET') {
    const operand = value as number;
    return rewritten(calculator, given, path, at, (old) => {
      const number = numberAt(old, path, at);
      return whole(apply === 'MULTIPLY' ? number * operand : number + operand);
    });
  }
  if (path.indices.length === 0) return { ...given, [path.name]: whole(value) };
  return rewritten(calculator, given, path, at, () => whole(value));
}
