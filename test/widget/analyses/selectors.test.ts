import { expect, it } from '@jest/globals';
import { labelOf } from '../../../src/calculators/kit/label.ts';
import { mainSelector, selectorsOf } from '../../../src/widget/analyses/kit/selectors.ts';
import type { Output } from '../../../src/widget/views/definition.ts';

const output = (name: string, type: Output['type'], rest: Partial<Output> = {}): Output => ({
  name,
  label: labelOf(name),
  values: null,
  valueLabels: null,
  indexOf: null,
  zeroLabel: null,
  firstEntries: [],
  type,
  unit: '1',
  description: '',
  axis: 'NONE',
  ...rest,
});
const distance = output('distance', 'NUMBER', { unit: 'fraction' });
const OUTPUTS = [
  output('status', 'ENUM'),
  output('rounds', 'INTEGER'),
  output('finalPrice', 'NUMBER', { unit: 'quote/base' }),
  output('totalMove', 'NUMBER', { unit: 'fraction' }),
  output('diverges', 'BOOLEAN'),
  output('priceSeries', 'NUMBER_LIST', { axis: 'ROUND' }),
  output('payments', 'NUMBER_LIST', { axis: 'INSTITUTION' }),
  output('path', 'OBJECT_LIST', { axis: 'TIME', fields: [output('price', 'NUMBER')] }),
  output('positionResults', 'OBJECT_LIST', { axis: 'POSITION', fields: [distance, output('side', 'ENUM')] }),
];
const RUN = { payments: [1, 2], priceSeries: [3, 4, 5], positionResults: [{ distance: -0.1, side: 'long' }] };

it('watches every number: of series what they come to, of institutions and positions each', () => {
  expect(selectorsOf(OUTPUTS, RUN).map(({ text }) => text)).toEqual([
    'rounds',
    'finalPrice',
    'totalMove',
    'diverges',
    ...['last', 'max', 'min', 'sum'].map((reducer) => `priceSeries.${reducer}`),
    'payments[0]',
    'payments[1]',
    ...['last', 'max', 'min', 'sum'].map((reducer) => `payments.${reducer}`),
    ...['last', 'max', 'min', 'sum'].map((reducer) => `path[*].price.${reducer}`),
    'positionResults[0].distance',
  ]);
});

it('calls them what a reader would call them, and knows which cannot jump', () => {
  const named = new Map(selectorsOf(OUTPUTS, RUN).map((selector) => [selector.text, selector]));
  expect(named.get('priceSeries.last')).toMatchObject({ label: 'Price, at the end', group: 'Price' });
  expect(named.get('path[*].price.min')?.label).toBe('Price, smallest');
  expect(named.get('positionResults[0].distance')).toMatchObject({
    label: 'Distance of position 1',
    unit: 'fraction',
    isContinuous: true,
  });
  expect(named.get('rounds')?.isContinuous).toBe(false);
});

it('begins with a share, which needs no scale to be read', () => {
  expect(mainSelector(selectorsOf(OUTPUTS, RUN), {})?.text).toBe('totalMove');
  expect(mainSelector(selectorsOf(OUTPUTS.slice(0, 3), RUN), {})?.text).toBe('finalPrice');
  expect(mainSelector(selectorsOf(OUTPUTS.slice(0, 2), RUN), {})?.text).toBe('rounds');
  const shares = [output('marginRatio', 'NUMBER', { unit: 'fraction' }), ...OUTPUTS];
  expect(mainSelector(selectorsOf(shares, RUN), { marginRatio: null, totalMove: 0.1 })?.text).toBe('totalMove');
});
