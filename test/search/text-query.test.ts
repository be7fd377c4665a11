import { beforeAll, describe, expect, it } from '@jest/globals';
import { nameWords, spellings } from '../../src/model/names.ts';
import { buildNameIndex, type NameIndex } from '../../src/search/names/name-index.ts';
import { textQuery } from '../../src/search/text/text-query.ts';
import { named } from '../support/name-queries.ts';

describe('what full text makes of a query', () => {
  it.each([
    ['Margin Calls', ['margin', 'call'], ['margin call']],
    ['what is a margin-call?', ['margin', 'call'], ['what is a margin call', 'margin call']],
    ['value at risk', ['value', 'risk'], ['value at risk', 'value risk']],
    ['to be or not to be', ['to', 'be', 'or', 'not'], ['to be or not to be']],
    ['the who', ['the', 'who'], ['the who']],
    ['call CALL cäll', ['call'], ['call call call']],
    [
      '"stop" AND (x:y)* NEAR/2 -z^3 ~',
      ['stop', 'x', 'y', 'near', '2', 'z', '3'],
      ['stop and x y near 2 z 3', 'stop x y near 2 z 3'],
    ],
  ])('%s', (text, words, names) => {
    expect(textQuery(text)).toEqual({ words, names, leads: [] });
  });

  it('is nothing where there is no letter or digit', () => {
    for (const text of ['', ' ', '"', '* - / :', '😀', '\ud800', '\0']) expect(textQuery(text)).toBeNull();
  });

  it('is bounded however long the text', () => {
    expect(textQuery(Array.from({ length: 500 }, (_, i) => `w${i}`).join(' '))?.words).toHaveLength(32);
  });

  it('knows how texts may spell a word, all of which mean that word', () => {
    const usual = { loss: 'losses', volatility: 'volatilities', crisis: 'crises', basis: 'bases', box: 'boxes' };
    for (const [key, plural] of Object.entries(usual)) {
      expect(spellings(key)).toEqual(expect.arrayContaining([key, plural]));
      for (const word of spellings(key)) expect(nameWords(word)).toEqual([key]);
    }
  });
});

describe('a name in a question', () => {
  it('leads, the more of the words it takes up the more', async () => {
    const index = await buildNameIndex([named('Margin Call'), named('Liquidation'), named('Order')]);
    const leads = (text: string) => textQuery(text, (all) => index.annotate(all, { firstOnly: true }))?.leads;
    expect(leads('how do margin calls differ from a liquidation order?')).toEqual([
      { slug: 'margin-call', score: 2 + 2 / 5 },
      { slug: 'liquidation', score: 2 + 1 / 5 },
    ]);
    expect(leads('margin call')).toEqual([{ slug: 'margin-call', score: 2.99 }]);
    expect(leads('why so few')).toEqual([]);
  });
});

describe('a misspelt word', () => {
  let index: NameIndex;
  beforeAll(async () => {
    const names = [
      'Margin Call',
      'Liquidation Cascades',
      'Bull Call',
      'Cull',
      'Stop-Loss Order',
      'Stablecoin',
      'Market Depth',
    ];
    index = await buildNameIndex([...names, 'Gamma', 'Debt', 'Debt Ceiling', 'Swap', 'AMM'].map((name) => named(name)));
  });

  it.each([
    ['liqudation casacde', 'liquidation cascade'],
    ['margi cal', 'margin call'],
    ['market dept', 'market depth'],
    ['gamm', 'gamma'],
    ['liquidat', 'liquidat'],
    ['liquidatio', 'liquidation'],
    ['margincall', 'margin call'],
    ['stoploss', 'stop loss'],
    ['stoplossorder', 'stop loss order'],
    ['stable coin', 'stablecoin'],
    ['cill', 'cill'],
    ['callx', 'call'],
    ['swan', 'swan'],
    ['narket', 'market'],
    ['margin haircut', 'margin haircut'],
    ['xyz q', 'xyz q'],
  ])('%s is %s', (words, meant) => {
    expect((index.mended(words.split(' ')) ?? words.split(' ')).join(' ')).toBe(meant);
  });

  it('is none where every word stands in a name', () => {
    expect(index.mended(['margin', 'order'])).toBeNull();
    expect(index.mended([])).toBeNull();
  });
});
