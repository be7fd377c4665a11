/** A question as code, parsed back by its language's own reader, is the same question. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import {
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';
import type { Question } from '../../../src/widget/analyses/kit/asking.ts';
import { codeOf } from '../../../src/widget/analyses/kit/code.ts';

const ENDPOINT = 'https://risk.example/graphql';
const INPUT = {
  calculator: 'price-impact',
  parameters: { side: 'it\'s a "word"', isMaker: true, find: 'LARGEST', sizes: [1, 2.5e-7, null] },
  unknown: { path: 'orderQuantity', apply: 'SET', from: 1, to: 100, scale: 'LOG' },
  target: { output: 'priceImpact', comparison: 'AT_MOST', value: 0.01 },
  find: 'LARGEST',
};
const QUESTION: Question = { name: 'solve', variables: { input: INPUT } };

function argumentIn(document: string, name: string): ValueNode {
  const [operation] = parse(document).definitions as [OperationDefinitionNode];
  const [field] = operation.selectionSet.selections as [FieldNode];
  return field.arguments?.find((argument) => argument.name.value === name)?.value as ValueNode;
}

describe('a question', () => {
  it('as GraphQL stands alone, words of the schema as such and words of parameters as text', () => {
    const input = argumentIn(codeOf('GraphQL', ENDPOINT, QUESTION), 'input');
    expect(valueFromASTUntyped(input)).toEqual(INPUT);
    const kinds = JSON.stringify(input, (key, value) => (key === 'loc' ? undefined : value));
    expect(kinds.match(new RegExp(`"${Kind.ENUM}"`, 'g'))).toHaveLength(4); // apply, scale, comparison, find
  });

  it('as cURL gives the shell one body, whatever quotes are in it', () => {
    const code = codeOf('cURL', ENDPOINT, QUESTION);
    const { stdout } = spawnSync('sh', ['-c', `curl() { for word; do printf '%s\\0' "$word"; done; }; ${code}`]);
    const words = stdout.toString().split('\0');
    expect(words).toContain(ENDPOINT);
    const { query, variables } = JSON.parse(words[words.indexOf('--data') + 1] ?? '');
    expect(variables).toEqual(QUESTION.variables);
    expect(parse(query).kind).toBe('Document');
  });

  it('as Python writes values as Python does', () => {
    const code = codeOf('Python', ENDPOINT, QUESTION);
    expect(code).toContain('"isMaker": True');
    expect(code).toContain('"sizes": [1, 2.5e-7, None]');
    expect(code).toContain(String.raw`"side": "it's a \"word\""`);
    expect(code).toContain(JSON.stringify(ENDPOINT));
  });

  it('that is one run is so too', () => {
    const run: Question = { name: 'runCalculator', variables: { slug: 'price-impact', parameters: { side: 'buy' } } };
    expect(valueFromASTUntyped(argumentIn(codeOf('GraphQL', ENDPOINT, run), 'parameters'))).toEqual({ side: 'buy' });
  });
});
