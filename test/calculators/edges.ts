/** The numbers on both sides of each bound of a parameter. */
import type { Parameter } from '../../src/calculators/kit/input.ts';
import { rangeOf, smallestAccepted } from '../../src/calculators/kit/wording.ts';

interface Edge {
  number: number;
  isInside: boolean;
}

export function edges(parameter: Parameter): Edge[] {
  const range = rangeOf(parameter);
  const { min, above, max, below, smallestSize } = range;
  const smallest = smallestAccepted(range);
  const beyond = (number: number, step: 1 | -1) =>
    parameter.type === 'INTEGER' ? number + step : neighbour(number, step);
  const least = smallest ?? min ?? (above === undefined ? undefined : beyond(above, 1));
  const most = max ?? (below === undefined ? undefined : beyond(below, -1));
  return [
    ...(least === undefined
      ? []
      : [
          { number: least, isInside: true },
          { number: beyond(least, -1), isInside: false },
        ]),
    ...(most === undefined
      ? []
      : [
          { number: most, isInside: true },
          { number: beyond(most, 1), isInside: false },
        ]),
    ...(smallestSize === undefined
      ? []
      : [0, smallestSize]
          .map((number) => ({ number, isInside: true }))
          .concat({ number: smallestSize / 2, isInside: false })),
  ];
}

/** The next number above (`step` 1) or below (-1). */
function neighbour(number: number, step: 1 | -1): number {
  if (number === 0) return step * Number.MIN_VALUE;
  const cell = new DataView(new ArrayBuffer(8));
  cell.setFloat64(0, number);
  cell.setBigInt64(0, cell.getBigInt64(0) + BigInt(number > 0 ? step : -step));
  return cell.getFloat64(0);
}
