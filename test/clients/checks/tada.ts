import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Term, term } from '../documented/tada';

test('gql.tada types the answer, scalars as configured', async () => {
  const { lookup } = await term('margin call');
  const outcome: 'FOUND' | 'AMBIGUOUS' | 'NOT_FOUND' | undefined = lookup?.outcome;
  const published: string | null | undefined = lookup?.concept?.publishedAt;
  const name: string | undefined = lookup?.concept?.name;
  assert.deepEqual([outcome, name], ['FOUND', 'Margin Call']);
  assert.match(published ?? '', /^\d{4}-\d\d-\d\dT/);
  // @ts-expect-error: the answer has the fields that were asked for and no others
  assert.equal((lookup as Term['lookup'])?.concept?.meaning, undefined);
});
