/** Properties of halt rules for any path, and a second implementation of the single-stock rules. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { circuitBreaker } from '../../src/calculators/circuit-breaker/calculator.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { evenly } from './numbers.ts';

interface Point {
  minute: number;
  price: number;
}

const PATH = fc
  .array(
    fc.record({
      gap: fc.constantFrom(0.1, 0.25, 0.5, 1, 3, 10, 60),
      step: evenly(-0.06, 0.05),
    }),
    { minLength: 1, maxLength: 40, size: 'max' },
  )
  .map((steps) => {
    let [minute, price] = [0, 1];
    return steps.map(({ gap, step }): Point => {
      minute += gap;
      price *= 1 + step;
      return { minute, price };
    });
  });
const DAY = fc
  .record({
    previousClose: fc.constantFrom(0.5, 0.75, 2, 3, 100),
    pricePath: PATH,
    haltAbsorption: fc.constantFrom(0, 0.3, 1),
    luldTier: fc.constantFrom(1, 2),
    bandWidth: fc.constantFrom(0.05, 0.1),
    maxHalts: fc.constantFrom(0, 1, 100),
    sessionMinutes: fc.constantFrom(60, 390),
  })
  .map((day) => ({
    ...day,
    pricePath: day.pricePath
      .filter(({ minute }) => minute <= 1440)
      .map(({ minute, price }) => ({ minute, price: price * day.previousClose })),
  }));
type Day = typeof DAY extends fc.Arbitrary<infer D> ? D : never;
const RULE_SET = fc.constantFrom('usMarketWide', 'rollingBand', 'luld');

function outputsOf(parameters: Readonly<Record<string, unknown>>) {
  return runCalculator(circuitBreaker, parameters).outputs as {
    haltCount: number;
    finalPrice: number | null;
    unhaltedFinalPrice: number;
    untradedPoints: number;
    firstHaltPrice: number | null;
    sessionClosed: boolean;
    level1Price: number;
    halts: { level: number; minute: number; price: number; durationMinutes: number }[];
    minuteSeries: number[];
    priceSeries: number[];
  };
}

const warningsOf = (parameters: Readonly<Record<string, unknown>>) =>
  runCalculator(circuitBreaker, parameters).warnings.map(({ code }) => code);

const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1e-3, Math.abs(b));

describe('halts', () => {
  it('only delay without absorption: a day traded to its end closes where the path does', () => {
    fc.assert(
      fc.property(DAY, fc.constantFrom('usMarketWide', 'rollingBand'), (day, ruleSet) => {
        const { finalPrice, unhaltedFinalPrice, untradedPoints } = outputsOf({ ...day, ruleSet, haltAbsorption: 0 });
        fc.pre(untradedPoints === 0);
        expect(close(finalPrice ?? Number.NaN, unhaltedFinalPrice)).toBe(true);
      }),
    );
  });

  it('freeze the price where each absorbs everything', () => {
    fc.assert(
      fc.property(DAY, fc.constantFrom('usMarketWide', 'rollingBand'), (day, ruleSet) => {
        const { finalPrice, firstHaltPrice } = outputsOf({ ...day, ruleSet, haltAbsorption: 1 });
        fc.pre(firstHaltPrice !== null);
        expect(finalPrice).toBe(firstHaltPrice);
      }),
    );
  });

  it('shift times by their own length and never reorder them', () => {
    fc.assert(
      fc.property(DAY, RULE_SET, (day, ruleSet) => {
        const { minuteSeries, priceSeries, untradedPoints, halts } = outputsOf({ ...day, ruleSet });
        expect(minuteSeries).toHaveLength(priceSeries.length);
        expect(minuteSeries.length + untradedPoints).toBe(day.pricePath.length);
        for (const [i, minute] of minuteSeries.entries()) {
          const before = halts.filter((halt) => halt.minute < minute);
          const delay = before.reduce((sum, { durationMinutes }) => sum + durationMinutes, 0);
          expect(close(minute, (day.pricePath[i] as Point).minute + delay)).toBe(true);
          if (i > 0) expect(minute).toBeGreaterThan(minuteSeries[i - 1] as number);
        }
      }),
    );
  });

  it('have the price of the last trade before them', () => {
    fc.assert(
      fc.property(DAY, RULE_SET, (day, ruleSet) => {
        const { halts, minuteSeries, priceSeries } = outputsOf({ ...day, ruleSet });
        for (const { minute, price } of halts) expect(priceSeries[minuteSeries.indexOf(minute)]).toBe(price);
      }),
    );
  });
});

describe('the market-wide rule', () => {
  it('halts at each level at most once, in rising order, three times at most', () => {
    fc.assert(
      fc.property(DAY, (day) => {
        const { halts, haltCount } = outputsOf(day);
        expect(haltCount).toBeLessThanOrEqual(3);
        for (const [i, { level }] of halts.entries()) {
          if (i > 0) expect(level).toBeGreaterThan(halts[i - 1]?.level ?? 0);
        }
      }),
    );
  });

  it('does not halt a day that stays above 93 % of the previous close', () => {
    fc.assert(
      fc.property(DAY, (day) => {
        const { level1Price } = outputsOf(day);
        const pricePath = day.pricePath.map(({ minute, price }) => ({
          minute,
          price: Math.max(price, level1Price * 1.001),
        }));
        expect(outputsOf({ ...day, pricePath }).haltCount).toBe(0);
      }),
    );
  });

  it('closes the session at 20 %, at any time of day, and says so', () => {
    const late = { previousClose: 100, pricePath: [{ minute: 389, price: 80 }] };
    expect(outputsOf(late)).toMatchObject({ sessionClosed: true, halts: [{ level: 3, durationMinutes: 1 }] });
    expect(warningsOf(late)).toContain('SESSION_CLOSED');
  });
});

describe('Limit Up-Limit Down', () => {
  it('trades inside the bands, as a plain replay of the rule finds them', () => {
    fc.assert(
      fc.property(DAY, (day) => {
        const { minuteSeries, priceSeries, halts } = outputsOf({ ...day, ruleSet: 'luld' });
        const replayed = replay(day);
        expect(minuteSeries).toEqual(replayed.map(({ minute }) => minute));
        expect(halts.map(({ minute }) => minute)).toEqual(
          replayed.filter(({ isPause }) => isPause).map(({ minute }) => minute),
        );
        for (const [i, { lower, upper, price }] of replayed.entries()) {
          const traded = priceSeries[i] as number;
          expect(traded).toBeGreaterThanOrEqual(lower - 1e-12);
          expect(traded).toBeLessThanOrEqual(upper + 1e-12);
          expect(close(traded, price)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  // Half-widths as shares of the reference, Appendix A of the plan: 5 %, 10 %, 20 % and the lesser of 15 cents and 75 %.
  it.each([
    [100, 1, 100, 0, 5],
    [100, 2, 100, 0, 10],
    [2, 1, 2, 0, 0.4],
    [0.5, 2, 0.5, 0, 0.15],
    [0.1, 2, 0.1, 0, 0.075],
    [100, 1, 100, 365, 10],
    [100, 2, 100, 365, 10],
    [2, 2, 2, 365, 0.8],
  ])(
    'has the published half-width for a previous close of %d in tier %d',
    (previousClose, luldTier, reference, minute, w) => {
      // A fall to zero trades at the lower band.
      const pricePath = [
        { minute, price: reference },
        { minute: minute + 0.1, price: 0 },
      ];
      const { priceSeries } = outputsOf({ ruleSet: 'luld', previousClose, luldTier, pricePath });
      expect(priceSeries[1]).toBeCloseTo(reference - w, 12);
    },
  );

  it('says where the path is too coarse for its reference', () => {
    const points = (gap: number) => [100, 100 + gap].map((minute) => ({ minute, price: 100 }));
    expect(warningsOf({ ruleSet: 'luld', pricePath: points(6) })).toContain('COARSE_PATH');
    expect(warningsOf({ ruleSet: 'luld', pricePath: points(5) })).not.toContain('COARSE_PATH');
  });
});

describe('the rolling band', () => {
  it('halts at the first fall by its width below the high of the window, and never beyond the most halts', () => {
    fc.assert(
      fc.property(DAY, (day) => {
        const { halts, haltCount } = outputsOf({ ...day, ruleSet: 'rollingBand' });
        expect(haltCount).toBeLessThanOrEqual(day.maxHalts);
        const isInTime = ({ minute }: Point) => minute <= day.sessionMinutes;
        const first = day.pricePath.filter(isInTime).find(({ minute, price }) => {
          const window = day.pricePath.filter((point) => point.minute <= minute && point.minute >= minute - 60);
          return price <= (1 - day.bandWidth) * Math.max(...window.map((point) => point.price)) * (1 - 1e-12);
        });
        const isLimited = warningsOf({ ...day, ruleSet: 'rollingBand' }).includes('HALT_LIMIT');
        expect(isLimited).toBe(halts.length === day.maxHalts);
        fc.pre(day.maxHalts > 0 && first !== undefined);
        expect(halts[0]?.minute).toBe(first?.minute);
      }),
    );
  });
});

/** The single-stock rule as in the catalogue: everything is recomputed from the list of trades. */
function replay(day: Day) {
  const { pricePath, sessionMinutes, previousClose, haltAbsorption } = day;
  const trades: { minute: number; price: number; lower: number; upper: number; isPause: boolean }[] = [];
  let [delay, scale, wanted, reference, clock] = [0, 1, 0, Number.NaN, Number.NaN];
  for (const [i, { minute, price }] of pricePath.entries()) {
    const t = minute + delay;
    if (t > sessionMinutes) break;
    wanted = i === 0 ? price : Math.max(0, wanted + scale * (price - (pricePath[i - 1] as Point).price));
    const recent = trades.filter((trade) => trade.minute >= t - 5 && trade.minute < t);
    const mean = recent.reduce((sum, trade) => sum + trade.price, 0) / recent.length;
    if (trades.length === 0 || trades.at(-1)?.isPause) [reference, clock] = [wanted, Number.NaN];
    else if (recent.length > 0 && Math.abs(mean - reference) >= 0.01 * reference) reference = mean;
    const isLate = t >= sessionMinutes - 25 && (day.luldTier === 1 || previousClose <= 3);
    let width = day.luldTier * 0.05 * reference;
    if (previousClose <= 3) width = 0.2 * reference;
    if (previousClose < 0.75) width = Math.min(0.15, 0.75 * reference);
    if (isLate) width *= 2;
    const [lower, upper] = [Math.max(0, reference - width), reference + width];
    const isAtLimit = wanted <= lower || wanted >= upper;
    const isPause = isAtLimit && t - clock >= 0.25;
    if (!isAtLimit) clock = Number.NaN;
    else if (Number.isNaN(clock)) clock = t;
    trades.push({ minute: t, price: Math.min(Math.max(wanted, lower), upper), lower, upper, isPause });
    if (!isPause) continue;
    delay += 5;
    scale *= 1 - haltAbsorption;
  }
  return trades;
}
