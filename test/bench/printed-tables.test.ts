/** The README's table is made from the printed output of the benches. */
import { expect, it } from '@jest/globals';
import { table } from '../../bench/markdown.ts';
import { column, tablesIn } from '../../bench/printed-tables.ts';

const PRINTED = `Some words

${table(
  ['CPU ÷ Apollo', 'mix', 'Q1'],
  [
    ['ours', '0.33 (0.30–0.41)', '0.2'],
    ['raw', '0.1', '0.1'],
  ],
)}

${table(['CPU ÷ raw', 'mix', 'Q1'], [['ours', '4.0 (3.9–4.2)', '3']])}
Full text
┌─────────┬──────────┬──────────┐
│ (index) │ query    │ p50 [ms] │
├─────────┼──────────┼──────────┤
│ 0       │ 'a name' │ '1.90'   │
│ 1       │ 10000    │ '2.50'   │
└─────────┴──────────┴──────────┘
`;

it('tables of both kinds have their heads, rows and cells', () => {
  const tables = tablesIn(PRINTED);
  expect(tables.map(({ head, rows }) => [head[0], rows.length])).toEqual([
    ['CPU ÷ Apollo', 2],
    ['CPU ÷ raw', 1],
    ['query', 2],
  ]);
  expect(column(tables, 'mix', /^ours$/)).toEqual(['0.33 (0.30–0.41)', '4.0 (3.9–4.2)']);
  expect(column(tables, 'mix', /^ours$/, 'CPU ÷ raw')).toEqual(['4.0 (3.9–4.2)']);
  expect(column(tables, 'p50 [ms]', /^a name$|^10000$/)).toEqual(['1.90', '2.50']);
  expect(() => column(tables, 'mix', /^mercurius$/)).toThrow('no bench printed mix of /^mercurius$/');
});
