import { describe, expect, it } from '@jest/globals';
import { attacherOf } from '../../src/calculators/attach.ts';
import type { Calculator } from '../../src/calculators/kit/definition.ts';
import { CALCULATORS } from '../../src/calculators/registry.ts';

const some = (slug: string, concepts: string[], phrases: string[]) =>
  ({ slug, title: slug, concepts, phrases }) as unknown as Calculator;

describe('attaching calculators to concepts', () => {
  const { attachmentsOf } = attacherOf([
    some('cascade', ['margin-call', 'flash-crash'], ['liquidation cascade', 'margin call']),
    some('stops', ['stop-run'], ['stop loss']),
  ]);

  it('goes by the list of slugs, in its order', () => {
    expect(attachmentsOf('flash-crash', 'Flash Crash')).toEqual([
      { calculator: 'cascade', by: 'listed', phrase: null, place: 1 },
    ]);
  });

  it('goes by a phrase in the name, inflected and hyphenated forms too, after what is listed', () => {
    const [attachment] = attachmentsOf('x', 'Collateral Liquidation-Cascades');
    expect(attachment).toMatchObject({ calculator: 'cascade', by: 'phrase', phrase: 'liquidation cascade' });
    expect(attachment?.place).toBeGreaterThan(1);
    expect(attachmentsOf('y', 'Trailing Stop Losses and Margin Calls').map(({ calculator }) => calculator)).toEqual([
      'cascade',
      'stops',
    ]);
  });

  it('wants the words of a phrase whole and together', () => {
    for (const name of ['Order', 'Price', 'Stop', 'Stop Hunting Losses', 'Marginal Call', 'Loss Stop', 'Cascade', '']) {
      expect([name, attachmentsOf('z', name)]).toEqual([name, []]);
    }
  });

  it('has another digest when any answer may differ, and the same otherwise', () => {
    const digest = (concepts: string[], phrases: string[]) => attacherOf([some('a', concepts, phrases)]).digest;
    expect(digest(['x'], ['y'])).toBe(digest(['x'], ['y']));
    expect(digest(['x'], ['y'])).not.toBe(digest(['x', 'z'], ['y']));
    expect(digest(['x'], ['y'])).not.toBe(digest(['x'], ['y z']));
  });

  it('puts no calculator of ours on a word that half the glossary has in its names', () => {
    const { attachmentsOf: ours } = attacherOf(CALCULATORS);
    for (const name of ['Order', 'Price', 'Risk', 'Liquidity', 'Volatility', 'Option', 'Margin', 'Market', 'Trading']) {
      expect([name, ours('none', name)]).toEqual([name, []]);
    }
  });
});
