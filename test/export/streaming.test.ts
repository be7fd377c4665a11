/** How much of an export is in memory at any time, whatever the number of concepts or the destination. */
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { StoreTimeout } from '../../src/errors.ts';
import { EXPORT_FORMATS } from '../../src/export/formats.ts';
import { EXPORT_NAMES } from '../../src/export/names.ts';
import type { ExportSource } from '../../src/export/source.ts';
import type { GraphReader } from '../../src/graph/reader.ts';
import type { Concept } from '../../src/model/types.ts';
import { timesOfTurns } from '../support/clock.ts';
import { page } from '../support/pages.ts';

const COUNT = 20_000;
const VERSION = { graph: 'g', version: 1 };
const slugOf = (i: number) => `t-${String(i).padStart(6, '0')}`;
const numberOf = (text: string) => Number(/t-(\d+)/.exec(text)?.[1]);
const GRAPH_FORMATS = EXPORT_NAMES.filter((name) => EXPORT_FORMATS[name].of === 'graph');

/** A graph that creates concepts on demand and counts how many concepts and pages have been read. */
function made({ count = COUNT, isFixed = true, onRead = () => {} } = {}) {
  const counts = { given: 0, readers: 0 };
  const concept = (i: number): Concept => {
    return { slug: slugOf(i), name: slugOf(i), alternateNames: [], meaning: 'M.', isStub: false };
  };
  const range = (after: string | undefined, first: number) => {
    const from = after === undefined ? 0 : numberOf(after) + 1;
    return Array.from({ length: Math.max(0, Math.min(first, count - from)) }, (_, i) => from + i);
  };
  const reader: Partial<GraphReader> = {
    async listConcepts({ after, first }) {
      const numbers = range(after?.slug, first);
      counts.given += numbers.length;
      const items = numbers.map((i) => ({ concept: concept(i), sortedBy: slugOf(i) }));
      return { items, hasNextPage: numbers.at(-1) !== count - 1 };
    },
    relations: (slug, { direction, after, first }) => {
      onRead();
      // One concept has two thousand relations.
      const start = after === null ? 0 : after.place + 1;
      const size = direction === 'OUTGOING' && numberOf(slug) === 7 ? Math.min(first, 2_000 - start) : 0;
      const items = Array.from({ length: size }, (_, i) => {
        const place = start + i;
        return { concept: concept(place), kind: 'RELATED' as const, direction: 'OUTGOING' as const, place };
      });
      return { items, hasNextPage: start + size < 2_000 && size > 0 };
    },
    definitions: () => [],
    pagesOf: () => [],
    whereToRead: () => null,
    countRelations: () => 0,
    calculatorsOf: () => [],
  };
  const source: ExportSource = {
    site: 'https://desk.example/',
    store: {
      state: async () => ({ ...VERSION, pages: count, lastIngestAt: null }),
      async readPages({ first, after }) {
        const numbers = range(after ?? undefined, first);
        counts.given += numbers.length;
        return numbers.map((i) => ({ page: page('term', slugOf(i)), hash: '' }));
      },
    },
    graph: {
      version: VERSION,
      isFixed,
      reader() {
        counts.readers++;
        return reader as GraphReader;
      },
    },
  };
  return { counts, source };
}

function textOf(name: (typeof EXPORT_NAMES)[number], source: ExportSource): AsyncIterable<string> {
  const format = EXPORT_FORMATS[name];
  return format.of === 'pages' ? format.write(source.store, source.graph.version) : format.write(source);
}

describe('an export of 20,000 concepts', () => {
  it.each(EXPORT_NAMES)('is made fifty at a time, each time that more of it is wanted: %s', async (name) => {
    // All formats of the graph iterate over concepts in the same way, so only one covers the full count.
    const count = name === 'csv' || name === 'ndjson' ? COUNT : COUNT / 4;
    const { counts, source } = made({ count });
    let before = 0;
    let most = 0;
    for await (const _ of textOf(name, source)) {
      most = Math.max(most, counts.given - before);
      before = counts.given;
    }
    expect(most).toBe(50);
    // GraphML lists nodes first, then edges, so it reads concepts twice.
    expect(counts.given).toBe(name === 'graphml' ? 2 * count : count);
  });

  it.each(EXPORT_NAMES)('waits for whoever reads it, and ends with them: %s', async (name) => {
    const { counts, source } = made();
    let taken: () => void = () => {};
    let writes = 0;
    const slow = new Writable({
      highWaterMark: 1,
      write(_chunk, _encoding, done) {
        writes++;
        taken = done;
      },
    });
    const ending = new AbortController();
    const writing = pipeline(textOf(name, source), slow, { signal: ending.signal });
    const ended = writing.catch((error: Error) => error.name);
    const settle = async () => {
      for (let turn = 0; turn < 50; turn++) await setImmediate();
    };
    for (let wanted = 1; wanted <= 4; wanted++) {
      while (writes < wanted) await setImmediate();
      await settle();
      expect(writes).toBe(wanted);
      expect(counts.given).toBeLessThanOrEqual(50 * (wanted + 1));
      taken();
    }
    ending.abort();
    expect(await ended).toBe('AbortError');
    const { given } = counts;
    await settle();
    expect(counts.given).toBe(given);
  });

  it.each(GRAPH_FORMATS)('keeps nothing of what a store gave for the batch before: %s', async (name) => {
    const { counts, source } = made({ count: 500, isFixed: false });
    for await (const _ of textOf(name, source));
    expect(counts.readers).toBe(name === 'graphml' ? 100 : 50);
  });

  it.each(GRAPH_FORMATS)('lets others in between while it is made: %s', async (name) => {
    const times = await timesOfTurns(async (takes) => {
      const { source } = made({ count: 200, onRead: () => takes(1) });
      for await (const _ of textOf(name, source));
    });
    // Some hundreds of reads, a millisecond each: after 4 ms none is started for a further concept.
    expect(times.reduce((sum, time) => sum + time)).toBeGreaterThan(200);
    expect(Math.max(...times)).toBeLessThanOrEqual(20);
  });

  it('asks a store again that had no time for a read, some times', async () => {
    const textAfter = async (failures: number) => {
      let left = failures;
      const onRead = () => {
        if (left-- > 0) throw new StoreTimeout('it took too long');
      };
      const { source } = made({ count: 20, isFixed: false, onRead });
      let text = '';
      for await (const piece of textOf('graphml', source)) text += piece;
      return text;
    };
    expect(await textAfter(4)).toBe(await textAfter(0));
    await expect(textAfter(1_000)).rejects.toThrow(StoreTimeout);
  });

  it('writes all relations of a concept that has more than are read at once', async () => {
    const { source } = made({ count: 10 });
    let edges = 0;
    for await (const piece of textOf('graphml', source)) edges += piece.split('<edge ').length - 1;
    expect(edges).toBe(2_000);
  });
});
