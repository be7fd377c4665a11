import { describe, expect, it } from '@jest/globals';
import { nameWords, spellings } from '../../src/names.ts';
import { buildNameIndex } from '../../src/search/name-index.ts';
import { textQuery } from '../../src/search/text-query.ts';
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
    expect(textQuery(text)).toEqual({ words, names });
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

describe('a misspelt word', () => {
  it('is mended by the nearest word of a name, that of more names among equals', async () => {
    const index = await buildNameIndex([
      named('Margin Call'),
      named('Liquidation Cascades'),
      named('Bull Call'),
      named('Cull'),
    ]);
    expect(index.mended(['liqudation', 'casacde'])).toEqual(['liquidation', 'cascade']);
    expect(index.mended(['cill', 'margin'])).toEqual(['call', 'margin']);
    expect(index.mended(['culll', 'callx'])).toEqual(['cull', 'call']);
    expect(index.mended(['margin', 'haircut'])).toBeNull();
    expect(index.mended(['xyz', 'q', ''])).toBeNull();
  });
});
