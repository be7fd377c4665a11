/** Results of reading source files, stored as nodes without relationships to the graph. */
import { mostReadings, type Store } from '../store.ts';
import { type Connection, together } from './connection.ts';
import { holdLock, requireLock } from './locks.ts';
import { PATIENT } from './patience.ts';
import { GRAPH } from './schema.ts';

export function readings({ read, write }: Connection): Pick<Store, 'readings' | 'keepReadings'> {
  return {
    async readings(digests) {
      const rows = await read<{ digest: string; text: string }>(
        'UNWIND $digests AS digest MATCH (r:Reading {digest: digest}) RETURN digest, r.text AS text',
        { digests },
      );
      const texts = new Map(rows.map(({ digest, text }) => [digest, text]));
      return digests.map((digest) => texts.get(digest) ?? null);
    },

    async keepReadings(kept, owner) {
      await write(async (run) => {
        await requireLock(run, owner);
        const [count] = await run<{ last: number; pages: number }>(
          `MATCH (g:Graph {name: ${GRAPH}}) SET g.readings = coalesce(g.readings, 0) + $more
           RETURN g.readings AS last, COUNT { MATCH (:Page) } AS pages`,
          { more: kept.length },
        );
        const { last, pages } = count as { last: number; pages: number };
        await together([
          run(
            `UNWIND $rows AS row MERGE (r:Reading {digest: row.digest})
             ON CREATE SET r.text = row.text, r.number = row.number`,
            { rows: kept.map((reading, i) => ({ ...reading, number: last - kept.length + i + 1 })) },
          ),
          run('MATCH (r:Reading) WHERE r.number <= $last DELETE r', { last: last - mostReadings(pages) }),
          holdLock(run, owner),
        ]);
      }, PATIENT);
    },
  };
}
