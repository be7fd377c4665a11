/** A liquidation cascade in perpetuals, its forced sales in spot, portfolios that hold both, and solvency. */
export const FOUR_STEPS = {
  steps: [
    {
      id: 'liq',
      calculator: 'liquidation-cascade',
      parameters: { shock: 0.08, openInterest: 400_000, dailyVolume: 1_000_000, dailyVolatility: 0.03 },
    },
    {
      id: 'spot',
      calculator: 'price-impact',
      parameters: { dailyVolume: 4_000_000, dailyVolatility: 0.03 },
      bind: [{ from: 'liq.forcedQuantity', to: 'orderQuantity' }],
    },
    {
      id: 'fire',
      calculator: 'fire-sale-contagion',
      parameters: {
        holdings: [
          [300, 200],
          [150, 250],
          [50, 100],
        ],
        equity: [40, 45, 20],
        assetShocks: [0, 0],
        marketDepth: [8_000, 12_000],
        model: 'leverageConstraint',
        maxLeverage: 15,
        targetLeverage: 12,
      },
      bind: [
        { from: 'liq.totalMove', to: 'assetShocks[0]', scale: 0.25 },
        { from: 'spot.priceImpact', to: 'assetShocks[1]' },
      ],
    },
    {
      id: 'net',
      calculator: 'clearing-vector',
      parameters: {
        liabilities: [
          [0, 40, 20],
          [15, 0, 30],
          [10, 10, 0],
        ],
        externalAssets: [0, 0, 0],
        externalLiabilities: [10, 12, 15],
        alpha: 0.9,
        beta: 0.8,
      },
      bind: [{ from: 'fire.finalEquity', to: 'externalAssets', offset: 5 }],
    },
  ],
  total: { outputs: ['liq.totalMove', 'spot.priceImpact'], combine: 'COMPOUND' },
};
