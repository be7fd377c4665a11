import { describe, expect, it } from '@jest/globals';
import { labelOf } from '../../src/calculators/kit/label.ts';
import { csvOf, tableCsv } from '../../src/widget/views/csv.ts';
import type { Calculator, Output, Run } from '../../src/widget/views/definition.ts';
import { tablesOf } from '../../src/widget/views/tables.ts';
import { numberWriter } from '../../src/widget/views/wording.ts';

const output = (name: string, axis: Output['axis'], unit = 'quote', rest: Partial<Output> = {}): Output => ({
  name,
  label: labelOf(name),
  values: null,
  valueLabels: null,
  indexOf: null,
  zeroLabel: null,
  firstEntries: [],
  axis,
  unit,
  type: 'NUMBER_LIST',
  description: '',
  ...rest,
});

describe('the lists of a result', () => {
  it('say in words what is no number, and draw none for it', () => {
    const outputs = [output('defaultRound', 'INSTITUTION', 'count', { zeroLabel: 'does not default' })];
    const [made] = tablesOf(outputs, { defaultRound: [1, 0] });
    expect(made?.table.columns.map(({ values }) => values)).toEqual([[1, 'does not default']]);
    expect(made?.charts.map(({ series }) => series[0]?.values)).toEqual([[1, null]]);
  });

  it('share a table by axis and a chart by unit; what comes before the first round has a name', () => {
    const firstEntries = ['Start', 'Shock'];
    const outputs = [
      output('salesSeries', 'ROUND', 'base'),
      output('priceSeries', 'ROUND', 'quote/base', { firstEntries }),
    ];
    const [made] = tablesOf(outputs, { priceSeries: [100, 95, 90], salesSeries: [7] });
    expect(made?.table.heads).toEqual(['Start', 'Shock', 1]);
    expect(made?.table.columns.map(({ values }) => values)).toEqual([
      [null, null, 7],
      [100, 95, 90],
    ]);
    expect(made?.charts.map(({ kind, unit, x, firstEntries: named }) => [kind, unit, x, named])).toEqual([
      ['lines', 'base', [-1, 0, 1], firstEntries],
      ['lines', 'quote/base', [-1, 0, 1], firstEntries],
    ]);
  });

  it('count rounds from 1 where nothing comes before the first', () => {
    const [made] = tablesOf([output('newDefaultsByRound', 'ROUND', 'count')], { newDefaultsByRound: [3, 1] });
    expect([made?.table.heads, made?.charts[0]?.x]).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  it('of objects that number their rounds have these numbers as heads, and indices count from 1', () => {
    const fields = [output('round', 'NONE', 'count'), output('symbol', 'NONE', '1', { indexOf: 'symbols' })];
    const path = output('path', 'ROUND', '1', { type: 'OBJECT_LIST', fields, firstEntries: ['Shock'] });
    const [made] = tablesOf([path], { path: [0, 1, 2].map((round) => ({ round, symbol: round })) });
    expect(made?.table).toMatchObject({
      rowName: 'Round',
      heads: ['Shock', 1, 2],
      columns: [{ name: 'Symbol', values: [1, 2, 3] }],
    });
  });

  it('are plotted against the times among them', () => {
    const outputs = [output('minuteSeries', 'TIME', 'minute'), output('priceSeries', 'TIME', 'quote/base')];
    const [made] = tablesOf(outputs, { minuteSeries: [0, 5, 30], priceSeries: [100, 95, 90] });
    expect(made?.charts).toMatchObject([{ x: [0, 5, 30], xName: 'Minute', unit: 'quote/base' }]);
    expect(made?.table).toMatchObject({ title: 'By minute', heads: [0, 5, 30], columns: [{ name: 'Price' }] });
  });

  it('are called by what they are of where what they run over has no name', () => {
    const titleOf = (names: string[]) => {
      const outputs = names.map((name) => output(name, 'OTHER'));
      return tablesOf(outputs, Object.fromEntries(names.map((name) => [name, [1, 2]])))[0]?.table.title;
    };
    expect(titleOf(['equilibriumPrices'])).toBe('Equilibrium prices');
    expect(titleOf(['assetSales', 'priceFall'])).toBe('Asset sales, price fall');
  });

  it('are bars where they run over institutions, two to a chart', () => {
    const outputs = ['a', 'b', 'c'].map((name) => output(name, 'INSTITUTION'));
    const [made] = tablesOf(outputs, { a: [1, 2], b: [3, 4], c: [5, 6] });
    expect(made?.charts.map(({ kind, series, x }) => [kind, series.length, x])).toEqual([
      ['bars', 2, [1, 2]],
      ['bars', 1, [1, 2]],
    ]);
  });

  it('of objects are tables whose rising column the others are plotted against', () => {
    const fields = [output('price', 'NONE', 'quote/base'), output('gamma', 'NONE', 'quote')];
    const profile = output('profile', 'PRICE', '1', { type: 'OBJECT_LIST', fields });
    const [made] = tablesOf([profile], {
      profile: [
        { price: 90, gamma: 2 },
        { price: 110, gamma: -2 },
      ],
    });
    expect(made?.charts).toMatchObject([{ kind: 'lines', x: [90, 110], series: [{ name: 'Gamma', values: [2, -2] }] }]);
    expect(tablesOf([profile], { profile: [] })).toEqual([]);
  });
});

describe('a run as CSV', () => {
  const parameter = { name: 'book', unit: '1', fields: [{ name: 'note', unit: '1' }] };
  const calculator = { parameters: [parameter], outputs: [output('loss', 'INSTITUTION')] } as unknown as Calculator;
  const run = (note: string, loss: unknown): Run => ({
    parameters: { book: [{ note }] },
    outputs: { loss },
    warnings: [],
  });

  it('has a line for each value, row by row', () => {
    expect(csvOf(calculator, run('plain', [1.5, null]))).toBe(
      'part,name,row,field,value,unit\r\nparameter,book,1,note,plain,1\r\noutput,loss,1,,1.5,quote\r\noutput,loss,2,,,quote\r\n',
    );
  });

  it('starts no formula in a spreadsheet, and leaves negative numbers numbers', () => {
    expect(csvOf(calculator, run('=1+"2"', [-3]))).toContain(`note,"'=1+""2""",1`);
    expect(csvOf(calculator, run('@x', [-3]))).toContain(`note,'@x,1`);
    expect(csvOf(calculator, run('x', [-3]))).toContain('loss,1,,-3,quote');
  });
});

describe('a table as CSV', () => {
  it('has the columns and rows of the table, with all digits and each unit at the head of its column', () => {
    const outputs = [
      output('priceSeries', 'ROUND', 'quote/base', { firstEntries: ['Start'] }),
      output('soldCount', 'ROUND', 'count'),
    ];
    const [made] = tablesOf(outputs, { priceSeries: [100, 94.642_195_51], soldCount: [19] });
    expect(made && tableCsv(made.table)).toBe(
      'Round,Price [quote/base],Sold count\r\nStart,100,\r\n1,94.64219551,19\r\n',
    );
  });
});

describe('numbers for readers', () => {
  it('have six digits, in the language of the page, whatever that says', () => {
    expect(numberWriter('en')(89.44863804)).toBe('89.4486');
    expect(numberWriter('de')(1234567.8)).toBe('1.234.570');
    expect(numberWriter('en')(1e-9)).toBe('1E-9');
    expect(numberWriter('no such language!')(0.5)).toMatch(/^0[.,]5$/);
  });
});
