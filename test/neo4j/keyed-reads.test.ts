import { describe, expect, it } from '@jest/globals';
import { Neo4jError } from 'neo4j-driver';
import { Overloaded, StoreTimeout, StoreUnavailable } from '../../src/errors.ts';
import { type KeyedRead, readsTogether } from '../../src/store/neo4j/keyed-reads.ts';

function refusal(code: string): Neo4jError {
  return new Neo4jError('refused', code, '50N42', 'error');
}

function readOf(name: string): KeyedRead {
  return { match: `MATCH (n) WHERE n.name = '${name}' WITH n.slug AS key, n`, value: 'n.title', parameters: {} };
}

/** A server that has one title and rejects queries for `broken`. */
function serverThat(fails: () => unknown) {
  const statements: string[] = [];
  const byKey = readsTogether({
    async read<Row>(statement: string) {
      statements.push(statement);
      if (statement.includes('broken')) throw fails();
      const parts = statement.split(' UNION ALL ').keys();
      return Array.from(parts, (part) => ({ part, key: 'a', value: 'A' })) as Row[];
    },
  });
  const ask = () => Promise.allSettled(['one', 'broken', 'two'].map((name) => byKey<string>(readOf(name))));
  return { statements, ask };
}

describe('Reads that go to the server as one statement', () => {
  it.each([
    ['is wrong', refusal('Neo.ClientError.Statement.TypeError')],
    [
      'takes too much memory',
      new StoreUnavailable('failed', { cause: refusal('Neo.TransientError.General.MemoryPoolOutOfMemoryError') }),
    ],
  ])('are answered apart where one of them %s', async (_, error) => {
    const { statements, ask } = serverThat(() => error);
    const [one, broken, two] = await ask();
    expect([one, two].map((answer) => answer?.status)).toEqual(['fulfilled', 'fulfilled']);
    expect(one).toHaveProperty('value', new Map([['a', 'A']]));
    expect(broken).toEqual({ status: 'rejected', reason: error });
    expect(statements).toHaveLength(4);
  });

  it.each([
    ['is away', new StoreUnavailable('cannot be reached', { cause: refusal('ServiceUnavailable') })],
    ['takes its time', new StoreTimeout('took too long')],
    ['has too much to do', new Overloaded('try again')],
  ])('fail together where the server %s, which is not asked once more', async (_, error) => {
    const { statements, ask } = serverThat(() => error);
    expect(await ask()).toEqual([1, 2, 3].map(() => ({ status: 'rejected', reason: error })));
    expect(statements).toHaveLength(1);
  });
});
