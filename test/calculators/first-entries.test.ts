/** Series name what comes before their first round, and indices name what they count. */
import { describe, expect, it } from '@jest/globals';
import { CALCULATORS } from '../../src/calculators/registry.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { calculatorRecord } from '../../src/graphql/calculator-records.ts';

/** A longer recursion prints only its first two hundred rounds. */
const MOST_ROUNDS_SHOWN = 200;

describe('a series of rounds', () => {
  const withRounds = CALCULATORS.filter(({ outputs }) => 'rounds' in outputs);
  it.each(withRounds.map((calculator) => [calculator.slug, calculator] as const))(
    'of %s has one entry per round after those that it names',
    (_, calculator) => {
      const series = Object.entries(calculator.outputs).filter(([, { axis }]) => axis === 'ROUND');
      expect(series.length).toBeGreaterThan(0);
      for (const { parameters } of calculator.presets) {
        const outputs = runCalculator(calculator, parameters).outputs as Record<string, unknown>;
        const rounds = Math.min(outputs.rounds as number, MOST_ROUNDS_SHOWN);
        for (const [name, { firstEntries = [] }] of series) {
          expect([name, (outputs[name] as unknown[]).length - firstEntries.length]).toEqual([name, rounds]);
        }
      }
    },
  );
});

describe('a 0 that says that there is none', () => {
  it('is said in words, wherever a description gives a round or a price that meaning', () => {
    const outputs = CALCULATORS.flatMap((calculator) => calculatorRecord(calculator).outputs);
    const saying = outputs.filter(({ description }) => /^(?:Round|Liquidation price) .*; 0 if/.test(description));
    expect(saying.length).toBeGreaterThanOrEqual(4);
    for (const { name, zeroLabel } of saying) expect([name, zeroLabel]).toEqual([name, expect.any(String)]);
  });
});

describe('an index', () => {
  it.each(CALCULATORS.map((calculator) => [calculator.slug, calculator] as const))(
    'of %s names the list that it counts, and no description counts from 0 without one',
    (_, calculator) => {
      const { parameters, outputs } = calculatorRecord(calculator);
      const lists = parameters.filter(({ type }) => type === 'OBJECT_LIST').map(({ name }) => name);
      const fields = [...parameters, ...outputs].flatMap((field) => [field, ...field.fields]);
      for (const { name, indexOf, description } of fields) {
        if (indexOf !== null) expect([name, lists]).toEqual([name, expect.arrayContaining([indexOf])]);
        else expect([name, /\bindex (?:of|among)\b|, from 0\.(?!\d)/i.test(description)]).toEqual([name, false]);
      }
    },
  );
});
