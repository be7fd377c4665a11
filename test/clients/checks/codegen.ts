import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cascade } from '../documented/cascade';
import { LiquidationCascadeDirection } from '../documented/gql/graphql';
import { ask } from '../service';

test('a query typed by the client preset answers as its types say', async () => {
  const result = await cascade({ shock: 0.1, direction: LiquidationCascadeDirection.Down, maxRounds: null });
  const price: number | undefined = result?.finalPrice;
  // @ts-expect-error: the status is one of the enum's values
  const status: 'SOMETHING' | undefined = result?.status;
  const { calculate } = await ask<{ calculate: { liquidationCascade: object } }>(
    '{ calculate { liquidationCascade(input: { shock: 0.1 }) { finalPrice status } } }',
  );
  assert.deepEqual({ finalPrice: price, status }, calculate.liquidationCascade);
});

test('types refuse what the service would refuse', () => {
  // @ts-expect-error: no such parameter
  const unknown: Parameters<typeof cascade>[0] = { shok: 0.1 };
  // @ts-expect-error: a number is wanted
  const text: Parameters<typeof cascade>[0] = { shock: '10 %' };
  assert.ok(unknown && text);
});
