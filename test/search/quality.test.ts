/** How often the concept meant is among the eight suggested, by kind of query. */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildNameIndex, type NameIndex } from '../../src/search/name-index.ts';
import type { ConceptNames } from '../../src/store/store.ts';
import { ingestedNames, QUERY_KINDS, queries, seededRandom, syntheticGlossary } from '../support/name-queries.ts';
import { ROOT } from '../support/program.ts';

const GLOSSARIES: [string, () => Promise<ConceptNames[]>][] = [
  ['the bundled glossary', () => ingestedNames(join(ROOT, 'ingest', 'glossary'))],
  ['a glossary of 3,000 alike names', async () => syntheticGlossary(3_000, seededRandom(1))],
];

describe.each(GLOSSARIES)('over %s', (_, load) => {
  let concepts: ConceptNames[];
  let index: NameIndex;
  beforeAll(async () => {
    concepts = await load();
    index = await buildNameIndex(concepts);
  });

  it.each(QUERY_KINDS)('finds what is meant: $title', (kind) => {
    const asked = queries(kind, concepts, 60, seededRandom(7));
    const missed = asked.filter(({ query, slug }) => {
      const slugs = index.suggest(query, 8).map((hit) => hit.slug);
      return kind.isExact ? slugs[0] !== slug : !slugs.includes(slug);
    });
    // The list shows in the failure what was missed.
    const most = Math.floor(asked.length * (1 - kind.least));
    expect(missed.length > most ? missed : []).toEqual([]);
  });

  it('never puts an exact name below the first place', () => {
    const wrong = concepts.filter(({ name, slug }) => index.suggest(name, 8)[0]?.slug !== slug);
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
