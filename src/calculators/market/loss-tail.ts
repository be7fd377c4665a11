/**
 * The tail of a loss with mean zero and unit variance.
 *
 * McNeil, A. J., Frey, R., Embrechts, P. (2015), 'Quantitative Risk Management', section 2.3.
 */
import { normalDensity, normalQuantile } from '../../numerics/normal.ts';
import { studentTDensity, studentTQuantile } from '../../numerics/student-t.ts';

export interface Tail {
  /** c_V, the quantile at the confidence. */
  valueAtRisk: number;
  /** c_E, the mean beyond it. */
  expectedShortfall: number;
}

/**
 * Quantile and tail mean of a standard normal loss.
 *
 * @param alpha - confidence, in (0.5, 1).
 * @example normalTail(0.99); // => { valueAtRisk: 2.326…, expectedShortfall: 2.665… }
 */
export function normalTail(alpha: number): Tail {
  const z = normalQuantile(alpha);
  return { valueAtRisk: z, expectedShortfall: normalDensity(z) / (1 - alpha) };
}

/**
 * Quantile and tail mean of a loss that is Student's t, scaled to unit variance.
 *
 * @param alpha - confidence, in (0.5, 1).
 * @param nu - degrees of freedom, above 2.
 * @example studentTail(0.99, 4).valueAtRisk; // => 2.649…
 */
export function studentTail(alpha: number, nu: number): Tail {
  const scale = Math.sqrt((nu - 2) / nu);
  const t = studentTQuantile(alpha, nu);
  const beyond = ((studentTDensity(t, nu) / (1 - alpha)) * (nu + t * t)) / (nu - 1);
  return { valueAtRisk: scale * t, expectedShortfall: scale * beyond };
}
