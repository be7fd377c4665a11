/** The queries that the widget sends, and the code that it offers for copying, work with the actual API. */
import { describe, expect, it } from '@jest/globals';
import { graphql, parse, validate } from 'graphql';
import { createSchema } from '../../../src/graphql/schema.ts';
import { MOST_JUMPS } from '../../../src/widget/analyses/curve/curve-words.ts';
import { documentOf, type Question, type Sweep } from '../../../src/widget/analyses/kit/asking.ts';
import { codeOf } from '../../../src/widget/analyses/kit/code.ts';

const calculator = 'sell-off-feedback';
const outputs = ['totalDecline'];
const drawn = { path: 'shock', apply: 'MULTIPLY', kind: 'NORMAL', mean: 1, standardDeviation: 0.1 };
const QUESTIONS: Question[] = [
  {
    name: 'sweep',
    variables: { input: { calculator, axes: [{ path: 'shock', from: 0, to: 0.2 }], outputs, jumps: {} } },
  },
  {
    name: 'solve',
    variables: {
      input: {
        calculator,
        unknown: { path: 'shock', from: 0, to: 0.5, scale: 'LINEAR' },
        target: { output: 'totalDecline', comparison: 'AT_MOST', value: 0.2 },
      },
    },
  },
  { name: 'sensitivities', variables: { input: { calculator, outputs } } },
  { name: 'simulate', variables: { input: { calculator, distributions: [drawn], outputs, runs: 10 } } },
  {
    name: 'compare',
    variables: {
      input: { calculator, scenarios: [{ name: 'now', changes: [{ path: 'shock', value: 0.1 }] }], outputs },
    },
  },
  { name: 'runCalculator', variables: { slug: calculator, parameters: { shock: 0.1 } } },
];

describe.each(QUESTIONS)('$name', (question) => {
  const schema = createSchema();

  it('is valid, its arguments as variables', () => {
    expect(validate(schema, parse(documentOf(question.name)))).toEqual([]);
  });

  it('is valid as one document', () => {
    expect(validate(schema, parse(codeOf('GraphQL', 'https://risk.example/graphql', question)))).toEqual([]);
  });
});

it('is answered: the largest shock within a fall of 20 %, as the catalogue has it', async () => {
  const [, solve] = QUESTIONS as [Question, Question];
  const { data, errors } = await graphql({
    schema: createSchema(),
    source: documentOf('solve'),
    variableValues: solve.variables,
    contextValue: {},
  });
  expect(errors).toBeUndefined();
  // The catalogue's case of a shock whose fall stays within 20 %.
  expect(data?.solve).toMatchObject({ outcome: 'FOUND', value: expect.closeTo(0.192, 8) });
});

it('is answered: every step of the staircase that a book of a hundred equal positions makes', async () => {
  const axes = [{ path: 'shock', from: 0, to: 0.1, steps: 61 }];
  const jumps = { outputs: ['liquidatedShare'], most: MOST_JUMPS };
  const { data, errors } = await graphql({
    schema: createSchema(),
    source: documentOf('sweep'),
    variableValues: { input: { calculator: 'liquidation-cascade', axes, outputs: jumps.outputs, jumps } },
    contextValue: {},
  });
  expect(errors).toBeUndefined();
  const { outputs, jumps: found } = (data as unknown as { sweep: Sweep }).sweep;
  // From a share of zero on, each new value comes from a jump.
  const [, ...steps] = new Set(outputs[0]?.values);
  expect(found?.map(({ rightValue }) => rightValue)).toEqual(steps);
  expect(steps).toHaveLength(19);
});
