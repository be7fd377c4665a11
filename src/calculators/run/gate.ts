/**
 * The one gate that every result passes, however a calculator is run: outputs in the definition's order, each number
 * finite, no minus zero, typed arrays as lists.
 *
 * An overflow becomes null, with a warning, if the output's type allows null. Otherwise the input is refused, so that a
 * number that can never be null is not missing through one interface and present through another.
 */
import { InvalidInput } from '../../errors.ts';
import type { Calculator, Warn } from '../kit/definition.ts';
import type { Output } from '../kit/output.ts';

/**
 * Results of a model, as every caller sees them.
 *
 * @param computed - what `compute` returned.
 * @param warn - called with OVERFLOW for each output in which a number became null.
 * @throws InvalidInput if an output that cannot be null overflows.
 */
export function finiteOutputs(
  { outputs }: Pick<Calculator, 'outputs'>,
  computed: Readonly<Record<string, unknown>>,
  warn: Warn,
): Record<string, unknown> {
  const passed: Record<string, unknown> = {};
  for (const [name, output] of Object.entries(outputs)) {
    const found: Found = { overflow: false, withoutRoom: false };
    passed[name] = finite(output, computed[name], found);
    if (found.withoutRoom) {
      const message = `are so extreme that ${name} is too large to be represented`;
      throw new InvalidInput([{ parameter: 'parameters', code: 'OUT_OF_RANGE', message }]);
    }
    if (found.overflow) warn('OVERFLOW', `${name} is too large to be represented, and is therefore null.`);
  }
  return passed;
}

interface Found {
  overflow: boolean;
  /** A number overflows whose type does not allow null. */
  withoutRoom: boolean;
}

function finite(output: Output, computed: unknown, found: Found): unknown {
  if (typeof computed === 'number') return finiteNumber(computed, output.nullable, found);
  if (computed === null || typeof computed !== 'object') return computed;
  return Array.from(computed as ArrayLike<unknown>, (entry) => finiteEntry(output, entry, found));
}

function finiteEntry(list: Output, entry: unknown, found: Found): unknown {
  if (typeof entry === 'number') {
    return finiteNumber(entry, list.type === 'NUMBER_LIST' && list.nullableEntries, found);
  }
  if (list.type !== 'OBJECT_LIST') return entry;
  const values = entry as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(list.fields).map(([name, field]) => [name, finite(field, values[name], found)]),
  );
}

function finiteNumber(number: number, isNullable: boolean | undefined, found: Found): number | null {
  if (Number.isFinite(number)) return number + 0;
  found.overflow = true;
  if (!isNullable) found.withoutRoom = true;
  return null;
}
