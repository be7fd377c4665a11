import { describe, expect, it } from '@jest/globals';
import type { Connection } from '../../src/store/neo4j/connection.ts';
import { keptPages } from '../../src/store/neo4j/kept-pages.ts';
import { PATIENT } from '../../src/store/neo4j/patience.ts';

describe('Pages kept in Neo4j', () => {
  it('are read in whole batches with the patience of a batch, since a slow server would never give them else', async () => {
    const patiences: unknown[] = [];
    const read: Connection['read'] = async (_statement, _parameters, patience) => {
      patiences.push(patience);
      return [];
    };
    const pages = keptPages({ read } as Connection);
    await pages.changes({ after: null, first: 500 });
    await pages.readPages({ after: null, first: 500 });
    expect(patiences).toEqual([PATIENT, PATIENT]);
    await pages.texts([{ url: 'https://a.example/term/a', version: 1 }]);
    expect(patiences[2]).toBeUndefined();
  });
});
