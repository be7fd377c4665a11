import assert from 'node:assert/strict';
import { test } from 'node:test';
import { queryClient, search } from '../documented/tanstack';

test('TanStack Query pages through all that a search finds', async () => {
  const { pages } = await queryClient.fetchInfiniteQuery({ ...search('margin'), pages: 100 });
  const slugs = pages.flatMap((page) => page.search.nodes.map(({ slug }) => slug));
  assert.ok(pages.length > 1);
  assert.equal(new Set(slugs).size, pages[0]?.search.totalCount);
});
