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
    concept(slug: "hedging") { relations(direction: BOTH) { edges { kind direction node { slug } reasons pages { url } } } }
    neighbourhood(slugs: ["hedging"]) { relations { kind reasons } }
  }`);
  const node = { slug: 'hedging-program' };
  const similar = { kind: 'SIMILAR', node, reasons: ['PLURAL', 'SPELLING'], pages: [] };
  const stated = { kind: 'RELATED', direction: 'OUTGOING', node, reasons: [] };
  expect(body).toEqual({
    data: {
      concept: {
        relations: {
          edges: [
            { ...stated, pages: [{ url: 'https://glossary.example/definition/hedging/' }] },
            { ...similar, direction: 'OUTGOING' },
            { ...similar, direction: 'INCOMING' },
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
