/** Which link texts are names: examples as authors write them, with the names that the concept has. */
import { describe, expect, it } from '@jest/globals';
import { deriveConcept } from '../../src/model/derive.ts';
import { linkNames } from '../../src/model/link-names.ts';

const formsOf = (known: string[], texts: string[]) => texts.filter(linkNames(known).isForm);

describe('the text of a link', () => {
  it.each([
    ['Value at Risk', ['VaR', 'value-at-risk', 'values at risk', 'VaR (Value at Risk)', 'historical value at risk']],
    ['VaR', ['Value at Risk']],
    ['adl', ['Auto-Deleveraging']],
    ['Conditional Value at Risk', ['CVaR']],
    ['Fire Sale', ['sales in a fire', 'forced sale']],
    ['Liquidation', ['liquidated', 'liquidating', 'forced liquidation']],
    ['Hedging', ['hedged', 'hedger']],
    ['Liquiditaetsrisiko', ['Liquiditätsrisiko']],
    ['Page Fault', ['page faults']],
  ])('is a name where it is a form of one that is known: %s', (name, texts) => {
    expect(formsOf([name], texts)).toEqual(texts);
  });

  it.each([
    [
      'Margin Call',
      ['here', 'read more', 'Read more about margin calls', 'see this page', 'this margin call', '→', '1'],
    ],
    ['Margin Call', ['click here', 'this article', '[1]', 'https://a.example/definition/margin-call/', '¹', '…']],
    ['Margin Call', ['a.example/definition/margin-call', '../term/margin-call.md', 'margin-call.html', '2024']],
    ['Margin Call', ['What is a margin call?', 'a margin call', 'the call', 'mehr', 'ici', 'en savoir plus']],
    ['Collateral', ['securities', 'what is pledged', 'posting further collateral by noon tomorrow']],
    ['Interest', ['internal model']],
    ['adl', ['a deadline']],
  ])('is none where it speaks of the link, is an address, or has other words: %s', (name, texts) => {
    expect(formsOf([name], texts)).toEqual([]);
  });
});

describe('a concept without a page', () => {
  const named = (slug: string, texts: Record<string, number>) =>
    deriveConcept(
      slug,
      [],
      Object.entries(texts).map(([text, count]) => ({ text, count })),
      [],
      [],
    );

  it('is called as most links call it that use the words of its address', () => {
    expect(named('margin-call', { here: 9, 'margin calls': 2, 'Margin Call': 3, securities: 1 })).toMatchObject({
      name: 'Margin Call',
      alternateNames: [],
    });
  });

  it('is called otherwise where links agree, its address is short, or in another script', () => {
    expect(named('nachschuss', { 'Margin Call': 2 }).name).toBe('Margin Call');
    expect(named('n17', { 'Margin Call': 1 }).name).toBe('Margin Call');
    expect(named('margin-call', { 追加保証金: 1 }).name).toBe('追加保証金');
  });

  it('is called by its address where no link has a name for it', () => {
    expect(named('margin-call', { here: 7, 'read more': 3, securities: 1 })).toMatchObject({
      name: 'margin call',
      alternateNames: [],
    });
  });
});
