/** From a slug to its calculator. */
import { InvalidInput } from '../errors.ts';
import type { Calculator } from './kit/definition.ts';
import { echo } from './kit/wording.ts';

/**
 * Finds calculators among those given.
 *
 * @returns a function from slug to calculator; it throws InvalidInput, parameter `slug`, for a slug that none has.
 */
export function calculatorFinder(calculators: readonly Calculator[]): (slug: string) => Calculator {
  const calculatorBySlug = new Map(calculators.map((calculator) => [calculator.slug, calculator]));
  return (slug) => {
    const calculator = calculatorBySlug.get(slug);
    if (calculator !== undefined) return calculator;
    const message = `must be the slug of a calculator, but got ${echo(slug)}`;
    throw new InvalidInput([{ parameter: 'slug', code: 'UNKNOWN_VALUE', message }]);
  };
}
