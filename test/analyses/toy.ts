/** Calculators whose answers can be computed by hand, for testing the analyses. */
import { defineCalculator } from '../../src/calculators/kit/definition.ts';
import { input } from '../../src/calculators/kit/input.ts';
import { output } from '../../src/calculators/kit/output.ts';

const texts = {
  summary: 'Known by hand.',
  version: '1.0.0',
  concepts: [],
  phrases: [],
  equations: ['y'],
  assumptions: ['None.'],
  references: [{ citation: 'By hand' }],
} as const;

/** Has a parameter and an output of every kind; its numbers are simple sums. */
export const kinds = defineCalculator({
  ...texts,
  slug: 'kinds',
  title: 'Every kind',
  nulls: 'absent',
  parameters: {
    price: input.number({ unit: 'quote/base', default: 100, min: 0, max: 1e12, description: 'Price.' }),
    needed: input.number({ unit: 'quote', min: 0, max: 1e12, description: 'Has no default.' }),
    optional: input.number({ unit: 'quote', nullable: true, min: 0, max: 1e12, description: 'May be null.' }),
    events: input.integer({ default: 3, min: 0, max: 1000, description: 'Whole.' }),
    side: input.oneOf({ values: { long: 'Long.', short: 'Short.' }, default: 'long', description: 'Side.' }),
    isFast: input.boolean({ default: false, description: 'Flag.' }),
    weights: input.numbers({ unit: '1', default: [1, 2, 3], min: -1e6, max: 1e6, maxLength: 10, description: 'List.' }),
    matrix: input.matrix({
      unit: 'quote',
      default: [
        [1, 2],
        [3, 4],
      ],
      min: 0,
      max: 1e12,
      maxLength: 10,
      description: 'Matrix.',
    }),
    double: input.number({ unit: 'quote', derived: 'twice needed', min: 0, max: 1e13, description: 'Follows needed.' }),
    shares: input.numbers({
      unit: 'quote',
      derived: 'needed for each weight',
      min: 0,
      max: 1e13,
      maxLength: 10,
      description: 'Follows needed and weights.',
    }),
    positions: input.listOf({
      entry: 'Position',
      default: [{ size: 1 }, { size: 2, lots: 5 }],
      minLength: 0,
      maxLength: 10,
      description: 'Demo book.',
      fields: {
        size: input.number({
          unit: 'base',
          unitWhen: { side: { short: 'quote' } },
          min: 0,
          max: 1e12,
          description: 'Size.',
        }),
        lots: input.integer({ default: 2, min: 0, max: 100, description: 'Lots.' }),
        margin: input.number({ unit: 'quote', nullable: true, min: 0, max: 1e12, description: 'May be null.' }),
        side: input.oneOf({ values: { long: 'Long.', short: 'Short.' }, default: 'long', description: 'Side.' }),
      },
    }),
    orders: input.listOf({
      entry: 'Order',
      default: [{ quantity: 7 }],
      emptyOnce: ['positions'],
      minLength: 0,
      maxLength: 10,
      description: 'The other half of the demo book.',
      fields: { quantity: input.number({ unit: 'base', min: 0, max: 1e12, description: 'Quantity.' }) },
    }),
  },
  defaults: {
    double: ({ needed }) => 2 * needed,
    shares: ({ needed, weights }) => weights.map(() => needed),
  },
  outputs: {
    total: output.number({ unit: 'quote', description: 'Sum of all numbers.' }),
    missing: output.number({ unit: 'quote', nullable: true, description: 'Null.' }),
    rounds: output.integer({ description: 'Events.' }),
    isLarge: output.boolean({ description: 'Whether total is above 1000.' }),
    status: output.oneOf({ values: { long: 'Long.', short: 'Short.' }, description: 'Side.' }),
    series: output.numbers({
      unit: 'quote',
      axis: 'ROUND',
      nullableEntries: true,
      description: 'Null, then weights, then null.',
    }),
    counts: output.integers({ axis: 'ROUND', description: 'Lots.' }),
    flags: output.booleans({ axis: 'POSITION', description: 'Whether a weight is above 1.' }),
    nothing: output.numbers({ unit: 'quote', axis: 'ROUND', nullable: true, description: 'Null.' }),
    path: output.listOf({
      axis: 'ROUND',
      entry: 'Step',
      description: 'Positions.',
      fields: {
        size: output.number({ unit: 'base', description: 'Size.' }),
        margin: output.number({ unit: 'quote', nullable: true, description: 'Margin.' }),
        side: output.oneOf({ values: { long: 'Long.', short: 'Short.' }, description: 'Side.' }),
      },
    }),
  },
  presets: [{ name: 'one', title: 'One', parameters: { needed: 1 } }],
  compute({ price, needed, optional, events, side, weights, matrix, double, shares, positions, orders }) {
    const sum = (numbers: readonly number[]) => numbers.reduce((all, number) => all + number, 0);
    const total =
      price +
      needed +
      (optional ?? 0) +
      events +
      sum(weights) +
      sum(matrix.flat()) +
      double +
      sum(shares) +
      sum(positions.map(({ size, lots, margin }) => size * lots + (margin ?? 0))) +
      sum(orders.map((o) => o.quantity));
    return {
      total,
      missing: null,
      rounds: events,
      isLarge: total > 1000,
      status: side,
      series: [null, ...weights, null],
      counts: positions.map(({ lots }) => lots),
      flags: weights.map((weight) => weight > 1),
      nothing: null,
      path: positions.map(({ size, margin, side }) => ({ size, margin, side })),
    };
  },
});

/**
 * A line with a jump and an edge: y = slope x, reduced by `drop` from `jumpAt` on, refused beyond 10, null below -10; z
 * = x^2; w = |x|; wave = sin(x); stairs = floor(x) and its parity.
 */
export const broken = defineCalculator({
  ...texts,
  slug: 'broken',
  title: 'A broken line',
  nulls: 'absent',
  parameters: {
    x: input.number({ unit: 'fraction', default: 1, min: -100, max: 10, description: 'Where.' }),
    slope: input.number({ unit: '1', default: 1, min: -1000, max: 1000, description: 'Slope.' }),
    jumpAt: input.number({ unit: 'fraction', default: 3.7, min: -1000, max: 1000, description: 'Where it jumps.' }),
    drop: input.number({ unit: '1', default: 2, min: -1000, max: 1000, description: 'How far.' }),
    steps: input.integer({ default: 4, min: 0, max: 1000, description: 'Added to n.' }),
  },
  outputs: {
    y: output.number({ unit: 'quote', nullable: true, description: 'The line.' }),
    z: output.number({ unit: 'quote', description: 'Its square.' }),
    w: output.number({ unit: 'quote', description: 'Its size.' }),
    wave: output.number({ unit: '1', description: 'sin(x).' }),
    stairs: output.number({ unit: '1', description: 'Greatest whole number up to x.' }),
    parity: output.number({ unit: '1', description: 'Whether that is odd, 1, or even, -1.' }),
    n: output.integer({ description: 'Steps.' }),
    isBeyond: output.boolean({ description: 'Whether it has jumped.' }),
    word: output.oneOf({ values: { before: 'Before.', beyond: 'Beyond.' }, description: 'Likewise.' }),
  },
  presets: [{ name: 'one', title: 'One', parameters: {} }],
  compute({ x, slope, jumpAt, drop, steps }) {
    const isBeyond = x >= jumpAt;
    return {
      y: x < -10 ? null : slope * x - (isBeyond ? drop : 0),
      z: x * x,
      w: Math.abs(x),
      wave: Math.sin(x),
      stairs: Math.floor(x),
      parity: Math.floor(x) % 2 === 0 ? -1 : 1,
      n: steps,
      isBeyond,
      word: isBeyond ? 'beyond' : 'before',
    };
  },
});
