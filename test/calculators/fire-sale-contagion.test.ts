/** Properties of fire sales for any portfolios, and the same losses from asset-by-asset balance sheets. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fireSaleContagion } from '../../src/calculators/fire-sale-contagion/calculator.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';

interface Banks {
  holdings: number[][];
  illiquidAssets: number[];
  equity: number[];
  assetShocks: number[];
  marketDepth: number[];
}
interface Options {
  maxLeverage?: number;
  targetLeverage?: number;
  impactModel?: 'linear' | 'exponential';
  implementationShortfall?: number;
  liquidateInsolvent?: boolean;
  maxRounds?: number;
}
interface Outputs {
  directLoss: number[];
  indirectLoss: number[];
  indirectVulnerability: number[];
  finalEquity: number[];
  systemicness: number[];
  aggregateVulnerability: number;
  totalDirectLoss: number;
  totalIndirectLoss: number;
  assetSales: number[];
  initialLeverage: number[];
  finalLeverage: (number | null)[];
  insolvent: boolean[];
  priceFall: number[];
  rounds: number;
  lossByRound: number[];
}

const targeting = (banks: Banks) => runCalculator(fireSaleContagion, banks).outputs as unknown as Outputs;
const constrained = (banks: Banks, options: Options) =>
  runCalculator(fireSaleContagion, { ...banks, model: 'leverageConstraint', maxRounds: 1000, ...options })
    .outputs as unknown as Outputs;

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

const BANKS: fc.Arbitrary<Banks> = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 }))
  .chain(([n, m]) => {
    const vector = (length: number, entry: fc.Arbitrary<number>) =>
      fc.array(entry, { minLength: length, maxLength: length });
    return fc
      .record({
        holdings: fc.array(vector(m, fc.oneof(fc.constant(0), number(1, 100))), { minLength: n, maxLength: n }),
        illiquidAssets: vector(n, number(1, 50)),
        capital: vector(n, number(0.02, 0.3)),
        assetShocks: vector(m, fc.oneof(fc.constant(0), number(0, 0.2))),
        marketDepth: vector(m, number(200, 20_000)),
      })
      .map(({ capital, ...banks }) => ({
        ...banks,
        equity: capital.map((share, i) => share * (total(banks.holdings[i] ?? []) + at(banks.illiquidAssets, i))),
      }));
  });
const CONSTRAINT = fc.record({
  maxLeverage: number(5, 40),
  impactModel: fc.constantFrom('linear' as const, 'exponential' as const),
  implementationShortfall: number(0, 1),
  liquidateInsolvent: fc.boolean(),
});

const total = (terms: readonly number[]) => terms.reduce((sum, term) => sum + term, 0);
const at = (list: readonly number[], i: number) => list[i] ?? Number.NaN;

function near(actual: readonly number[], expected: readonly number[], tolerance = 1e-9) {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) {
    expect(Math.abs(at(actual, i) - value)).toBeLessThanOrEqual(tolerance * (1 + Math.abs(value)));
  }
}

describe('banks that restore their leverage', () => {
  it('do nothing without a shock', () => {
    fc.assert(
      fc.property(BANKS, (banks) => {
        const { totalDirectLoss, totalIndirectLoss } = targeting({
          ...banks,
          assetShocks: banks.assetShocks.map(() => 0),
        });
        expect([totalDirectLoss, totalIndirectLoss]).toEqual([0, 0]);
      }),
    );
  });

  it('cause in sum what they bear in sum', () => {
    fc.assert(
      fc.property(BANKS, (banks) => {
        const { systemicness, aggregateVulnerability, lossByRound, totalDirectLoss, totalIndirectLoss } =
          targeting(banks);
        near([total(systemicness)], [aggregateVulnerability]);
        near([total(lossByRound)], [totalDirectLoss + totalIndirectLoss]);
      }),
    );
  });

  it('lose in proportion to the shock and to one over depth', () => {
    fc.assert(
      fc.property(BANKS, (banks) => {
        const { indirectLoss } = targeting(banks);
        const halved = indirectLoss.map((loss) => loss / 2);
        near(targeting({ ...banks, assetShocks: banks.assetShocks.map((fall) => fall / 2) }).indirectLoss, halved);
        near(targeting({ ...banks, marketDepth: banks.marketDepth.map((depth) => depth * 2) }).indirectLoss, halved);
      }),
    );
  });

  it('come out of the product of matrices in the paper', () => {
    fc.assert(
      fc.property(BANKS, (banks) => {
        // AV e = 1' A M L M' B A f, with M the portfolio weights (illiquid assets of infinite depth) and L = 1 / D.
        const a = banks.holdings.map((row, i) => total(row) + at(banks.illiquidAssets, i));
        const weights = banks.holdings.map((row, i) => row.map((amount) => amount / at(a, i)));
        const R1 = weights.map((row) => total(row.map((w, k) => w * at(banks.assetShocks, k))));
        const B = a.map((assets, i) => assets / at(banks.equity, i) - 1);
        const sold = a.map((assets, i) => assets * at(B, i) * at(R1, i));
        const falls = banks.marketDepth.map(
          (depth, k) => total(weights.map((row, i) => at(row, k) * at(sold, i))) / depth,
        );
        const losses = weights.map((row, i) => at(a, i) * total(row.map((w, k) => w * at(falls, k))));
        near(targeting(banks).indirectLoss, losses);
      }),
    );
  });

  it('infect nobody whose portfolio is disjoint', () => {
    fc.assert(
      fc.property(BANKS, BANKS, CONSTRAINT, (shocked, calm, options) => {
        const wide = (rows: number[][], before: number, after: number) =>
          rows.map((row) => [...Array(before).fill(0), ...row, ...Array(after).fill(0)]);
        const [m1, m2] = [shocked.marketDepth.length, calm.marketDepth.length];
        const both: Banks = {
          holdings: [...wide(shocked.holdings, 0, m2), ...wide(calm.holdings, m1, 0)],
          illiquidAssets: [...shocked.illiquidAssets, ...calm.illiquidAssets],
          equity: [...shocked.equity, ...calm.equity],
          assetShocks: [...shocked.assetShocks, ...calm.assetShocks.map(() => 0)],
          marketDepth: [...shocked.marketDepth, ...calm.marketDepth],
        };
        const unharmed = calm.equity.map(() => 0);
        const n1 = shocked.equity.length;
        expect(targeting(both).indirectLoss.slice(n1)).toEqual(unharmed);
        // A cap above the leverage of all unaffected banks, so that none has to sell on its own account.
        expect(constrained(both, { ...options, maxLeverage: 60 }).indirectLoss.slice(n1)).toEqual(unharmed);
      }),
    );
  });
});

describe('banks under a cap on leverage', () => {
  it('sell nothing while the cap is slack', () => {
    fc.assert(
      fc.property(BANKS, (drawn) => {
        const banks = { ...drawn, assetShocks: drawn.assetShocks.map((fall) => fall / 100) };
        const { rounds, assetSales, totalIndirectLoss } = constrained(banks, { maxLeverage: 1000 });
        expect({ rounds, sales: total(assetSales), totalIndirectLoss }).toEqual({
          rounds: 0,
          sales: 0,
          totalIndirectLoss: 0,
        });
      }),
    );
  });

  it('lower prices by at most all, and lose what the rounds say', () => {
    fc.assert(
      fc.property(BANKS, CONSTRAINT, (banks, options) => {
        const { priceFall, lossByRound, totalDirectLoss, totalIndirectLoss, finalEquity } = constrained(banks, options);
        for (const fall of priceFall) {
          expect(fall).toBeGreaterThanOrEqual(0);
          expect(fall).toBeLessThanOrEqual(1);
        }
        near([total(lossByRound)], [totalDirectLoss + totalIndirectLoss]);
        near([total(finalEquity)], [total(banks.equity) - totalDirectLoss - totalIndirectLoss]);
      }),
    );
  });

  it('come out as in balance sheets kept holding by holding', () => {
    fc.assert(
      fc.property(BANKS, CONSTRAINT, (banks, options) => {
        const books = bookByBook(banks, { ...options, targetLeverage: 0.95 * options.maxLeverage });
        const outputs = constrained(banks, options);
        // If the last sales are within rounding of the stopping tolerance, one extra round changes nothing else.
        expect(Math.abs(outputs.rounds - books.rounds)).toBeLessThanOrEqual(1);
        near(outputs.finalEquity, books.equity);
        near(outputs.assetSales, books.sales);
      }),
    );
  });
});

describe('leverage', () => {
  it('is assets over equity before the shock, in both models', () => {
    fc.assert(
      fc.property(BANKS, CONSTRAINT, (banks, options) => {
        const leverage = banks.holdings.map(
          (row, i) => (total(row) + at(banks.illiquidAssets, i)) / at(banks.equity, i),
        );
        near(targeting(banks).initialLeverage, leverage);
        near(constrained(banks, options).initialLeverage, leverage);
      }),
    );
  });

  it('goes to the target in one round where a cap is just breached and markets are deep', () => {
    fc.assert(
      fc.property(number(2, 900), number(0.5, 0.99), number(1e-6, 0.02), (cap, target, breach) => {
        const equity = 1000 / (cap * (1 + breach));
        const { finalLeverage, rounds } = constrained(
          { holdings: [[1000]], illiquidAssets: [0], equity: [equity], assetShocks: [0], marketDepth: [1e15] },
          { maxLeverage: cap, targetLeverage: Math.max(1, target * cap) },
        );
        expect(rounds).toBe(1);
        near(finalLeverage as number[], [Math.max(1, target * cap)]);
      }),
    );
  });

  it('has no equity where the shock takes all of it to the cent, and some where a hundred-millionth is left', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 10 ** 8 }), fc.integer({ min: 1, max: 9_999 }), (cents, fall) => {
        const insolvent = (equity: number) => {
          const bank = {
            holdings: [[cents / 100]],
            illiquidAssets: [0],
            equity: [equity],
            assetShocks: [fall / 10_000],
            marketDepth: [1e15],
          };
          return [targeting(bank).insolvent[0], constrained(bank, { liquidateInsolvent: false }).insolvent[0]];
        };
        const loss = (cents * fall) / 10 ** 6;
        expect(insolvent(loss)).toEqual([true, true]);
        expect(insolvent(loss + (cents / 100) * 1e-8)).toEqual([false, false]);
      }),
      { numRuns: 1_000 },
    );
  });
});

/** Cont and Schaanning's rounds with cash and debt: assets are marked down, proceeds repay debt, equity is the rest. */
function bookByBook(banks: Banks, options: Required<Omit<Options, 'maxRounds'>>) {
  let P = banks.holdings.map((row) => row.map((amount, k) => amount * (1 - at(banks.assetShocks, k))));
  let debt = banks.holdings.map((row, i) => total(row) + at(banks.illiquidAssets, i) - at(banks.equity, i));
  const assetsOf = (i: number) => total(P[i] ?? []) + at(banks.illiquidAssets, i);
  const equity = () => debt.map((owed, i) => assetsOf(i) - owed);
  const sales = banks.marketDepth.map(() => 0);
  let rounds = 0;
  for (; rounds < 1000; rounds += 1) {
    const Gamma = equity().map((own, i) => {
      const sellable = total(P[i] ?? []);
      if (sellable === 0) return 0;
      if (own <= 0) return options.liquidateInsolvent ? 1 : 0;
      if (assetsOf(i) <= options.maxLeverage * own * (1 + 1e-12)) return 0;
      return Math.min(1, (assetsOf(i) - options.targetLeverage * own) / sellable);
    });
    const q = sales.map((_, k) => total(Gamma.map((share, i) => share * at(P[i] ?? [], k))));
    if (total(q) <= 1e-12 * total(banks.holdings.flat())) break;
    const Psi = q.map((sold, k) => {
      const depths = sold / at(banks.marketDepth, k);
      return options.impactModel === 'linear' ? Math.min(1, depths) : 1 - Math.exp(-depths);
    });
    // Sellers receive the start-of-round price less their share of the round's fall.
    debt = debt.map(
      (owed, i) =>
        owed -
        total(
          (P[i] ?? []).map((amount, k) => at(Gamma, i) * amount * (1 - options.implementationShortfall * at(Psi, k))),
        ),
    );
    P = P.map((row, i) => row.map((amount, k) => (1 - at(Gamma, i)) * amount * (1 - at(Psi, k))));
    for (const [k, sold] of q.entries()) sales[k] = at(sales, k) + sold;
  }
  return { equity: equity(), sales, rounds };
}
