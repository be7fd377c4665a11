import { describe, expect, it } from '@jest/globals';
import { labelOf } from '../../src/calculators/kit/label.ts';
import { csvList } from '../../src/widget/views/csv-list.ts';
import { csvRecords } from '../../src/widget/views/csv-records.ts';
import type { Parameter } from '../../src/widget/views/definition.ts';

const cellsOf = (content: string) => csvRecords(content).map(({ cells }) => cells);

describe('CSV', () => {
  it.each([
    ['lines of two characters and none at the end', 'a,b\r\nc,d'],
    ['lines of one character', 'a,b\nc,d\n'],
    ['lines as old spreadsheets end them', 'a,b\rc,d\r'],
    ['a byte order mark and empty lines', '\ufeffa,b\n\n  \nc,d\n\n'],
    ['semicolons', 'a;b\nc;d\n'],
    ['tabs', 'a\tb\nc\td\n'],
    ['spaces around cells', ' a , b\nc ,\td\n'],
    ['quotations', '"a","b"\r\n "c" ,d\r\n'],
  ])('is read with %s', (_, content) => {
    expect(cellsOf(content)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('has marks, separators and line ends within quotations, and empty cells', () => {
    // The examples of RFC 4180, section 2, rules 5 to 7.
    expect(cellsOf('"aaa","b\r\nbb","ccc"\r\nzzz,yyy,xxx\r\n')).toEqual([
      ['aaa', 'b\r\nbb', 'ccc'],
      ['zzz', 'yyy', 'xxx'],
    ]);
    expect(cellsOf('"aaa","b""bb","c,c"')).toEqual([['aaa', 'b"bb', 'c,c']]);
    expect(cellsOf('a,,\n"",b,""\n')).toEqual([
      ['a', '', ''],
      ['', 'b', ''],
    ]);
    expect(cellsOf('')).toEqual([]);
  });

  it('numbers its rows as a spreadsheet does', () => {
    expect(csvRecords('a\n\n"b\nb"\nc').map(({ row }) => row)).toEqual([1, 3, 4]);
  });
});

const field = (name: string, rest: Partial<Parameter> = {}): Parameter => ({
  name,
  label: labelOf(name),
  type: 'NUMBER',
  unit: '1',
  description: '',
  required: true,
  nullable: false,
  default: null,
  emptyOnce: [],
  note: null,
  minimum: null,
  minimumExcluded: false,
  maximum: null,
  maximumExcluded: false,
  values: null,
  valueLabels: null,
  indexOf: null,
  ...rest,
});
const positions = field('positions', {
  type: 'OBJECT_LIST',
  fields: [
    field('symbol', { type: 'INTEGER', minimum: 0, maximum: 49 }),
    field('side', { type: 'ENUM', values: ['long', 'short'], required: false }),
    field('entryPrice', { minimum: 0, minimumExcluded: true }),
    field('isHedged', { type: 'BOOLEAN', required: false }),
  ],
});
const times = field('timestamps', { type: 'NUMBER_LIST', minimum: 0 });

describe('a list from CSV', () => {
  it('has the fields that its header names, whatever their case and order, and none for an empty cell', () => {
    expect(csvList(positions, 'ENTRYPRICE, symbol ,Side,isHedged\n95.5,0,,true\n1e2,1,short,\n')).toEqual({
      faults: [],
      entries: [
        { entryPrice: 95.5, symbol: 0, isHedged: true },
        { entryPrice: 100, symbol: 1, side: 'short' },
      ],
    });
  });

  it('has the labels of fields in its header too, and percent for fractions', () => {
    const haircut = field('haircut', { unit: 'fraction' });
    const assets = field('collateralAssets', { type: 'OBJECT_LIST', fields: [field('markPrice'), haircut] });
    expect(csvList(assets, 'Mark price,Haircut\n100,5 %\n')).toEqual({
      faults: [],
      entries: [{ markPrice: 100, haircut: 0.05 }],
    });
    expect(csvList(assets, 'Mark price,Haircut\n100 %,0.05\n').faults).toEqual([
      'row 2, column Mark price: must be a number with a decimal point, but got "100 %"',
    ]);
  });

  it('of numbers is a column under its own name', () => {
    expect(csvList(times, 'timestamps\n0\n.5\n-0\n')).toEqual({ faults: [], entries: [0, 0.5, -0] });
  });

  it('says in the singular how many cells a row of one column has', () => {
    expect(csvList(times, 'timestamps\n1,2\n').faults).toEqual(['row 2: must have 1 cell, but has 2']);
  });

  it.each([
    ['no text', '', 'must have a header row, but is empty'],
    ['a header alone', 'symbol,entryPrice\n', 'must have a row below the header'],
    [
      'a column too many',
      'symbol,entryPrice,note\n0,1,x',
      'row 1, column 3: must be one of Symbol, Side, Entry price, Is hedged, but got "note"',
    ],
    ['a column twice', 'symbol,entryPrice,Symbol\n0,1,0', 'row 1, column 3: Symbol must appear only once'],
    ['no column for what is required', 'symbol\n0', 'row 1, column Entry price: must be given'],
    ['a cell too few', 'symbol,entryPrice\n0', 'row 2: must have 2 cells, but has 1'],
    ['an empty cell', 'symbol,entryPrice\n0,', 'row 2, column Entry price: must be given'],
    [
      'a decimal comma',
      'symbol;entryPrice\n0;1,5',
      'row 2, column Entry price: must be a number with a decimal point, but got "1,5"',
    ],
    ['a half', 'symbol,entryPrice\n0.5,1', 'row 2, column Symbol: must be a whole number, but got 0.5'],
    ['too little', 'symbol,entryPrice\n-1,1', 'row 2, column Symbol: must be at least 0, but got -1'],
    ['too much', 'symbol,entryPrice\n50,1', 'row 2, column Symbol: must be at most 49, but got 50'],
    ['an open bound', 'symbol,entryPrice\n0,0', 'row 2, column Entry price: must be above 0, but got 0'],
    ['no finite number', 'symbol,entryPrice\n0,1e999', 'row 2, column Entry price: must be finite, but got Infinity'],
    [
      'another word',
      'symbol,entryPrice,side\n0,1,Long',
      'row 2, column Side: must be one of long, short, but got "Long"',
    ],
    [
      'neither true nor false',
      'symbol,entryPrice,isHedged\n0,1,yes',
      'row 2, column Is hedged: must be true or false, but got "yes"',
    ],
    ['an open quotation', 'symbol,entryPrice\n0,"1\n', 'row 2: is not CSV: a quotation does not end'],
    ['a word after a quotation', 'symbol,"a"b\n', 'row 1: is not CSV: a quotation ends within a cell'],
    ['a mark within a cell', 'symbol,a"b"\n', 'row 1: is not CSV: a quotation mark stands within a cell'],
  ])('with %s is refused whole, by row and column', (_, content, fault) => {
    expect(csvList(positions, content)).toEqual({ entries: [], faults: [fault] });
  });

  it('names every wrong cell', () => {
    expect(csvList(times, 'timestamps\nx\n1\n\n-2\n').faults).toEqual([
      'row 2, column Timestamps: must be a number with a decimal point, but got "x"',
      'row 5, column Timestamps: must be at least 0, but got -2',
    ]);
  });

  it('has no more rows than a page can show', () => {
    const content = `timestamps\n${'1\n'.repeat(10_001)}`;
    expect(csvList(times, content).faults).toEqual(['must have at most 10000 rows, but has 10001']);
  });
});
