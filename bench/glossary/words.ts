/** The vocabulary of the synthetic glossary. */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export const ADJECTIVES = words(`
  Implied Realized Forward Stressed Systemic Marginal Conditional Stochastic Synthetic Collateralized Leveraged
  Cross-Asset Intraday Overnight Tail Residual Dynamic Static Delta Gamma Vega Local Parametric Historical Bilateral
  Cleared Illiquid Volatile Correlated Hedged Unhedged Short-Dated Long-Dated Risk-Neutral Regulatory Procyclical
  Adverse Latent Structural Cyclical Directional Non-Linear Multi-Factor Algorithmic Perpetual Quanto Basis-Adjusted
  Inflation-Linked Concentrated Fragmented On-Chain`);

export const NOUNS = words(`
  Volatility Liquidity Margin Collateral Credit Counterparty Yield Basis Spread Curve Duration Convexity Correlation
  Copula Drawdown Default Liquidation Funding Settlement Clearing Order-Flow Inventory Skew Smile Surface Swap Futures
  Option Bond Equity Currency Commodity Portfolio Factor Momentum Reversion Leverage Solvency Contagion Sentiment
  Custody Oracle Slippage Depth Price Rate Term-Structure Benchmark Exposure Capital Treasury Repo Dividend Tranche
  Barrier Variance`);

export const HEADS = words(`
  Risk Model Strategy Analysis Dynamics Cascade Premium Adjustment Decay Threshold Forecasting Shock Arbitrage Hedging
  Allocation Buffer Limit Contagion Management Optimization Clustering Attribution Sensitivity Compression Transfer
  Mitigation Estimation Calibration Aggregation Feedback Constraint Regime Decomposition Rebalancing Imbalance Protocol
  Metric Index Signal Framework Backtest Simulation Surface Ratio Haircut Spiral Unwind Exhaustion Persistence Latency`);

export const ASPECTS = words(`
  Action Adjustment Algorithm Analysis Architecture Assumption Calculation Capital Collateral Consequence Context Cost
  Exposure Framework Incentive Liquidity Mechanism Metric Mitigation Model Risk Strategy Validation`);

export const VERBS = words(`
  amplifies reduces reflects measures constrains distorts anticipates transfers absorbs reveals concentrates smooths
  signals limits accelerates delays prices offsets`);

export const ACTORS: readonly string[] = [
  'market makers',
  'leveraged funds',
  'clearing members',
  'options desks',
  'risk managers',
  'liquidity providers',
  'treasury teams',
  'index investors',
  'passive holders',
  'derivative dealers',
];

export const OCCASIONS: readonly string[] = [
  'during stressed sessions',
  'when funding tightens',
  'as positions approach expiry',
  'under thin order books',
  'across correlated venues',
  'after a margin call',
  'before scheduled announcements',
  'in periods of low depth',
  'once thresholds are crossed',
  'while hedges are being rolled',
];

export const REASONS: readonly string[] = [
  'because inventories must be rebalanced quickly',
  'since collateral is revalued continuously',
  'as forced sellers meet shallow demand',
  'because models share the same inputs',
  'since hedge ratios move with the underlying',
  'as participants observe the same signals',
  'because settlement cycles differ',
  'since capital buffers are finite',
];

export const QUANTITIES: readonly string[] = [
  'the gap between quoted and executed prices',
  'the distribution of portfolio losses',
  'the cost of carrying a hedge',
  'the speed at which positions are closed',
  'the sensitivity of a book to large moves',
  'the reliability of reported prices',
  'the capital held against open positions',
  'the relation between spot and derivative markets',
  'the shape of the implied surface',
  'the probability of a disorderly exit',
];

export const COLOURS: readonly string[] = [
  'dark blue',
  'vibrant green',
  'light cream',
  'deep teal',
  'off-white',
  'beige',
  'neon green',
  'navy',
];

export const SHAPES: readonly string[] = [
  'helical form',
  'set of layered bands',
  'cylindrical module',
  'lattice of interwoven strands',
  'stack of concentric rings',
  'streamlined device',
  'flowing surface',
  'segmented mechanism',
];

export const LOOKS: readonly string[] = ['smooth', 'high-resolution', 'stylized', 'dynamic', 'futuristic'];

export const REMARKS: readonly string[] = [
  'The glossy surface reflects light, emphasizing its contours.',
  'The layers overlap and suggest continuous movement and depth.',
  'A bright element is visible in a recess on the upper right side.',
];
