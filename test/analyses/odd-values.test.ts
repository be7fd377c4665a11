/** Values named like members of every object, or that cannot be converted to text: they are unknown like any other. */
import { describe, expect, it } from '@jest/globals';
import { ANALYSIS_BY_NAME } from '../../src/analyses/registry.ts';
import type { Calculator } from '../../src/calculators/kit/definition.ts';
import { CALCULATORS } from '../../src/calculators/registry.ts';

const { sweep } = ANALYSIS_BY_NAME;

/** A sweep of one cell, passed to a thread and back. */
function swept({ slug, parameters }: Calculator, given: object): unknown {
  const [path] = Object.entries(parameters).find(([, { type }]) => type === 'NUMBER' || type === 'INTEGER') ?? [];
  const request = { calculator: slug, parameters: given, axes: [{ path, values: [1] }] };
  const checked = structuredClone(sweep.check(request));
  return structuredClone(sweep.answer(checked, { isOver: () => false, progress() {} }));
}

const WORDS = CALCULATORS.flatMap((calculator) =>
  Object.entries(calculator.parameters).flatMap(([name, { type }]) =>
    type === 'ENUM' ? [[`${calculator.slug} ${name}`, calculator, name] as const] : [],
  ),
);

describe('a word among the parameters of an analysis', () => {
  it.each(WORDS)('of %s is unknown where it is none of its values', (_, calculator, name) => {
    const unknown = swept(calculator, { [name]: 'nonsense' });
    for (const word of ['constructor', '__proto__', 'toString']) {
      expect(swept(calculator, { [name]: word })).toEqual(unknown);
    }
    expect(swept(calculator, { [name]: { toString: 1 } })).toEqual(swept(calculator, { [name]: {} }));
  });
});
