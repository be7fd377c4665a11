import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { page } from '../support/pages.ts';
import { startTestService, type TestService } from '../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService([
    page('definition', 'hedging', { name: 'Hedging Programmes', links: { RELATED: ['hedging-program'] } }),
    page('definition', 'hedging-program', { name: 'Hedging Program' }),
  ]);
});
afterAll(() => service.stop());

it('says why two concepts are SIMILAR, and nothing of other relations', async () => {
  const { body } = await service.query(`{
    concept(slug: "hedging") { relations(direction: BOTH) { edges { direction concept { slug } node { kind reasons pages { url } } } } }
    neighbourhood(slugs: ["hedging"]) { relations { kind reasons } }
  }`);
  const concept = { slug: 'hedging-program' };
  const similar = { kind: 'SIMILAR', reasons: ['PLURAL', 'SPELLING'], pages: [] };
  const pages = [{ url: 'https://glossary.example/definition/hedging/' }];
  expect(body).toEqual({
    data: {
      concept: {
        relations: {
          edges: [
            { direction: 'OUTGOING', concept, node: { kind: 'RELATED', reasons: [], pages } },
            { direction: 'OUTGOING', concept, node: similar },
            { direction: 'INCOMING', concept, node: similar },
          ],
        },
      },
      neighbourhood: {
        relations: [
          { kind: 'RELATED', reasons: [] },
          { kind: 'SIMILAR', reasons: ['PLURAL', 'SPELLING'] },
        ],
      },
    },
  });
});
