/** Finds a calculator by its slug. */
import { asked, likeNames } from '../did-you-mean.ts';
import { InvalidInput } from '../errors.ts';
import type { Calculator } from './kit/definition.ts';
import { described } from './kit/wording.ts';

/**
 * Finds calculators among those given.
 *
 * @returns a function from slug to calculator; for an unknown slug it throws InvalidInput, parameter `slug`, and
 * suggests calculators with a similar slug or title.
 */
export function calculatorFinder(calculators: readonly Calculator[]): (slug: string) => Calculator {
  const calculatorBySlug = new Map(calculators.map((calculator) => [calculator.slug, calculator]));
  return (slug) => {
    const calculator = calculatorBySlug.get(slug);
    if (calculator !== undefined) return calculator;
    const slugByName = new Map(
      calculators.flatMap((other) => [other.slug, other.title].map((name) => [name, other.slug])),
    );
    const meant = likeNames(slug, [...slugByName.keys()]).map((name) => slugByName.get(name) ?? name);
    const message = `must be the slug of a calculator, but got ${described(slug)}${asked([...new Set(meant)])}`;
    throw new InvalidInput([{ parameter: 'slug', code: 'UNKNOWN_VALUE', message }]);
  };
}
