/** How often the intended concept is among the eight suggested, by kind of query. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ConceptNames } from '../../src/model/graph.ts';
import { buildNameIndex, type NameIndex } from '../../src/search/names/name-index.ts';
import { glossaryNames } from '../support/glossary.ts';
import { QUERY_KINDS, queries, seededRandom, syntheticGlossary } from '../support/name-queries.ts';

const GLOSSARIES: [string, () => Promise<ConceptNames[]>][] = [
  ['the bundled glossary', glossaryNames],
  ['a glossary of 3,000 alike names', async () => syntheticGlossary(3_000, seededRandom(1))],
];

const PER_KIND = 60;

describe.each(GLOSSARIES)('over %s', (_, load) => {
  let concepts: ConceptNames[];
  let index: NameIndex;
  beforeAll(async () => {
    concepts = await load();
    index = await buildNameIndex(concepts);
  });

  it('is asked at least 300 queries of many kinds', () => {
    const asked = QUERY_KINDS.map((kind) => queries(kind, concepts, PER_KIND, seededRandom(7)).length);
    expect(asked.filter((count) => count > 0).length).toBeGreaterThanOrEqual(20);
    expect(asked.reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(300);
  });

  it.each(QUERY_KINDS)('finds what is meant: $title', (kind) => {
    const asked = queries(kind, concepts, PER_KIND, seededRandom(7));
    const missed = asked.filter(({ query, slug }) => {
      const slugs = index.suggest(query, 8).map((hit) => hit.slug);
      return kind.isExact ? slugs[0] !== slug : !slugs.includes(slug);
    });
    // On failure, the list shows what was missed.
    const most = Math.floor(asked.length * (1 - kind.least));
    expect(missed.length > most ? missed : []).toEqual([]);
  });

  it('never puts an exact name below the first place, nor an alternate name, of any concept', () => {
    const wrong = concepts.flatMap(({ name, alternateNames, slug }) =>
      [name, ...alternateNames].filter((typed) => index.suggest(typed, 8)[0]?.slug !== slug),
    );
    expect(wrong).toEqual([]);
  });

  it('highlights a part of the name that it gives, whatever the query', () => {
    for (const kind of QUERY_KINDS) {
      for (const { query } of queries(kind, concepts, 20, seededRandom(11))) {
        for (const { match } of index.suggest(query, 8)) {
          expect(match.ranges.length).toBeGreaterThan(0);
          let last = 0;
          for (const { start, end } of match.ranges) {
            expect([last <= start, start < end, end <= match.text.length]).toEqual([true, true, true]);
            last = end;
          }
        }
      }
    }
  });
});

describe('the abbreviations of the bundled glossary', () => {
  let index: NameIndex;
  beforeAll(async () => {
    index = await buildNameIndex(await glossaryNames());
  });

  it.each([
    ['ADL', 'auto-deleveraging'],
    ['AMM', 'automated-market-maker'],
    ['CVaR', 'expected-shortfall'],
    ['GEX', 'dealer-gamma-exposure'],
    ['LULD', 'limit-up-limit-down'],
    ['VaR', 'value-at-risk'],
  ])('%s finds its concept first, in any case, and is its name', (typed, slug) => {
    for (const text of [typed, typed.toLowerCase(), `${typed}s`]) {
      expect(index.suggest(text, 8)[0]?.slug).toBe(slug);
      expect(index.lookup(text)).toEqual({ outcome: 'FOUND', slug });
    }
  });

  // None of these is in the glossary: they are typed initials.
  it.each([
    ['OI', 'open-interest'],
    ['OIC', 'open-interest-collapse'],
    ['MCC', 'margin-call-cascade'],
    ['ETF', 'leveraged-etf'],
    ['CB', 'circuit-breaker'],
    ['ES', 'expected-shortfall'],
    ['IV', 'implied-volatility'],
  ])('%s finds its concept among eight', (typed, slug) => {
    expect(index.suggest(typed, 8).map((hit) => hit.slug)).toContain(slug);
  });
});
