import { expect, it } from '@jest/globals';
import { fragmentOf, placeOf } from '../../src/widget/run-address.ts';

it('comes back from an address as it went in', () => {
  const place = {
    concept: 'liquidation-cascade',
    calculator: 'liquidation-cascade',
    parameters: { shock: 0.1, note: 'a & b = c #d', list: [1, null, [2]] },
    ask: { name: 'limit', path: 'positions[0].leverage', value: -0.2 },
  };
  expect(placeOf(`#${fragmentOf(place)}`)).toEqual(place);
  expect(placeOf(fragmentOf({ concept: 'margin-call' }))).toMatchObject({ concept: 'margin-call' });
});

it('is no place without a concept, and has no parameters or analysis where they are no JSON object', () => {
  expect(placeOf('')).toBeNull();
  expect(placeOf('#chapter-2')).toBeNull();
  for (const broken of ['{', '[1]', 'null', '7', '"x"']) {
    expect(placeOf(`#concept=a&calculator=b&parameters=${broken}&ask=${broken}`)).toEqual({
      concept: 'a',
      calculator: 'b',
      parameters: undefined,
      ask: undefined,
    });
  }
});
