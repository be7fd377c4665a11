/** Our own phrases on thousands of synthetic names: what they attach makes sense, and is not much. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type PageFormat, readPage } from '../../ingest/pages/read-page.ts';
import { findPageFiles } from '../../ingest/run/files.ts';
import { attacherOf } from '../../src/calculators/attach.ts';
import { CALCULATORS } from '../../src/calculators/registry.ts';
import { nameKey, nameWords } from '../../src/model/names.ts';
import { describeWithFolder } from '../support/conditions.ts';
import { ROOT } from '../support/program.ts';

const { attachmentsOf } = attacherOf(CALCULATORS);

/** Words that risk glossaries combine into names: `Stressed Margin Cascade`. */
const ADJECTIVES =
  'Implied Realized Forward Stressed Systemic Marginal Conditional Stochastic Synthetic Collateralized Leveraged Cross-Asset Intraday Overnight Tail Residual Dynamic Static Delta Gamma Vega Local Parametric Historical Bilateral Cleared Illiquid Volatile Correlated Hedged Unhedged Short-Dated Long-Dated Risk-Neutral Regulatory Procyclical Adverse Latent Structural Cyclical Directional Non-Linear Multi-Factor Algorithmic Perpetual Quanto Basis-Adjusted Inflation-Linked Concentrated Fragmented On-Chain'.split(
    ' ',
  );
const NOUNS =
  'Volatility Liquidity Margin Collateral Credit Counterparty Yield Basis Spread Curve Duration Convexity Correlation Copula Drawdown Default Liquidation Funding Settlement Clearing Order-Flow Inventory Skew Smile Surface Swap Futures Option Bond Equity Currency Commodity Portfolio Factor Momentum Reversion Leverage Solvency Contagion Sentiment Custody Oracle Slippage Depth Price Rate Term-Structure Benchmark Exposure Capital Treasury Repo Dividend Tranche Barrier Variance'.split(
    ' ',
  );
const HEADS =
  'Risk Model Strategy Analysis Dynamics Cascade Premium Adjustment Decay Threshold Forecasting Shock Arbitrage Hedging Allocation Buffer Limit Contagion Management Optimization Clustering Attribution Sensitivity Compression Transfer Mitigation Estimation Calibration Aggregation Feedback Constraint Regime Decomposition Rebalancing Imbalance Protocol Metric Index Signal Framework Backtest Simulation Surface Ratio Haircut Spiral Unwind Exhaustion Persistence Latency'.split(
    ' ',
  );
/** Words that name a calculator's subject on their own. */
const SUBJECTS = new Set(['Slippage', 'Copula', 'Gamma']);
/** The most calculators that phrases may attach to one name. */
const FEW = 3;

/** Reproducible numbers in [0, 1): a linear congruential generator, whose high bits are random enough. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** `count` different names: three in ten have two words, half have three, the rest four, none with a word twice. */
function syntheticNames(count: number): string[] {
  const random = seeded(1);
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)] ?? '';
  const names = new Set<string>();
  while (names.size < count) {
    const kind = random();
    const words = [
      ...(kind < 0.3 ? [] : [pick(ADJECTIVES)]),
      ...(kind < 0.8 ? [] : [pick(NOUNS)]),
      pick(NOUNS),
      pick(HEADS),
    ];
    if (new Set(words).size === words.length) names.add(words.join(' '));
  }
  return [...names];
}

function byPhrase(name: string, slug = '') {
  return attachmentsOf(slug, name).flatMap(({ calculator, phrase }) =>
    phrase === null ? [] : [{ calculator, phrase }],
  );
}

/** Faults in the attachments of concepts: a phrase whose words are not in the name, or too many calculators. */
function faults(concepts: readonly { slug: string; name: string }[]): string[] {
  return concepts.flatMap(({ slug, name }) => {
    const attached = byPhrase(name, slug);
    const strange = attached.filter(({ phrase }) => !` ${nameKey(name)} `.includes(` ${nameKey(phrase)} `));
    return [
      ...strange.map(({ calculator, phrase }) => `${name}: ${calculator} by "${phrase}"`),
      ...(attached.length > FEW ? [`${name}: ${attached.length} calculators`] : []),
    ];
  });
}

async function conceptsIn(folder: string): Promise<{ slug: string; name: string }[]> {
  const files = await findPageFiles([folder]);
  return files.map(({ path, format }) => {
    const fallbackUrl = `https://glossary.example/definition/${path.replace(/.*\/|\.\w+$/g, '')}/`;
    const { page } = readPage(readFileSync(path), { format: format as PageFormat, fallbackUrl });
    return { slug: page.concept, name: page.name };
  });
}

describe('phrases', () => {
  it.each(CALCULATORS.map(({ slug, phrases }) => ({ slug, phrases })))(
    'of $slug say each thing once',
    ({ phrases }) => {
      const keys = phrases.map(nameKey);
      const needless = keys.filter((key, i) =>
        keys.some((other, j) => i !== j && ` ${key} `.includes(` ${other} `) && (key !== other || j < i)),
      );
      expect(needless).toEqual([]);
    },
  );

  it('put nothing on a single word, unless it is what a calculator is about', () => {
    const words = [...ADJECTIVES, ...NOUNS, ...HEADS].filter((word) => !SUBJECTS.has(word));
    expect(words.filter((word) => byPhrase(word).length > 0)).toEqual([]);
  });

  it.each([
    ['Auto-Deleveraging', 'fire-sale-contagion'], // a venue closes winners, so nothing is sold into the market
    ['Leveraged Funds Positioning', 'leveraged-etf-rebalancing'], // hedge funds in the CFTC's reports
    ['Market Liquidity Provision', 'liquidity-spiral'],
    ['Counterparty Risk Management', 'debtrank'],
    ['Order Flow Imbalance', 'order-book-walk'],
    ['Stop Limit Loss', 'stop-loss-cascade'],
  ])('put on %s no %s', (name, calculator) => {
    expect(byPhrase(name).map((attached) => attached.calculator)).not.toContain(calculator);
  });

  it.each([
    ['Cascading Fire-Sales', 'fire-sale-contagion'],
    ['Volatility-Based Halting', 'circuit-breaker'],
    ['Stablecoin Depegging', 'epidemic-contagion'],
    ['Herd Behaviour', 'threshold-contagion'],
    ['Clearing Payments', 'clearing-vector'],
    ['Perpetual Funding Rates', 'open-interest-collapse'],
    ['Self-Exciting Order Flow', 'hawkes-clustering'],
  ])('put on %s the calculator %s', (name, calculator) => {
    expect(byPhrase(name).map((attached) => attached.calculator)).toContain(calculator);
  });
});

describe('on five thousand names made of the words of the trade', () => {
  const names = syntheticNames(5000);
  const attached = names.map((name) => byPhrase(name));

  it('phrases attach by their words, and few calculators to each name', () => {
    expect(faults(names.map((name) => ({ slug: '', name })))).toEqual([]);
  });

  it('phrases reach one name in fourteen, those of several words one in a hundred', () => {
    const share = (reaches: (phrase: string) => boolean) =>
      attached.filter((phrases) => phrases.some(({ phrase }) => reaches(phrase))).length / names.length;
    expect(share(() => true)).toBeLessThan(1 / 14);
    expect(share((phrase) => nameWords(phrase).length > 1)).toBeLessThan(1 / 100);
    expect(share((phrase) => nameWords(phrase).length > 1)).toBeGreaterThan(0);
  });
});

describe('on the bundled glossary', () => {
  it('phrases attach by their words, and few calculators to each concept', async () => {
    const concepts = await conceptsIn(join(ROOT, 'ingest', 'glossary'));
    expect(faults(concepts)).toEqual([]);
    expect(concepts.filter(({ slug, name }) => byPhrase(name, slug).length > 0).length).toBeGreaterThan(20);
  });
});

const SHARED = join(ROOT, '..', 'shared', 'pages');
describeWithFolder('on the pages of the site', SHARED, () => {
  it.each([['real'], ['skeletons']])('phrases attach by their words in %s', async (group) => {
    expect(faults(await conceptsIn(join(SHARED, group)))).toEqual([]);
  });
});
