/** The documented crashes: their own data, and their models' results. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { CALCULATORS } from '../../src/calculators/registry.ts';
import { runCalculator } from '../../src/calculators/run/run.ts';
import { comparisonOf, observationsOf } from '../../src/episodes/kit/comparison.ts';
import type { Cited, Episode } from '../../src/episodes/kit/episode.ts';
import { inputsOf, parametersOf } from '../../src/episodes/kit/inputs.ts';
import { retell } from '../../src/episodes/kit/retelling.ts';
import { EPISODES } from '../../src/episodes/registry.ts';
import { ROOT } from '../support/program.ts';

const named = EPISODES.map((episode): [string, Episode] => [episode.slug, episode]);
/** Expected warnings: an order beyond the volume of a day, and losses beyond margins. */
const WARNED: Readonly<Record<string, string[]>> = {
  'bitcoin-2020-03-12': ['BAD_DEBT'],
  'gilts-ldi-2022': ['BEYOND_IMPACT_LAW'],
  'ftx-token-2022': ['BEYOND_IMPACT_LAW'],
  'crypto-2025-10-10': ['BAD_DEBT'],
};
const modelsOf = (episode: Episode) => retell(episode).comparison.map(({ model }) => model);

describe('the episodes', () => {
  it('are at least eight, oldest first, each in a file of its name', () => {
    expect(EPISODES.length).toBeGreaterThanOrEqual(8);
    expect(EPISODES.map(({ date }) => date)).toEqual(EPISODES.map(({ date }) => date).sort());
    const files = readdirSync(join(ROOT, 'src/episodes/crashes'));
    expect(EPISODES.map(({ slug }) => `${slug}.ts`).sort()).toEqual(files.sort());
  });

  it.each(named)('%s speaks in full sentences and gives every figure a source', (_, episode) => {
    const { date, about, lesson } = episode;
    expect(new Date(date).toISOString()).toBe(`${date}T00:00:00.000Z`);
    for (const text of [about, lesson]) expect(text).toMatch(/^[A-Z].*\.$/);
    const figures: Cited[] = [...inputsOf(episode), ...observationsOf(episode)];
    for (const { source } of figures) expect(source.length).toBeGreaterThan(7);
    // A cited source that was not read must say so.
    for (const { standing, source } of figures) {
      if (standing === 'TO_VERIFY') expect(source).toMatch(/[Ww]e could (not open|open only) /);
    }
  });

  it.each(named)('%s illustrates concepts of the bundled glossary, each once', (_, { concepts }) => {
    expect(concepts.length).toBeGreaterThan(0);
    expect(new Set(concepts).size).toBe(concepts.length);
    const isThere = (slug: string) =>
      ['area', 'definition', 'term'].some((kind) => existsSync(join(ROOT, 'ingest/glossary', kind, `${slug}.md`)));
    expect(concepts.filter((slug) => !isThere(slug))).toEqual([]);
  });

  it.each(named)('%s runs a calculator of the registry, on nothing but what it cites and defaults', (slug, episode) => {
    expect(CALCULATORS).toContain(episode.calculator);
    const { parameters, warnings } = runCalculator(episode.calculator, parametersOf(episode));
    expect(parameters).toMatchObject(parametersOf(episode));
    expect(warnings.map(({ code }) => code)).toEqual(WARNED[slug] ?? []);
  });

  it.each(named)('%s lists each input under its path, with the unit of its parameter', (_, episode) => {
    const { parameters } = runCalculator(episode.calculator, parametersOf(episode));
    for (const { path, value, unit } of inputsOf(episode)) {
      const at = path
        .split(/[.[\]]+/)
        .reduce<unknown>((found, key) => (found as Record<string, unknown>)[key], parameters);
      expect(at).toEqual(value);
      expect(unit).not.toBe('');
    }
  });
});

describe('the models', () => {
  /* Expected values: from second implementations where the catalogue has the same inputs, to five digits; else by hand:
     the square-root law sigma sqrt(Q/V), and fills at the end of the only round of an open interest collapse. */
  const collapse = (shock: number, sigma: number, closed: number, volume: number) =>
    (1 - shock) * (1 - sigma * Math.sqrt(closed / volume)) - 1;
  const expected: Readonly<Record<string, readonly number[]>> = {
    'portfolio-insurance-1987': [0.0135 * Math.sqrt(6 / 20.57), 0.0135 * Math.sqrt(6 / 20.57)],
    'ltcm-1998': [-0.0376, 26.5957],
    'quant-quake-2007': [0.726],
    'flash-crash-2010': [0.0027237],
    'volmageddon-2018': [74_100_000],
    'circuit-breaker-2020-03-09': [1, 15],
    'bitcoin-2020-03-12': [collapse(0.1, 0.0299, 65_000, 288_000), 65_000],
    'archegos-2021': [-0.225],
    'terra-bitcoin-sales-2022': [0.0296 * Math.sqrt(80_081 / 710_000)],
    'gilts-ldi-2022': [0.0469486],
    'ftx-token-2022': [0.0243 * Math.sqrt(23 / 2.6)],
    'crypto-2025-10-10': [-0.3, 651_000_000],
  };
  it.each(named)('answer to %s what another implementation or a closed form does', (slug, episode) => {
    const models = modelsOf(episode);
    const wanted = expected[slug] ?? [];
    expect(models).toHaveLength(wanted.length);
    for (const [i, value] of wanted.entries()) {
      expect(Math.abs(((models[i] as number) - value) / value)).toBeLessThan(1e-5);
    }
  });
});

describe('what was observed', () => {
  const observed = (slug: string, i = 0) => EPISODES.find((one) => one.slug === slug)?.observed[i]?.value;
  it('follows from the figures that the sources give', () => {
    expect(observed('portfolio-insurance-1987', 0)).toBeCloseTo(508 / (1738.74 + 508), 3);
    expect(observed('portfolio-insurance-1987', 1)).toBeCloseTo(57.86 / (224.84 + 57.86), 3);
    expect(observed('ltcm-1998', 0)).toBeCloseTo((0.6 - 4.7) / 125, 4);
    expect(observed('ltcm-1998', 1)).toBeCloseTo(125 / 2.28, 0);
    expect(observed('volmageddon-2018')).toBeCloseTo((4.22 / 115.55) * 1.9e9, -5);
    expect(observed('bitcoin-2020-03-12', 0)).toBeCloseTo(5678 / 7353 - 1, 3);
    expect(observed('archegos-2021')).toBeCloseTo(-(36 + 10) / 160, 9);
    expect(observed('terra-bitcoin-sales-2022')).toBeCloseTo(1 - 26_350 / 35_502, 3);
    expect(observed('ftx-token-2022')).toBeCloseTo(1 - 5.52 / 22.14, 2);
    expect(observed('crypto-2025-10-10', 0)).toBeCloseTo(123 / 217 - 1, 3);
  });

  it('has the fall of a 30-year gilt as its present value says: 60 half-yearly coupons of 1.7 at 2.5 %', () => {
    const discount = 1.025 ** -60;
    const price = (1.7 * (1 - discount)) / 0.025 + 100 * discount;
    expect(observed('gilts-ldi-2022')).toBeCloseTo(1 - price / 100, 3);
  });
});

describe('the comparison', () => {
  const episode = (value: number): Episode => ({
    ...(EPISODES[0] as Episode),
    observed: [{ output: 'priceImpact', value, standing: 'SURE', source: 'a test' }],
  });

  it('tells the error in the unit of the output and relative to the size of what was observed', () => {
    expect(comparisonOf(episode(-4), { priceImpact: -3 })).toEqual([
      { output: 'priceImpact', observed: -4, model: -3, error: 1, relativeError: 0.25, hit: false },
    ]);
  });

  it('counts as a hit what is off by a tenth at most', () => {
    const hit = (model: number | null, value = 10) => comparisonOf(episode(value), { priceImpact: model })[0]?.hit;
    expect([hit(11), hit(9), hit(11.01), hit(8.99), hit(null)]).toEqual([true, true, false, false, false]);
    expect([hit(0, 0), hit(0.1, 0)]).toEqual([true, false]);
  });

  it('has nulls where the model has no number', () => {
    const [compared] = comparisonOf(episode(1), { priceImpact: null });
    expect(compared).toEqual({
      output: 'priceImpact',
      observed: 1,
      model: null,
      error: null,
      relativeError: null,
      hit: false,
    });
  });
});
