/** The funding rate of a perpetual from its premium, as exchanges compute it: F = p + clamp(i - p, -c, c), then capped. */

export interface FundingTerms {
  /** i, per funding interval. */
  readonly interestRate: number;
  /** c, per funding interval. */
  readonly fundingClamp: number;
  /** Largest size of the rate, per funding interval. */
  readonly fundingCap: number;
}

/**
 * Funding rate for the next interval, usually 8 hours.
 *
 * @param terms - interest, clamp and cap.
 * @param premium - p, price of the perpetual over the index less 1; negative for a discount.
 * @returns fraction of the notional that longs pay shorts; negative if longs receive.
 * @example fundingRate({ interestRate: 0.0001, fundingClamp: 0.0005, fundingCap: 0.0075 }, 0.0002); // => 0.0001
 */
export function fundingRate({ interestRate, fundingClamp, fundingCap }: FundingTerms, premium: number): number {
  return within(fundingCap, premium + within(fundingClamp, interestRate - premium));
}

function within(limit: number, rate: number): number {
  return Math.min(limit, Math.max(-limit, rate));
}
