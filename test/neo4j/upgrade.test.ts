import { expect, it } from '@jest/globals';
import { openNeo4jStore } from '../../src/store/neo4j/neo4j-store.ts';
import { describeWithNeo4j } from '../support/conditions.ts';
import { OPTIONS, query, SERVER, wipe } from '../support/neo4j-server.ts';
import { page } from '../support/pages.ts';
import { write } from '../support/writing.ts';

describeWithNeo4j('a graph of model 1, which had no full text', () => {
  it('is found in as if it had been written by this version', async () => {
    await wipe();
    const before = await openNeo4jStore(SERVER, OPTIONS);
    const pages = Array.from({ length: 520 }, (_, i) =>
      page('definition', `term-${i}`, {
        alternateNames: [`Other ${i}`],
        body: [`Paragraph ${i}.`],
        links: { MENTIONS: [{ to: 'fund', facet: 'Use', gloss: `Sentence ${i}.` }] },
      }),
    );
    await write(before, pages);
    await before.close();
    await query('MATCH (c:Concept) REMOVE c.alternateWords, c.meaningWords, c.definitionWords, c.facetWords');
    await query('MATCH (g:Graph) SET g.model = 1');
    await query('DROP INDEX concept_text');
    await query('DROP INDEX gloss_text');

    const store = await openNeo4jStore(SERVER, OPTIONS);
    const found = async (words: string[], scope: 'ALL_WORDS' | 'ONE_GLOSS') => {
      const filter = { kinds: null, hasCalculator: null, isStub: null };
      const { items } = await store.searchText({
        names: ['none'],
        words,
        scope,
        leads: [],
        filter,
        first: 10,
        after: null,
      });
      return items.map(({ concept }) => concept.slug);
    };
    for (const n of ['0', '519']) {
      expect(await found(['paragraph', n], 'ALL_WORDS')).toEqual([`term-${n}`]);
      expect(await found(['other', n], 'ALL_WORDS')).toEqual([`term-${n}`]);
    }
    expect(await found(['sentence', '519'], 'ONE_GLOSS')).toEqual(['fund']);
    expect(await query('MATCH (g:Graph) RETURN g.model AS model')).toEqual([{ model: 2 }]);
    expect(await store.checkIntegrity()).toEqual([]);
    await store.close();
  });
});
