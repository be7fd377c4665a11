/** Publications behind the liquidations across lending protocols, and its ready-made inputs. */
import type { Preset, Reference } from '../kit/definition.ts';
import type { Given } from '../kit/input.ts';
import type { parameters } from './parameters.ts';

export const references: readonly Reference[] = [
  {
    citation:
      'Aave Protocol documentation, Liquidations; v3 LiquidationLogic: close factor 50 %, 100 % below a health factor of 0.95',
  },
  { citation: "Leshner, R., Hayes, G. (2019), 'Compound: The Money Market Protocol', whitepaper" },
  { citation: "Adams, H., Zinsmeister, N., Robinson, D. (2020), 'Uniswap v2 Core', whitepaper" },
  {
    citation:
      "Angeris, G., Chitra, T. (2020), 'Improved Price Oracles: Constant Function Market Makers', Advances in Financial Technologies (AFT '20)",
    doi: '10.1145/3419614.3423251',
  },
  {
    citation:
      "Qin, K., Zhou, L., Gamito, P., Jovanovic, P., Gervais, A. (2021), 'An Empirical Study of DeFi Liquidations: Incentives, Risks, and Instabilities', Internet Measurement Conference (IMC '21)",
    doi: '10.1145/3487552.3487811',
  },
  {
    citation:
      "Perez, D., Werner, S. M., Xu, J., Livshits, B. (2021), 'Liquidations: DeFi on a Knife-edge', Financial Cryptography and Data Security 2021",
  },
];

const PROTOCOLS = [
  { liquidationThreshold: 0.83, liquidationBonus: 0.05, closeFactor: 0.5, fullCloseHealthFactor: 0.95 },
  { liquidationThreshold: 0.8, liquidationBonus: 0.08, closeFactor: 0.5, fullCloseHealthFactor: 0 },
];
const POSITIONS = [
  { protocol: 0, collateral: 2000, debt: 3_500_000 },
  { protocol: 0, collateral: 1500, debt: 2_400_000 },
  { protocol: 0, collateral: 1000, debt: 1_450_000 },
  { protocol: 1, collateral: 1800, debt: 2_700_000 },
  { protocol: 1, collateral: 1200, debt: 1_500_000 },
  { protocol: 1, collateral: 900, debt: 900_000 },
];

export const presets: readonly [Preset<Given<typeof parameters>>, ...Preset<Given<typeof parameters>>[]] = [
  {
    name: 'two-protocols',
    title: 'Two lending protocols on one pool of 100 million, after a fall of 20 %',
    parameters: {
      poolReserveBase: 20_000,
      poolReserveQuote: 50_000_000,
      poolFee: 0.003,
      shock: 0.2,
      protocols: PROTOCOLS,
      positions: POSITIONS,
      dustDebt: 100,
    },
  },
  {
    name: 'quiet',
    title: 'The same positions after a fall of 10 %: everybody stays healthy',
    parameters: {
      poolReserveBase: 20_000,
      poolReserveQuote: 50_000_000,
      shock: 0.1,
      protocols: PROTOCOLS,
      positions: POSITIONS,
    },
  },
  {
    name: 'stressed',
    title: 'A quarter of the pool and a fall of 25 %: every position falls, bad debt in both protocols',
    parameters: {
      poolReserveBase: 5_000,
      poolReserveQuote: 12_500_000,
      shock: 0.25,
      protocols: PROTOCOLS,
      positions: POSITIONS,
      dustDebt: 100,
    },
  },
  {
    name: 'liquidity-barrier',
    title: 'The same thin pool with liquidators who act only at a profit: debts go bad unliquidated',
    parameters: {
      poolReserveBase: 5_000,
      poolReserveQuote: 12_500_000,
      shock: 0.25,
      protocols: PROTOCOLS,
      positions: POSITIONS,
      requireProfitable: true,
      dustDebt: 100,
    },
  },
];
