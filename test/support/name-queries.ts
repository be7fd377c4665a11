/** Glossaries of names, and queries as people type them: seeded, so that every run is the same. */
import type { ConceptNames } from '../../src/model/graph.ts';

export type Random = () => number;

/** Deterministic numbers in [0, 1) for a seed: mulberry32. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[Math.floor(random() * items.length)] as Item;
}

/** A concept with this name, and defaults for the rest. */
export function named(name: string, rest: Partial<ConceptNames> = {}): ConceptNames {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return { slug, name, alternateNames: [], relationCount: 0, ...rest };
}

const words = (text: string) => text.trim().split(/\s+/);
const FIRST = words(`Implied Realized Forward Stressed Systemic Marginal Conditional Stochastic Synthetic Leveraged
  Cross-Asset Intraday Tail Residual Dynamic Delta Gamma Vega Local Parametric Historical Illiquid Itô Lévy Hedged
  Short-Dated Risk-Neutral Adverse Latent Structural Directional Multi-Factor Perpetual Concentrated On-Chain`);
const SECOND = words(`Volatility Liquidity Margin Collateral Credit Counterparty Yield Basis Spread Curve Duration
  Convexity Correlation Copula Drawdown Default Liquidation Funding Settlement Clearing Inventory Skew Smile Swap
  Futures Bond Equity Currency Momentum Leverage Solvency Contagion Oracle Slippage Depth Exposure Repo Variance`);
const LAST = words(`Risk Model Strategy Analysis Dynamics Cascade Premium Adjustment Decay Threshold Forecasting Shock
  Arbitrage Hedging Allocation Buffer Limit Management Clustering Attribution Sensitivity Compression Mitigation
  Calibration Feedback Constraint Regime Rebalancing Imbalance Protocol Index Signal Ratio Haircut Spiral Unwind`);

/** `count` concepts of two to four words; one in ten has its initials in brackets, one in ten an alternate name. */
export function syntheticGlossary(count: number, random: Random): ConceptNames[] {
  const bySlug = new Map<string, ConceptNames>();
  while (bySlug.size < count) {
    const size = random();
    const parts = [
      ...(size < 0.3 ? [] : [pick(FIRST, random)]),
      ...(size < 0.8 ? [] : [pick(SECOND, random)]),
      pick(SECOND, random),
      pick(LAST, random),
    ];
    if (new Set(parts).size < parts.length) continue;
    const plain = parts.join(' ');
    const isAbbreviated = parts.length > 2 && random() < 0.1;
    const name = isAbbreviated ? `${plain} (${parts.map((part) => part[0]).join('')}${bySlug.size})` : plain;
    const alternateNames =
      random() < 0.1 ? [`${pick(SECOND, random)} of ${plain.split(' ').at(-1)} ${bySlug.size}`] : [];
    const concept = named(name, { alternateNames, relationCount: Math.floor(40 * random() ** 3) });
    bySlug.set(concept.slug, concept);
  }
  return [...bySlug.values()];
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

type Edit = (text: string, random: Random) => string;

/** One edit of each kind, at a random position. */
const EDITS: Record<string, Edit> = {
  insertion: (text, random) => spliced(text, Math.floor(random() * (text.length + 1)), 0, pick([...LETTERS], random)),
  deletion: (text, random) => spliced(text, Math.floor(random() * text.length), 1, ''),
  substitution: (text, random) => spliced(text, Math.floor(random() * text.length), 1, pick([...LETTERS], random)),
  transposition: (text, random) => {
    const at = Math.floor(random() * (text.length - 1));
    return spliced(text, at, 2, `${text[at + 1]}${text[at]}`);
  },
};

function spliced(text: string, at: number, cut: number, put: string): string {
  return text.slice(0, at) + put + text.slice(at + cut);
}

/** The first `share` of a name. */
const start = (name: string, share: number) => name.slice(0, Math.ceil(name.length * share));

/** A query for a concept by one of its names; null if the kind of query does not fit it. */
type QueryOf = (concept: ConceptNames, random: Random) => string | null;

/** `least` is the share of queries whose concept must be among the first eight. */
export interface QueryKind {
  title: string;
  least: number;
  /** True if the concept must come first. */
  isExact?: boolean;
  queryOf: QueryOf;
}

export const QUERY_KINDS: readonly QueryKind[] = [
  { title: 'exact', least: 1, isExact: true, queryOf: ({ name }) => name },
  {
    title: 'exact, alternate name',
    least: 1,
    isExact: true,
    queryOf: ({ alternateNames }) => alternateNames[0] ?? null,
  },
  { title: 'upper case', least: 1, isExact: true, queryOf: ({ name }) => name.toUpperCase() },
  {
    title: 'without accents',
    least: 1,
    isExact: true,
    queryOf: ({ name }) => name.normalize('NFD').replace(/\p{Mark}/gu, ''),
  },
  {
    title: 'hyphens turned',
    least: 1,
    isExact: true,
    queryOf: ({ name }) => (/[- ]/.test(name) ? name.replace(/[- ]/g, (sign) => (sign === '-' ? ' ' : '-')) : null),
  },
  {
    title: 'plural',
    least: 1,
    isExact: true,
    queryOf: ({ name }) => (/[a-rt-xz]$/.test(name) && !/(?:x|ch|sh)$/.test(name) ? `${name}s` : null),
  },
  {
    title: 'abbreviation',
    least: 1,
    isExact: true,
    queryOf: ({ name, alternateNames }) =>
      /\((\w+)\)$/.exec(name)?.[1] ??
      alternateNames.find((other) => /^\p{Lu}[\p{L}\p{N}]*\p{Lu}$/u.test(other)) ??
      null,
  },
  {
    title: 'word order',
    least: 0.98,
    queryOf: ({ name }) => (name.includes(' ') ? name.replace(/ \(.*/, '').split(' ').reverse().join(' ') : null),
  },
  { title: '70 % typed', least: 0.97, queryOf: ({ name }) => start(name, 0.7) },
  // Half of a name cannot tell many similar names apart, misspelt or not: more than eight start like that.
  { title: 'half typed', least: 0.88, queryOf: ({ name }) => start(name, 0.5) },
  ...Object.entries(EDITS).flatMap(([title, edit]): QueryKind[] => [
    { title: `${title}, typed in full`, least: 0.95, queryOf: ({ name }, random) => edit(name, random) },
    { title: `${title}, 70 % typed`, least: 0.93, queryOf: ({ name }, random) => edit(start(name, 0.7), random) },
    { title: `${title}, half typed`, least: 0.85, queryOf: ({ name }, random) => edit(start(name, 0.5), random) },
  ]),
];

/** At most `count` queries of a kind, over random concepts. */
export function queries(
  { queryOf }: QueryKind,
  concepts: readonly ConceptNames[],
  count: number,
  random: Random,
): { query: string; slug: string }[] {
  const made: { query: string; slug: string }[] = [];
  for (let tries = 0; made.length < count && tries < 20 * count; tries++) {
    const concept = pick(concepts, random);
    const query = queryOf(concept, random);
    if (query !== null) made.push({ query, slug: concept.slug });
  }
  return made;
}
