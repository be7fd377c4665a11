/** How often a query reads from a store: once for each kind of read per level, however wide the level is. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { attacherOf } from '../../src/calculators/attach.ts';
import { CALCULATORS } from '../../src/calculators/registry.ts';
import { page } from '../support/pages.ts';
import { imageReads } from '../support/reads.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { namesIn } from '../support/writing.ts';
import { WALK_PAGES } from './walk-pages.ts';

const PAGES = [
  ...WALK_PAGES,
  page('definition', 'margin-call', {
    body: ['Pay or sell.'],
    links: { RELATED: ['leverage', 'liquidation-cascade'] },
  }),
  page('definition', 'liquidation-cascade', { links: { RELATED: ['three', 'margin-call'] } }),
  page('definition', 'three', { links: { LINKS_TO: ['two'] } }),
  page('definition', 'one', { links: { MENTIONS: ['two'], RELATED: ['zero'] } }),
  page('area', 'leverage', { body: ['Borrowed exposure.'], links: { HAS_PART: ['margin-call'] } }),
];

const LEVELS = `{ a: concept(slug: "margin-call") { ...f } b: concept(slug: "leverage") { ...f } }
  fragment f on Concept { name definitions { text page { title } } calculators { slug }
    relations(first: 5) { totalCount concepts { relations(first: 5) { edges { concept { name } node { pages { url } } } } } } }`;
const WALKS = `{ path(from: "alpha", to: "epsilon") { steps { pages { url } } }
  neighbourhood(slugs: ["alpha", "epsilon-2"], depth: 2) { nodes { concept { name } } relations { pages { url } } }
  concept(slug: "one") { nearbyCalculators(first: 20) { distance } } }`;

describe('a query over the image', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(PAGES);
    await service.query('{ suggest(prefix: "margin") { concept { slug } } }');
  });
  afterAll(() => service.stop());

  it('asks the store for texts alone, once for those of all concepts, and not again for what was read lately', async () => {
    service.calls.length = 0;
    for (const document of [WALKS, LEVELS, LEVELS, '{ suggest(prefix: "margin") { concept { meaning } } }']) {
      expect((await service.query(document)).body.errors).toBeUndefined();
    }
    expect(service.calls).toEqual(['texts']);
  });
});

describe('a query over a store that keeps the graph', () => {
  let service: TestService;
  const calls: string[] = [];
  beforeAll(async () => {
    service = await startTestService(
      PAGES,
      (store) => {
        const graph = imageReads(store, attacherOf(CALCULATORS));
        const counted = new Proxy(graph, {
          get(target, name: keyof typeof graph) {
            calls.push(name);
            return target[name];
          },
        });
        const names = async ({ after }: { after: string | null }) => (after === null ? namesIn(graph) : []);
        const reads = Object.assign(Object.create(counted), { names, together: () => reads });
        return { ...store, reads };
      },
      { memory: 0 },
    );
    await service.query('{ suggest(prefix: "margin") { concept { slug } } }');
  });
  afterAll(() => service.stop());

  const ask = async (document: string) => {
    calls.length = 0;
    expect((await service.query(document)).body.errors).toBeUndefined();
    return [...calls].sort();
  };

  it('asks once for each read of a level', async () => {
    expect(await ask('{ concept(slug: "margin-call") { related { related { meaning } } } }')).toEqual([
      ...['concepts', 'related', 'related'],
    ]);
    expect(await ask(LEVELS)).toEqual([
      ...['calculatorsOf', 'concepts', 'countRelations', 'definitions', 'pages', 'relationPages'],
      ...['relations', 'relations'],
    ]);
    expect(await ask('{ suggest(prefix: "l") { concept { meaning } } }')).toEqual(['concepts']);
  });

  it('asks once for each step of a walk, for its concepts, for the relations among them and for their pages', async () => {
    const pages = 'steps { pages { url } }';
    expect(await ask(`{ path(from: "alpha", to: "epsilon") { ${pages} } }`)).toEqual([
      ...['concepts', 'concepts', 'links', 'links', 'links', 'relationPages'],
    ]);
    const found = 'nodes { concept { name } } relations { pages { url } }';
    expect(await ask(`{ neighbourhood(slugs: ["alpha", "epsilon-2"], depth: 2) { ${found} } }`)).toEqual([
      ...['concepts', 'concepts', 'links', 'links', 'relationPages', 'relationsAmong'],
    ]);
  });

  it('asks for nearby calculators as often for many concepts as for one', async () => {
    const nearby = (slugs: readonly string[]) =>
      ask(`{ conceptsBySlug(slugs: ${JSON.stringify(slugs)}) { nearbyCalculators(first: 30) { distance } } }`);
    const farthest = await nearby(['alpha']);
    const slugs = PAGES.map(({ concept }) => concept);
    expect((await nearby([...slugs, ...slugs, 'nothing'])).length).toBeLessThanOrEqual(farthest.length + 2);
    expect(await nearby(['nothing'])).toEqual(['concepts']);
  });
});
