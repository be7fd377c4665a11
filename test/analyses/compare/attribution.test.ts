/** Attribution of differences: games with known values, and Shapley's definition evaluated literally. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { attributionOf, combinationsFor, effectsOf, type Made } from '../../../src/analyses/compare/attribution.ts';

const has = (made: Made, j: number) => (made & (1 << j)) !== 0;
const number = fc.double({ min: -100, max: 100, noNaN: true });

function expectClose(found: readonly number[] | null, wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  for (const [j, value] of wanted.entries())
    expect(Math.abs((found?.[j] as number) - value)).toBeLessThanOrEqual(1e-10);
}

/** What each change adds to those before it, averaged over all orders. */
function averageOverOrders(changes: number, numberOf: (made: Made) => number): number[] {
  const sums = new Array<number>(changes).fill(0);
  const orders = ordersOf(Array.from({ length: changes }, (_, j) => j));
  for (const order of orders) {
    let made = 0;
    for (const j of order) {
      sums[j] = (sums[j] as number) + numberOf(made | (1 << j)) - numberOf(made);
      made |= 1 << j;
    }
  }
  return sums.map((sum) => sum / orders.length);
}

function ordersOf(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first) => ordersOf(items.filter((item) => item !== first)).map((rest) => [first, ...rest]));
}

describe("Shapley's values", () => {
  it('are the summands where changes add up, as the effects alone are', () => {
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 6 }), number, (summands, base) => {
        const sum = (made: Made) => summands.reduce((total, summand, j) => total + (has(made, j) ? summand : 0), base);
        const { effects, alone, interaction } = effectsOf('SHAPLEY', summands.length, sum);
        expectClose(effects, summands);
        expectClose(alone, summands);
        expect(interaction).toBe(0);
      }),
    );
  });

  it('share what two factors do together in halves', () => {
    // From 2 · 3 to 5 · 7: (5 - 2)(3 + 7)/2 and (7 - 3)(2 + 5)/2, which sum to 29.
    const product = (made: Made) => (has(made, 0) ? 5 : 2) * (has(made, 1) ? 7 : 3);
    expect(effectsOf('SHAPLEY', 2, product)).toEqual({ effects: [15, 14], alone: [9, 8], interaction: 0 });
  });

  it('share what three factors do together in thirds', () => {
    // From 1 to 2 · 2 · 2: equal factors get equal values, a third of 7 each.
    const product = (made: Made) => 2 ** [0, 1, 2].filter((j) => has(made, j)).length;
    expectClose(effectsOf('SHAPLEY', 3, product).effects, [7 / 3, 7 / 3, 7 / 3]);
  });

  it('are averages over all orders, and sum to the difference', () => {
    const game = fc
      .integer({ min: 1, max: 5 })
      .chain((changes) =>
        fc.tuple(fc.constant(changes), fc.array(number, { minLength: 2 ** changes, maxLength: 2 ** changes })),
      );
    fc.assert(
      fc.property(game, ([changes, numbers]) => {
        const numberOf = (made: Made) => numbers[made] as number;
        const { effects } = effectsOf('SHAPLEY', changes, numberOf);
        expectClose(effects, averageOverOrders(changes, numberOf));
        const sum = (effects ?? []).reduce((total, effect) => total + effect, 0);
        expect(Math.abs(sum - (numberOf(2 ** changes - 1) - numberOf(0)))).toBeLessThanOrEqual(1e-10);
      }),
    );
  });

  it('are missing where any combination has no number; what rests on others stands', () => {
    const numbers = [1, 2, 4, 8, null, 16, 32, 64];
    const numberOf = (made: Made) => numbers[made] ?? null;
    expect(effectsOf('SHAPLEY', 3, numberOf)).toEqual({ effects: null, alone: null, interaction: null });
    const pairMissing = (made: Made) => [1, 2, 4, null, 8, 16, 32, 64][made] ?? null;
    expect(effectsOf('SHAPLEY', 3, pairMissing)).toEqual({ effects: null, alone: [1, 3, 7], interaction: null });
  });

  it('are missing where they are too large for a number', () => {
    const { MAX_VALUE } = Number;
    const numberOf = (made: Made) => [-MAX_VALUE, MAX_VALUE][made] ?? null;
    expect(effectsOf('SHAPLEY', 1, numberOf)).toEqual({ effects: null, alone: null, interaction: null });
  });
});

describe('effects one at a time', () => {
  it('leave over what the changes do together', () => {
    const product = (made: Made) => 2 ** [0, 1, 2, 3, 4, 5, 6].filter((j) => has(made, j)).length;
    // From 1 to 2^7, each alone adds 1.
    expect(effectsOf('ONE_AT_A_TIME', 7, product)).toEqual({
      effects: new Array(7).fill(1),
      alone: new Array(7).fill(1),
      interaction: 127 - 7,
    });
  });

  it('need no other combinations', () => {
    const asked = new Set<Made>();
    effectsOf('ONE_AT_A_TIME', 7, (made) => {
      asked.add(made);
      return 1;
    });
    expect([...asked].sort((a, b) => a - b)).toEqual([0, ...combinationsFor('ONE_AT_A_TIME', 7), 127]);
  });

  it('have no rest where the scenario has no number', () => {
    const numberOf = (made: Made) => (made === 127 ? null : made === 0 ? 1 : 3);
    expect(effectsOf('ONE_AT_A_TIME', 7, numberOf)).toMatchObject({ alone: new Array(7).fill(2), interaction: null });
  });
});

describe('the way to attribute', () => {
  it('turns from all orders to one change at a time after six', () => {
    expect([1, 6, 7, 20].map(attributionOf)).toEqual(['SHAPLEY', 'SHAPLEY', 'ONE_AT_A_TIME', 'ONE_AT_A_TIME']);
  });

  it('needs every other combination, or every change alone, or nothing', () => {
    expect(combinationsFor('SHAPLEY', 1)).toEqual([]);
    expect(combinationsFor('SHAPLEY', 2)).toEqual([1, 2]);
    expect(combinationsFor('SHAPLEY', 6)).toHaveLength(62);
    expect(combinationsFor('ONE_AT_A_TIME', 20)).toEqual(Array.from({ length: 20 }, (_, j) => 2 ** j));
    expect(combinationsFor('NONE', 6)).toEqual([]);
  });
});
