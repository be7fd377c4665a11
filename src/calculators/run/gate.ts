/**
 * The one gate that every result passes, whichever way a calculator is run: outputs in the definition's order, each number
 * finite, no minus zero, typed arrays as lists.
 *
 * What overflows is left out as null, with a warning, where the output's type has room for null. Where it has none the
 * input is refused: a number that is always there must not be missing for one way of asking and present for another.
 */
import { InvalidInput } from '../../errors.ts';
import type { Calculator, Warn } from '../kit/definition.ts';
import type { Output } from '../kit/output.ts';

/**
 * Results of a model, as every caller sees them.
 *
 * @param computed - what `compute` gave.
 * @param warn - told OVERFLOW for each output in which something was left out.
 * @throws InvalidInput where an output that cannot be null overflows.
 */
export function finiteOutputs(
  { outputs }: Pick<Calculator, 'outputs'>,
  computed: Readonly<Record<string, unknown>>,
  warn: Warn,
): Record<string, unknown> {
  const passed: Record<string, unknown> = {};
  for (const [name, output] of Object.entries(outputs)) {
    const finite = finiteValue(output, computed[name]);
    if (finite.refused) {
      const message = `are so extreme that ${name} is too large for a number`;
      throw new InvalidInput([{ parameter: 'parameters', code: 'OUT_OF_RANGE', message }]);
    }
    if (finite.overflows) warn('OVERFLOW', `${name} is too large for a number here and left out: it is null.`);
    passed[name] = finite.value;
  }
  return passed;
}

interface Finite {
  value: unknown;
  overflows: boolean;
  /** Something overflows that cannot be null. */
  refused: boolean;
}

function finiteValue(output: Output, computed: unknown): Finite {
  if (typeof computed === 'number') return finiteNumber(computed, output.nullable === true);
  if (computed === null || typeof computed !== 'object') return { value: computed, overflows: false, refused: false };
  const entries = Array.from(computed as ArrayLike<unknown>, (entry) => finiteEntry(output, entry));
  return joined(
    entries.map(({ value }) => value),
    entries,
  );
}

function finiteEntry(list: Output, entry: unknown): Finite {
  if (typeof entry === 'number')
    return finiteNumber(entry, list.type === 'NUMBER_LIST' && list.nullableEntries === true);
  if (list.type !== 'OBJECT_LIST') return { value: entry, overflows: false, refused: false };
  const fields = Object.entries(list.fields).map(
    ([name, field]) => [name, finiteValue(field, (entry as Record<string, unknown>)[name])] as const,
  );
  return joined(
    Object.fromEntries(fields.map(([name, { value }]) => [name, value])),
    fields.map(([, finite]) => finite),
  );
}

function finiteNumber(number: number, nullable: boolean): Finite {
  if (Number.isFinite(number)) return { value: number + 0, overflows: false, refused: false };
  return { value: null, overflows: true, refused: !nullable };
}

function joined(value: unknown, parts: readonly Finite[]): Finite {
  return {
    value,
    overflows: parts.some(({ overflows }) => overflows),
    refused: parts.some(({ refused }) => refused),
  };
}
