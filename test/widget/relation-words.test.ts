import { describe, expect, it } from '@jest/globals';
import type { Relation } from '../../src/widget/views/neighbourhood.ts';
import { relationInWords } from '../../src/widget/views/relation-words.ts';

const call = { slug: 'margin-call', name: 'Margin Call' };
const collateral = { slug: 'collateral', name: 'Collateral' };
const relation = (kind: Relation['kind'], from = call, to = collateral): Relation => ({ kind, from, to });

describe('a relation in words', () => {
  it('has every kind, in the direction in which pages state it', () => {
    const there = [relation('RELATED'), relation('MENTIONS'), relation('LINKS_TO')];
    const back = relation('HAS_PART', collateral, call);
    expect(relationInWords(call, collateral, [...there, back])).toBe(
      'Margin Call relates to, mentions, and links to Collateral; Collateral includes Margin Call.',
    );
  });

  it('begins with the other term where only that states one', () => {
    expect(relationInWords(call, collateral, [relation('RECOMMENDS', collateral, call)])).toBe(
      'Collateral recommends Margin Call.',
    );
  });

  it('is empty for terms that have none with each other', () => {
    const other = { slug: 'vega', name: 'Vega' };
    expect(relationInWords(call, other, [relation('RELATED'), relation('SIMILAR', collateral, other)])).toBe('');
  });
});
