/** The slowest valid input known for each calculator: the longest lists, the most rounds. */

interface WorstInput {
  /** Why it is slow. */
  words: string;
  parameters(): Readonly<Record<string, unknown>>;
}

const times = <Value>(length: number, value: (index: number) => Value): Value[] =>
  Array.from({ length }, (_, index) => value(index));
const square = (length: number, value: (row: number, column: number) => number): number[][] =>
  times(length, (row) => times(length, (column) => (row === column ? 0 : value(row, column))));

/** Two groups of 100 banks that hardly lend to each other: the faster mode decays almost as slowly as the other. */
function slowMixing(): Readonly<Record<string, unknown>> {
  const radius = (bank: number) => (bank < 100 ? 1 - 1e-4 : 1 - 1.5e-4);
  return {
    exposures: square(200, (i, j) => (i < 100 === j < 100 ? radius(i) / 99 : 1e-9)),
    equity: times(200, () => 1),
    initialStress: times(200, (i) => (i % 7) * 1e-7),
    tolerance: 1e-15,
    maxIterations: 100_000,
  };
}

export const WORST_INPUTS: Readonly<Record<string, WorstInput>> = {
  'account-liquidation': {
    words: '200 positions of one symbol, 1,000 brackets, a ladder of 100 steps',
    parameters: () => ({
      collateral: 1e7,
      symbols: [{ markPrice: 100 }],
      brackets: times(1000, (k) => ({ symbol: 0, notionalCap: 100 * (k + 1), maintenanceRate: 1e-4 + k * 1e-6 })),
      positions: times(200, (i) => ({ symbol: 0, size: 900 + i, side: i % 2 === 0 ? 'long' : 'short' })),
      liquidationStep: 0.01,
      maxSteps: 100,
    }),
  },
  'circuit-breaker': {
    words: '1,000 prices in a rolling band of a whole day',
    parameters: () => ({
      ruleSet: 'rollingBand',
      lookbackMinutes: 1440,
      haltMinutes: 1e-3,
      maxHalts: 1000,
      sessionMinutes: 1440,
      pricePath: times(1000, (i) => ({ minute: i, price: i % 2 === 0 ? 100 : 70 })),
    }),
  },
  'clearing-vector': {
    words: '200 banks that all owe one another, defaulting one after another',
    parameters: () => ({
      liabilities: square(200, (i, j) => (j === i + 1 ? 50 : 0.01)),
      externalAssets: times(200, (i) => (i === 0 ? 0 : i === 199 ? 50 : 0.5)),
      externalLiabilities: times(200, (i) => (i === 0 ? 60 : 0)),
    }),
  },
  'dealer-gamma-feedback': {
    words: '200 options, 5,000 rounds, 501 prices',
    parameters: () => ({
      spot: 100,
      options: times(200, (i) => ({
        type: i % 2 === 0 ? 'call' : 'put',
        strike: 50 + i / 2,
        expiryYears: 0.002 + i / 1000,
        impliedVolatility: 0.5,
        dealerPosition: i % 2 === 0 ? 100 : -101,
      })),
      marketDepth: 1e4,
      shock: 0.01,
      gridPoints: 501,
      maxRounds: 5000,
    }),
  },
  debtrank: { words: '200 banks in two hardly linked groups, 100,000 rounds', parameters: slowMixing },
  'defi-collateral-contagion': {
    words: '1,000 positions closed in very small parts, 2,000 rounds',
    parameters: () => ({
      poolReserveBase: 1e9,
      poolReserveQuote: 2.5e12,
      shock: 0.5,
      dustDebt: 0,
      requireProfitable: false,
      sellFraction: 0.5,
      protocols: [{ liquidationThreshold: 0.8, liquidationBonus: 0.05, closeFactor: 1e-4, fullCloseHealthFactor: 0 }],
      positions: times(1000, (i) => ({ protocol: 0, collateral: 100 + i / 10, debt: 180_000 + i })),
      maxRounds: 2000,
    }),
  },
  'diversification-failure': {
    words: '60 assets at 101 levels of stress',
    parameters: () => ({
      weights: times(60, () => 1),
      volatilities: times(60, (i) => 0.2 + i / 100),
      correlation: times(60, (i) => times(60, (j) => Math.exp(-Math.abs(i - j) / 5))),
      stressLevels: times(101, (i) => i / 100),
      distribution: 'studentT',
      degreesOfFreedom: 3.1,
    }),
  },
  'epidemic-contagion': {
    words: '20,000 steps',
    parameters: () => ({ horizon: 3650, steps: 20_000 }),
  },
  'fire-sale-contagion': {
    words: '200 institutions with 200 common assets, each round of sales hardly smaller than the last',
    parameters: () => ({
      holdings: times(200, () => times(200, () => 1)),
      equity: times(200, () => 20),
      assetShocks: times(200, () => 1e-6),
      marketDepth: times(200, () => 1801),
      model: 'leverageConstraint',
      maxLeverage: 10,
      targetLeverage: 10,
      impactModel: 'exponential',
      maxRounds: 1000,
    }),
  },
  'hawkes-calibration': {
    words: '5,000 events in bursts, searched over all decays',
    parameters: () => ({
      timestamps: times(5000, (i) => 60 * Math.floor(i / 5) + ((i * 7) % 11) / 3 + i / 1e4),
      decayMin: 1e-6,
      decayMax: 1e9,
    }),
  },
  'hawkes-clustering': {
    words: '1,001 times and clusters of up to 500',
    parameters: () => ({ gridPoints: 1001, maxClusterSize: 500, branchingRatio: 0.99, quantileLevel: 0.9999 }),
  },
  'impact-calibration': {
    words: '5,000 orders in 200 bins',
    parameters: () => ({
      observations: times(5000, (i) => ({
        orderQuantity: 1 + ((i * 37) % 5000),
        dailyVolatility: 0.02,
        dailyVolume: 1e5,
        impact: 1e-4 * (1 + ((i * 13) % 97)),
      })),
      bins: 200,
    }),
  },
  'insurance-fund-adl': {
    words: '1,000 bankrupt positions and 1,000 counterparties',
    parameters: () => ({
      markPrice: 90,
      insuranceFund: 0,
      rankingMethod: 'marginRatio',
      bankruptPositions: times(1000, (i) => ({ quantity: 1 + (i % 7), bankruptcyPrice: 91 + i / 100 })),
      counterparties: times(1000, (i) => ({ quantity: 4, entryPrice: 95 + ((i * 37) % 1000) / 50, leverage: 10 })),
    }),
  },
  'leverage-targeting': {
    words: '10,000 rounds',
    parameters: () => ({ adjustmentSpeed: 1e-9, impactExponent: 0.5, maxRounds: 10_000 }),
  },
  'leveraged-etf-rebalancing': {
    words: '1,000 funds, and a fall a hair beyond the last that has an end: it creeps past for 10,000 rounds',
    parameters: () => ({
      funds: times(1000, () => ({ leverage: -1, assets: 1.25e6 })), // a gain of 1/2
      shock: (1 - Math.sqrt(0.5)) ** 2 + 1e-9,
      maxRounds: 10_000,
    }),
  },
  'liquidation-cascade': {
    words: '1,000 positions, liquidated one a round after 1,000 buckets',
    parameters: () => ({
      maintenanceBasis: 'entry',
      maintenanceMarginRate: 0,
      // Each of them moves the price as far as the next one.
      positions: times(1000, (i) => ({ quantity: 1000, entryPrice: (95 - i * 0.002) / 0.95, leverage: 20 })),
      openInterest: 1e-6,
      leverageBuckets: 1000,
      impactExponent: 1,
      maxRounds: 10_000,
    }),
  },
  'liquidity-spiral': {
    words: 'capital a hair above that of the last illiquid equilibrium: the spiral creeps past it for 10,000 rounds',
    parameters: () => ({
      shock: 0,
      marginSensitivity: 3,
      baseMargin: 2,
      speculatorPosition: 0,
      speculatorCapital: 800 / 3 + 1e-6,
      equilibriumSelection: 'illiquid',
      maxRounds: 10_000,
    }),
  },
  'open-interest-collapse': {
    words: '200 buckets, liquidated a few a round',
    parameters: () => ({
      markPrice: 100,
      shock: 0.05,
      buckets: times(200, (i) => ({
        side: i % 2 === 0 ? 'long' : 'short',
        openInterest: 300,
        entryPrice: 100,
        leverage: 2 + i / 12,
        maintenanceMarginRate: 0.005,
      })),
      voluntaryExitFraction: 0.05,
      dailyVolume: 1e6,
    }),
  },
  'order-book-walk': {
    words: '5,000 levels on each side',
    parameters: () => ({
      orderQuantity: 1e6,
      bids: times(5000, (i) => ({ price: 99.9 - i / 100, quantity: 1 + (i % 5) })),
      asks: times(5000, (i) => ({ price: 100.1 + i / 100, quantity: 1 + (i % 5) })),
      imbalanceLevels: 1000,
    }),
  },
  'price-impact': { words: 'any: it has no loop', parameters: () => ({ model: 'almgren' }) },
  'sell-off-feedback': {
    words: '10,000 rounds of a loop with a gain close to 1',
    parameters: () => ({ holdings: 4_999_900, sellSensitivity: 10, shock: 1e-6, maxRounds: 10_000 }),
  },
  'short-option-margin-spiral': {
    words: '200 options, 2,000 margin calls, each the worst of sixteen scenarios',
    parameters: () => ({
      spot: 100,
      options: times(200, (i) => ({
        type: i % 2 === 0 ? 'put' : 'call',
        strike: 140 + i / 10,
        expiryYears: 1.6,
        impliedVolatility: 0.16,
        shortContracts: 10,
      })),
      accountEquity: 83728.84897253846,
      // On the edge between a spiral that stops and one that consumes everything, to twelve digits.
      vegaDepth: 45634.77852476243,
      shock: 0.02,
      volatilityShock: 0,
      marginModel: 'scenarioScan',
      volatilityScanRange: 1,
      maxRounds: 2000,
    }),
  },
  'stop-loss-cascade': {
    words: '1,000 stops, triggered one a round after 1,000 clusters',
    parameters: () => ({
      // Each of them moves the price as far as the next one.
      stopOrders: times(1000, (i) => ({ triggerPrice: 94 - i * 0.002, quantity: 1000 })),
      gridSpacing: 0.005,
      clusterCount: 1000,
      clusterQuantity: 1e-9,
      clusterOffset: 0,
      impactExponent: 1,
      maxRounds: 10_000,
    }),
  },
  'threshold-contagion': {
    words: '101 degrees given',
    parameters: () => ({
      topology: 'custom',
      degreeDistribution: times(101, (k) => (k % 10 === 0 ? 0.07 : 0.0025)).map((share, k, all) =>
        k === 0 ? 1 - all.slice(1).reduce((sum, other) => sum + other, 0) : share,
      ),
      thresholdStd: 0.1,
    }),
  },
  'volatility-targeting': {
    words: '1,000 days',
    parameters: () => ({ exogenousReturns: times(1000, (i) => ((i % 5) - 2) / 100) }),
  },
};
