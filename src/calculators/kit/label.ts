/**
 * Labels of parameters, outputs and values for readers, such as `Maximum rounds` for `maxRounds`.
 *
 * Most labels follow from the name: words separated, abbreviations spelled out or in capitals, and a trailing unit
 * dropped, since the unit stands beside the label. A definition gives its own label if the name says too little.
 */

/** Parts of names that are not plain words. */
const WORDS: Readonly<Record<string, string>> = {
  adl: 'ADL',
  aic: 'AIC',
  bps: 'in basis points',
  fano: 'Fano',
  half: 'half-',
  ks: 'Kolmogorov–Smirnov',
  luld: 'LULD',
  max: 'maximum',
  min: 'minimum',
  pmf: 'probabilities',
  pnl: 'P&L',
  poisson: 'Poisson',
  pvalue: 'p-value',
  rsquared: 'R²',
  std: 'standard deviation',
  us: 'US',
  var: 'value-at-risk',
  vs: 'against',
};

/** Ways in which a run ends. */
const ENDS: Readonly<Record<string, string>> = {
  maxIterations: 'Limit of iterations reached',
  maxRounds: 'Limit of rounds reached',
};

/** Labels of names and values that their words would get wrong. */
const NAMES: Readonly<Record<string, string>> = {
  almgren: 'Almgren and others',
  debtRank: 'DebtRank',
  distanceSigmas: 'Distance in standard deviations',
  commonDistanceSigmas: 'Common distance in standard deviations',
  forcedQuantitySeries: 'Forced quantity by round',
  executionDays: 'Execution time',
  expiryYears: 'Time to expiry',
  gammaNotionalPerPercent: 'Gamma notional per 1 %',
  haltMinutes: 'Length of a halt',
  hedgeFlowPerOnePercentFall: 'Hedge flow per fall of 1 %',
  impactExceedsPrice: 'Impact exceeds the price',
  leverageMax: 'Maximum leverage',
  leverageMin: 'Minimum leverage',
  decayMax: 'Maximum decay',
  decayMin: 'Minimum decay',
  participationMax: 'Maximum participation',
  participationMin: 'Minimum participation',
  navEnd: 'Final net asset value',
  pnlLeverage: 'P&L times leverage',
  priceFinal: 'Final price',
  sessionMinutes: 'Length of the session',
  soldQuantitySeries: 'Sold quantity by round',
  studentT: 'Student’s t',
  totalHaltMinutes: 'Total time halted',
  triggeredQuantitySeries: 'Triggered quantity by round',
  usMarketWide: 'US market-wide',
};

/** Pairs of words that are written as one. */
const COMPOUNDS: readonly (readonly [RegExp, string])[] = [
  [/half- life/, 'half-life'],
  [/\bstandard deviation dev\b/, 'standard deviation'],
  [/\brisk free\b/, 'risk-free'],
  [/\bsquare root (?=\w)/, 'square-root '],
  [/\bclosed form\b/, 'closed-form'],
  [/\bfirst round (?=\w)/, 'first-round '],
];

/** Trailing words of a name that repeat its unit. */
const ENDINGS: Readonly<Record<string, RegExp>> = {
  day: / days$/,
  minute: / minutes$/,
  hour: / hours$/,
  year: / years$/,
};

/**
 * A label for a name, in sentence case.
 *
 * @param unit - of the number; it stands beside the label.
 * @example labelOf('horizonDays', 'day'); // => 'Horizon'
 */
export function labelOf(name: string, unit = '1'): string {
  const known = NAMES[name];
  if (known !== undefined) return known;
  const words = name
    .replaceAll(/(?<=[a-z])(?=[A-Z\d])|(?<=\d)(?=[A-Z])/g, ' ')
    .split(' ')
    .map((word) => WORDS[word.toLowerCase()] ?? word.toLowerCase())
    .join(' ');
  const compound = COMPOUNDS.reduce((text, [pattern, joined]) => text.replace(pattern, joined), words);
  const short = compound.replace(/ series$/, '').replace(ENDINGS[unit] ?? /$^/, '');
  return short.charAt(0).toUpperCase() + short.slice(1);
}

/** A label for a value of an ENUM. @example valueLabelOf('maxRounds'); // => 'Limit of rounds reached' */
export function valueLabelOf(value: string): string {
  return ENDS[value] ?? labelOf(value);
}
