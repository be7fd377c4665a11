/** Scales of a drawing: where a value lies, and where to put round tick marks. */

export interface Axis {
  /** Pixel position of a value. */
  at(value: number): number;
  ticks: readonly number[];
}

/** @param from - pixel of the low end. @param count - how many ticks there is room for. */
export function axis([low, high]: readonly [number, number], from: number, to: number, count: number): Axis {
  const width = high - low || 1;
  return { at: (value) => from + ((value - low) / width) * (to - from), ticks: roundValues(low, high, count) };
}

/** Multiples of 1, 2 or 5 times a power of ten inside a range, about `count` of them. */
export function roundValues(low: number, high: number, count: number): number[] {
  if (!(high > low)) return [low];
  const raw = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= raw * 0.999) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** The range of the values with a margin around it; a constant is centred. */
export function spanOf(values: readonly number[]): [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (values.length === 0) return [0, 1];
  const room = (high - low || Math.abs(high) || 1) * 0.06;
  // Many quantities start at zero: no margin below it.
  return [low >= 0 && low - room < 0 ? 0 : low - room, high <= 0 && high + room > 0 ? 0 : high + room];
}
