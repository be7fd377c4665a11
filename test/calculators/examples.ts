/** Two small calculators that cover every validation rule, and the problems they report. */
import { type Calculator, defineCalculator } from '../../src/calculators/kit/definition.ts';
import { input } from '../../src/calculators/kit/input.ts';
import { completeParameters } from '../../src/calculators/run/validate.ts';
import { InvalidInput, type Problem } from '../../src/errors.ts';

export const TEXTS = {
  slug: 'example',
  title: 'Example',
  summary: 'An example.',
  version: '1.0.0',
  concepts: [],
  phrases: [],
  equations: ['x'],
  assumptions: [],
  references: [],
  presets: [{ name: 'first', title: 'First', parameters: {} }],
} as const;

/** Nulls refused, list entries named: the first group of rules in the catalogue. */
export const mechanics = defineCalculator({
  ...TEXTS,
  nulls: 'refused',
  parameters: {
    level: input.number({ unit: '1', default: 1, above: 0, max: 10, description: 'Level.' }),
    limit: input.number({ unit: '1', nullable: true, min: 0, description: 'Limit.' }),
    count: input.integer({ default: 3, min: 1, max: 5, description: 'Count.' }),
    returns: input.numbers({
      unit: '1',
      default: [0],
      above: -1,
      maxLength: 3,
      namesEntries: true,
      description: 'Returns.',
    }),
    orders: input.listOf({
      entry: 'Order',
      default: [],
      minLength: 0,
      maxLength: 12,
      description: 'Orders.',
      fields: {
        side: input.oneOf({ values: { buy: 'Buys.', sell: 'Sells.' }, default: 'sell', description: 'Side.' }),
        price: input.number({ unit: '1', above: 0, description: 'Price.' }),
      },
    }),
  },
  outputs: {},
  *refuse({ level, orders }) {
    if (level === 7) yield { parameter: 'level', code: 'OUT_OF_RANGE', message: 'must not be 7' };
    for (const [index, { price }] of orders.entries()) {
      if (price > level) yield { parameter: `orders[${index}].price`, code: 'OUT_OF_RANGE', message: 'is above level' };
    }
  },
  compute: () => ({}),
});

/** Nulls treated as absent, vectors and matrices checked as wholes: the second group of rules. */
export const network = defineCalculator({
  ...TEXTS,
  nulls: 'absent',
  parameters: {
    holdings: input.matrix({ unit: 'quote', min: 0, max: 9, maxLength: 3, description: 'Holdings.' }),
    shocks: input.numbers({
      unit: '1',
      min: 0,
      max: 1,
      maxLength: 3,
      length: 'holdings.columns',
      description: 'Shocks.',
    }),
    equity: input.numbers({
      unit: 'quote',
      above: 0,
      max: 9,
      maxLength: 3,
      length: 'holdings',
      derived: '1 for everybody',
      description: 'Equity.',
    }),
    model: input.oneOf({ values: { one: 'One.', two: 'Two.' }, default: 'one', description: 'Model.' }),
    cap: input.number({ unit: 'x', default: 33, above: 1, max: 100, only: { model: ['two'] }, description: 'Cap.' }),
    volume: input.number({
      unit: 'base',
      nullable: true,
      requiredWhen: { model: ['two'] },
      above: 0,
      max: 9,
      description: 'Volume.',
    }),
    buckets: input.listOf({
      entry: 'Bucket',
      default: [],
      minLength: 0,
      maxLength: 3,
      description: 'Buckets.',
      fields: {
        owner: input.integer({ min: 0, description: 'Owner.' }),
        leverage: input.number({ unit: 'x', min: 1, description: 'Leverage.' }),
        margin: input.number({ unit: '1', default: 0.1, min: 0, description: 'Margin.' }),
      },
    }),
    last: input.number({ unit: '1', default: 0, min: 0, max: 1, description: 'Last.' }),
  },
  defaults: { equity: ({ holdings }) => holdings.map(() => 1) },
  outputs: {},
  refuseAt: {
    *equity({ equity, holdings }) {
      if (equity.some((own, i) => own > (holdings[i] ?? []).reduce((sum, held) => sum + held, 0))) {
        yield { parameter: 'equity', code: 'OUT_OF_RANGE', message: 'must be at most what is held' };
      }
    },
    *cap({ cap }) {
      if (cap === 50) yield { parameter: 'cap', code: 'OUT_OF_RANGE', message: 'must not be 50' };
    },
  },
  refuseEntryAt: {
    buckets: {
      *owner({ owner }, path, { holdings }) {
        if (owner >= holdings.length) {
          yield { parameter: `${path}.owner`, code: 'OUT_OF_RANGE', message: 'must be one of holdings' };
        }
      },
      *margin({ leverage, margin }, path) {
        if (margin >= 1 / leverage) yield { parameter: `${path}.margin`, code: 'OUT_OF_RANGE', message: 'is too much' };
      },
    },
  },
  compute: () => ({}),
});

/** A valid input of `network`. */
export const sound = {
  holdings: [
    [2, 3],
    [4, 5],
  ],
  shocks: [0, 1],
};

export function problems(calculator: Calculator, raw: unknown): readonly Problem[] {
  try {
    completeParameters(calculator, raw);
    return [];
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems;
    throw error;
  }
}

/** Path and code of each problem. */
export function faults(calculator: Calculator, raw: unknown): string[] {
  return problems(calculator, raw).map(({ parameter, code }) => `${parameter} ${code}`);
}
