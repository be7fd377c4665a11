/**
 * Ids and cursors hold slugs, names and addresses, which ingest admits up to lengths of its own: whatever this service
 * returns, it takes back.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { page } from '../support/pages.ts';
import { startTestService, type TestService } from '../support/service.ts';

/** The longest slug and the longest name; three bytes of UTF-8 a character. */
const SLUG = '險'.repeat(256);
const NAME = '市場危險'.repeat(64);
/** One character that the comparison of names turns into eighteen. */
const EXPANDING = '\ufdfa'.repeat(256);
const OTHER = `${'危'.repeat(255)}a`;

describe('the ids and cursors of the longest slugs, names and addresses', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService([
      page('definition', SLUG, {
        name: NAME,
        meaning: 'Long.',
        links: { RELATED: [OTHER, 'a', 'b'], MENTIONS: ['a'] },
      }),
      page('definition', OTHER, { name: EXPANDING, meaning: 'Long, too.' }),
      page('document', 'a', { url: `https://glossary.example/${'險'.repeat(4_000)}/`, meaning: 'Long as well.' }),
    ]);
  });
  afterAll(() => service.stop());

  it('finds each object again by its id, alone and among others', async () => {
    const { body } = await service.query('{ concepts { nodes { id pages { id } relations { nodes { id } } } } }');
    const { nodes } = (body.data as { concepts: { nodes: { id: string; pages: Id[]; relations: { nodes: Id[] } }[] } })
      .concepts;
    const ids = nodes.flatMap(({ id, pages, relations }) => [
      id,
      ...[...pages, ...relations.nodes].map((one) => one.id),
    ]);
    expect(Math.max(...ids.map(({ length }) => length))).toBeGreaterThan(16_000);
    const together = await service.query('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    expect(together.body).toEqual({ data: { nodes: ids.map((id) => ({ id })) } });
    for (const id of ids) {
      expect((await service.query('query($id: ID!) { node(id: $id) { id } }', { id })).body).toEqual({
        data: { node: { id } },
      });
    }
  });

  it.each([
    ['concepts by name', 'concepts(first: 1, after: $after)'],
    ['concepts by name, from the end', 'concepts(orderBy: NAME_DESC, first: 1, after: $after)'],
    ['concepts by date', 'concepts(orderBy: PUBLISHED_DESC, first: 1, after: $after)'],
    ['concepts by relations', 'concepts(orderBy: RELATIONS_DESC, first: 1, after: $after)'],
    ['search', 'search(query: "long", first: 1, after: $after)'],
    ['changes', 'changes(first: 1, after: $after)'],
    ['relations', `concept(slug: "${SLUG}") { list: relations(first: 1, after: $after) {LIST} }`],
  ])('pages to the end of a list: %s', async (_, list) => {
    const selection = '{ totalCount pageInfo { endCursor hasNextPage } }';
    const document = list.includes('{LIST}')
      ? `query($after: String) { in: ${list.replace('{LIST}', selection)} }`
      : `query($after: String) { list: ${list} ${selection} }`;
    let after: string | null = null;
    let pages = 0;
    for (let isLast = false; !isLast; pages++) {
      const { body } = await service.query(document, { after });
      expect(body.errors).toBeUndefined();
      const data = body.data as unknown as Connected & { in?: Connected };
      const { pageInfo, totalCount } = (data.in ?? data).list;
      after = pageInfo.endCursor;
      isLast = !pageInfo.hasNextPage;
      if (isLast) expect(pages + 1).toBe(totalCount);
    }
    expect(pages).toBeGreaterThan(1);
  });
});

interface Id {
  id: string;
}

interface Connected {
  list: { totalCount: number; pageInfo: { endCursor: string | null; hasNextPage: boolean } };
}
