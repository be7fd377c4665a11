/**
 * The texts of pages, which stay in the store: concurrent reads are batched, and recent ones cached, up to a number of
 * bytes.
 */
import DataLoader from 'dataloader';
import { LRUCache } from 'lru-cache';
import type { Gloss, GlossPlace, PageTexts, PageVersion, Store } from '../../store/store.ts';
import { nextTurn } from '../../turns.ts';
import type { PageRecord } from '../image.ts';
import type { Answer } from '../reader.ts';

export interface Texts {
  /** The page's own texts. */
  of(page: PageRecord): Answer<PageTexts | null>;
  /** The sentence of the page's statement at that position. */
  gloss(page: PageRecord, position: number): Answer<Gloss | null>;
}

export interface StoredTexts extends Texts {
  /** Reads texts into the cache ahead of requests, until it is nearly full or they are no longer wanted. */
  readAhead(pages: Iterable<PageRecord>, areWanted: () => boolean): Promise<void>;
}

/** Most pages, or sentences, read from the store in one call. */
const AT_ONCE = 100;
/** Overhead of a cache entry, and of each text besides its characters. */
const ENTRY_BYTES = 400;
const TEXT_BYTES = 80;
/** Share of the cache that `readAhead` fills. */
const AHEAD = 0.9;

/** @param bytes - size of the cache. */
export function storedTexts(store: Pick<Store, 'texts' | 'glosses'>, bytes: number): StoredTexts {
  const kept = new LRUCache<string, PageTexts | Gloss>({ maxSize: bytes, sizeCalculation: bytesOf });
  const options = { maxBatchSize: AT_ONCE, cache: false };
  const texts = new DataLoader<PageVersion, PageTexts | null>((pages) => store.texts(pages), options);
  const glosses = new DataLoader<GlossPlace, Gloss | null>((places) => store.glosses(places), options);
  const keep = <Value extends PageTexts | Gloss>(key: string, value: Value | null): Value | null => {
    if (value !== null) kept.set(key, value);
    return value;
  };
  // The key includes the page's version, so texts of another version are never returned.
  const keyOf = ({ id, version }: PageRecord) => `${id} ${version}`;
  return {
    of(page) {
      const key = keyOf(page);
      const known = kept.get(key) as PageTexts | undefined;
      return known ?? texts.load(page).then((read) => keep(key, read));
    },
    gloss(page, position) {
      const key = `${keyOf(page)} ${position}`;
      const known = kept.get(key) as Gloss | undefined;
      return known ?? glosses.load({ url: page.url, version: page.version, position }).then((read) => keep(key, read));
    },
    async readAhead(pages, areWanted) {
      const read = async (batch: readonly PageRecord[]) => {
        for (const [i, found] of (await store.texts(batch)).entries()) keep(keyOf(batch[i] as PageRecord), found);
        await nextTurn();
      };
      let batch: PageRecord[] = [];
      for (const page of pages) {
        if (!areWanted() || kept.calculatedSize > AHEAD * bytes) return;
        if (!kept.has(keyOf(page))) batch.push(page);
        if (batch.length < AT_ONCE) continue;
        await read(batch);
        batch = [];
      }
      await read(batch);
    },
  };
}

function bytesOf(entry: PageTexts | Gloss): number {
  const texts = 'text' in entry ? [entry] : Object.values(entry).flat();
  return texts.reduce(
    (sum, { facet, text }) => sum + TEXT_BYTES + bytesOfText(text) + bytesOfText(facet ?? ''),
    ENTRY_BYTES,
  );
}

/** Engines store a text with two bytes a character if any of its characters needs two. */
function bytesOfText(text: string): number {
  return NEEDS_TWO.test(text) ? 2 * text.length : text.length;
}

const NEEDS_TWO = /[\u0100-\uffff]/;
