/**
 * Exponential, logarithm and sine with the same bits on every machine.
 *
 * The standard leaves the last bits of Math.exp, Math.log and Math.sin to the engine, and engines are built with fused
 * multiply-add on some processors and without it on others. These functions use only addition, multiplication, division
 * and the bits of a number, all of which IEEE 754 fixes. They err by about two units in the last place and are several
 * times slower: they are for results that must be exactly reproducible, such as random draws.
 */

/** ln 2 in two parts; whole multiples of the first, up to 2^11, are exact. */
const LN_2_HIGH = 0.6931471803691238;
const LN_2_LOW = 1.9082149292705877e-10;
/** From here on exp is 0 or infinite. */
const LEAST_EXPONENT = -746;
const GREATEST_EXPONENT = 710;
/** 1/n! up to n = 13: at |r| = (ln 2)/2 the next term is 4e-18. */
const EXPONENTIAL_SERIES = reciprocals((n) => factorial(n), 14);
/** 1/(2n + 1) up to n = 11: at s² = 0.0295 the next term is 2e-20. */
const LOGARITHM_SERIES = reciprocals((n) => 2 * n + 1, 12);
/** (-1)^n/(2n + 1)! up to n = 8: at x = pi/6 the next term is 4e-23. */
const SINE_SERIES = reciprocals((n) => (n % 2 === 0 ? 1 : -1) * factorial(2 * n + 1), 9);

/** Smallest normal number, and the power of 2 that lifts subnormal ones above it. */
const SMALLEST_NORMAL = 2.2250738585072014e-308;
const LIFT = 54;

const bits = new DataView(new ArrayBuffer(8));

/**
 * e^x, to 1e-15 of the result.
 *
 * @param x - any number.
 * @example portableExp(1); // => 2.718281828459045
 */
export function portableExp(x: number): number {
  if (x >= GREATEST_EXPONENT) return Number.POSITIVE_INFINITY;
  if (x <= LEAST_EXPONENT) return 0;
  if (Number.isNaN(x)) return Number.NaN;
  const k = Math.round(x / Math.LN2);
  const r = x - k * LN_2_HIGH - k * LN_2_LOW;
  // In two factors, so that the result can be subnormal.
  const half = k >> 1;
  return polynomial(EXPONENTIAL_SERIES, r) * powerOfTwo(half) * powerOfTwo(k - half);
}

/**
 * Natural logarithm, to 1e-15 of the result.
 *
 * @param x - at least 0; the result is NaN below 0.
 * @example portableLog(10); // => 2.302585092994046
 */
export function portableLog(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN;
  if (x < SMALLEST_NORMAL) return portableLog(x * powerOfTwo(LIFT)) - LIFT * Math.LN2;
  bits.setFloat64(0, x);
  const head = bits.getUint32(0);
  let k = (head >>> 20) - 1023;
  bits.setUint32(0, (head & 0xfffff) | 0x3ff00000);
  let mantissa = bits.getFloat64(0);
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    k += 1;
  }
  // ln m = 2 artanh s
  const s = (mantissa - 1) / (mantissa + 1);
  return k * LN_2_HIGH + (k * LN_2_LOW + 2 * s * polynomial(LOGARITHM_SERIES, s * s));
}

/**
 * ln(1 + x), exact close to 0 as well.
 *
 * @param x - above -1.
 * @example portableLog1p(1e-20); // => 1e-20
 */
export function portableLog1p(x: number): number {
  const sum = 1 + x;
  // Corrects, to first order, for what rounding the sum has lost.
  return sum === Number.POSITIVE_INFINITY ? sum : portableLog(sum) + (x - (sum - 1)) / sum;
}

/**
 * Sine of a small angle.
 *
 * @param x - radian, in [-pi/6, pi/6] or a rounding beyond.
 * @example portableSine(0.1); // => 0.09983341664682815
 */
export function portableSine(x: number): number {
  return x * polynomial(SINE_SERIES, x * x);
}

/** Sum of a_n x^n. */
function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let n = coefficients.length - 1; n >= 0; n -= 1) sum = sum * x + (coefficients[n] as number);
  return sum;
}

/** 2^k for k from -1022 to 1023. */
function powerOfTwo(k: number): number {
  bits.setUint32(0, (k + 1023) << 20);
  bits.setUint32(4, 0);
  return bits.getFloat64(0);
}

function reciprocals(of: (n: number) => number, length: number): readonly number[] {
  return Array.from({ length }, (_, n) => 1 / of(n));
}

function factorial(n: number): number {
  let product = 1;
  for (let factor = 2; factor <= n; factor += 1) product *= factor;
  return product;
}
