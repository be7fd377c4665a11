/**
 * The funding constraint of Brunnermeier and Pedersen's date 1 in the illiquidity d = v1 - p1, and its stable equilibria.
 *
 * Speculators hold x(d) = Z1 - kappa d at margin m(d) and own W(d). They are constrained where m x > W, that is where
 * f(d) = m x - W = A d^2 + B d + C is positive; capital and margin both worsen with d. Of the roots of f the larger is
 * stable, the smaller one separates it from the liquid equilibrium d = 0 and is never reported.
 */

export interface Model {
  /** v1, quote per base. */
  readonly value: number;
  /** P0 - v1, quote per base. */
  readonly fall: number;
  /** kappa, base squared per quote. */
  readonly demandSlope: number;
  /** Z1, base. */
  readonly supply: number;
  /** x0, base. */
  readonly inventory: number;
  /** theta-bar. */
  readonly marginSensitivity: number;
  /** Illiquidity at which customers hold everything, Z1/kappa, quote per base. */
  readonly greatestIlliquidity: number;
  /** m(d), quote per base. */
  marginAt(d: number): number;
  /** W(d), quote. */
  capitalAt(d: number): number;
}

export interface Given {
  readonly referencePrice: number;
  readonly shock: number;
  readonly capitalLoss: number;
  readonly speculatorCapital: number;
  readonly speculatorPosition: number;
  readonly customerSupply: number;
  readonly riskAversion: number;
  readonly fundamentalStdDev: number;
  readonly baseMargin: number;
  readonly marginSensitivity: number;
}

export function modelOf(given: Given): Model {
  const { referencePrice: P0, shock, customerSupply: Z1, speculatorPosition: x0, marginSensitivity: theta } = given;
  const value = P0 * (1 - shock);
  const fall = P0 - value;
  // Two customers with constant absolute risk aversion.
  const kappa = 2 / (given.riskAversion * given.fundamentalStdDev ** 2);
  const capitalAtValue = given.speculatorCapital - x0 * fall - given.capitalLoss;
  return {
    value,
    fall,
    demandSlope: kappa,
    supply: Z1,
    inventory: x0,
    marginSensitivity: theta,
    greatestIlliquidity: Z1 / kappa,
    marginAt: (d) => given.baseMargin + theta * (fall + d),
    capitalAt: (d) => capitalAtValue - x0 * d,
  };
}

export interface Equilibrium {
  readonly status: 'unconstrained' | 'constrained' | 'wipedOut';
  /** d, quote per base. */
  readonly illiquidity: number;
  /** x1, base. */
  readonly position: number;
}

/** Stable equilibria, the most liquid first: one or two. */
export function stableEquilibria(model: Model): Equilibrium[] {
  const { supply: Z1, greatestIlliquidity: dMax, demandSlope: kappa } = model;
  const atValue: Equilibrium = { status: 'unconstrained', illiquidity: 0, position: Z1 };
  // Speculators without anything to hold are never constrained; their capital may be negative.
  if (Z1 === 0) return [atValue];

  const isLiquid = model.marginAt(0) * Z1 <= model.capitalAt(0);
  const liquid = isLiquid ? [atValue] : [];
  const capitalLeft = model.capitalAt(dMax);
  if (capitalLeft < 0 || (capitalLeft === 0 && !isLiquid)) {
    return [...liquid, { status: 'wipedOut', illiquidity: dMax, position: 0 }];
  }
  const d = isLiquid ? largestRoot(model) : bindingRoot(model);
  if (!(d > 0 && d <= dMax)) return liquid;
  return [...liquid, { status: 'constrained', illiquidity: d, position: Math.max(0, Z1 - kappa * d) }];
}

/** The root where f(0) > 0 >= f(dMax): there is one up to dMax, whatever rounding says. */
function bindingRoot(model: Model): number {
  const d = largestRoot(model);
  return d > 0 && d <= model.greatestIlliquidity ? d : model.greatestIlliquidity;
}

/** Largest root of f; NaN where it has none, or none that is stable. */
function largestRoot({ supply: Z1, demandSlope: kappa, inventory: x0, ...model }: Model): number {
  const theta = model.marginSensitivity;
  const m0 = model.marginAt(0);
  const A = -theta * kappa;
  const B = theta * Z1 - kappa * m0 + x0;
  const C = m0 * Z1 - model.capitalAt(0);
  if (A === 0) return B < 0 && C > 0 ? -C / B : Number.NaN;

  const discriminant = B * B - 4 * A * C;
  if (!(discriminant > 0)) return Number.NaN;
  // Without the cancellation of the textbook formula.
  const q = B === 0 ? Math.sqrt(discriminant) / 2 : -(B + Math.sign(B) * Math.sqrt(discriminant)) / 2;
  return Math.max(q / A, C / q);
}
