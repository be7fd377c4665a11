/**
 * Volatility targeting: a fund that holds w = tau / sigma sells after a fall because its estimate of volatility rose.
 *
 * The estimate is the exponentially weighted one of RiskMetrics with a mean of zero. A day's return r_t is the market's
 * own u_t and the impact J_(t-1) of yesterday's trade; the trade brings the drifted exposure back to the new weight:
 *
 *   v_t = lambda v_(t-1) + (1 - lambda) r_t^2,      w_t = min(L, tau / sqrt(N v_t)),
 *   A_t = A_(t-1) (1 + w_(t-1) r_t),                trade_t = w_t A_t - w_(t-1) A_(t-1) (1 + r_t),
 *   r_t = u_t + J_(t-1),                            J_t = sign(trade_t) I(|trade_t| / P_t),
 *
 * with target tau, cap L, N trading days a year, assets A and price P. Each day's trade is a metaorder of its own: its
 * impact is a return on the previous close, and impacts compound. A single investor gains from the rule (Moreira and
 * Muir 2017); the loop shows what many such investors do to each other (Khandani and Lo 2011 on such an unwind).
 */
import { defineCalculator } from '../kit/definition.ts';
import { absoluteUnits } from '../market/impact.ts';
import { TOTH_2011 } from '../market/references.ts';
import { outputs, parameters } from './interface.ts';
import { compute } from './model.ts';

const MS_PER_DAY = 2e-3;

export const volatilityTargeting = defineCalculator({
  slug: 'volatility-targeting',
  title: 'Volatility-targeting deleveraging',
  summary:
    'A fund sets its exposure to target volatility over estimated volatility, up to a cap. A shock lifts the estimate, the exposure is cut the next day, and the trade moves the price, which feeds the next estimate. Reports how much is sold, how much deeper the fall becomes and how volatility and exposure evolve day by day.',
  version: '1.1.0',
  concepts: [
    'sentiment-driven-trading-strategies',
    'panic-driven-deleveraging',
    'volatility-clustering',
    'market-panic-selling',
    'diversification-failure',
    'risk-management-forecasting',
  ],
  phrases: ['volatility targeting', 'target volatility', 'volatility managed', 'volatility control', 'risk parity'],
  nulls: 'refused',
  parameters,
  outputs,

  equations: [
    String.raw`v_t = \lambda v_{t-1} + (1 - \lambda)\, r_t^2, \quad w_t = \min\Bigl(L_{\max},\; \frac{\tau}{\sqrt{N v_t}}\Bigr)`,
    String.raw`r_t = u_t + J_{t-1}, \quad P_t = P_{t-1}(1 + r_t), \quad A_t = A_{t-1}(1 + w_{t-1} r_t)`,
    String.raw`\text{trade}_t = w_t A_t - w_{t-1} A_{t-1} (1 + r_t), \quad J_t = \mathrm{sign}(\text{trade}_t)\, I\bigl(|\text{trade}_t| / P_t\bigr)`,
    String.raw`I(Q) = Y \sigma \left(Q / V\right)^{\delta}`,
  ],
  assumptions: [
    'One fund represents all that follow the rule; it rebalances from close to close, without a no-trade band or smoothing.',
    'Returns have a mean of zero in the estimate, and cash earns nothing.',
    'Impact is permanent; each day is a metaorder of its own and shows in the next day’s return.',
    'The volatility that scales impact stays fixed; letting it follow the estimate would strengthen the loop.',
    'Real funds use slower estimators, or floors under them.',
  ],
  references: [
    {
      citation:
        "J.P. Morgan/Reuters (1996), 'RiskMetrics - Technical Document', 4th ed. (lambda = 0.94 for daily returns)",
    },
    {
      citation: "Moreira, A., Muir, T. (2017), 'Volatility-Managed Portfolios', Journal of Finance 72(4), 1611-1644",
      doi: '10.1111/jofi.12513',
    },
    {
      citation:
        "Harvey, C. R., Hoyle, E., Korgaonkar, R., Rattray, S., Sargaison, M., Van Hemert, O. (2018), 'The Impact of Volatility Targeting', Journal of Portfolio Management 45(1), 14-33",
    },
    {
      citation:
        "Khandani, A. E., Lo, A. W. (2011), 'What happened to the quants in August 2007?', Journal of Financial Markets 14(1), 1-46",
    },
    TOTH_2011,
  ],
  presets: [
    {
      name: 'two-day-fall',
      title: 'Falls of 4 % and 2 % make a fund as large as a day of trading cut its exposure by a third',
      parameters: {},
    },
    {
      name: 'quiet',
      title: 'Ordinary days at the estimated volatility: a small fund trades little either way',
      parameters: { assets: 2e7, exogenousReturns: [0.008, -0.011, 0.009, -0.012, 0.007, -0.01, 0.006, -0.009] },
    },
    {
      name: 'stressed',
      title:
        'A long calm has lifted exposure to its cap of 2: after a fall of 5 % the fund sells three quarters of it, nearly a day of trading',
      parameters: {
        assets: 6e7,
        initialVolatility: 0.05,
        maxLeverage: 2,
        exogenousReturns: [-0.05, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      },
    },
  ],

  absoluteUnits,
  cost: ({ exogenousReturns }) => MS_PER_DAY * exogenousReturns.length,
  compute,
});
