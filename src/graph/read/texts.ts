/**
 * The texts of pages, which stay in the store: what is asked for together is read together, and what was read lately is
 * kept, up to a number of bytes.
 */
import DataLoader from 'dataloader';
import { LRUCache } from 'lru-cache';
import type { Gloss, GlossPlace, PageTexts, PageVersion, Store } from '../../store/store.ts';
import type { PageRecord } from '../image.ts';
import type { Answer } from '../reader.ts';

export interface Texts {
  /** The own texts of a page. */
  of(page: PageRecord): Answer<PageTexts | null>;
  /** The sentence of a page's statement at a place. */
  gloss(page: PageRecord, position: number): Answer<Gloss | null>;
}

/** Pages, or sentences, that are asked of the store at once. */
const AT_ONCE = 100;
/** What an entry takes beside its text. */
const ENTRY_BYTES = 200;

/** @param bytes - of the texts that are kept. */
export function storedTexts(store: Pick<Store, 'texts' | 'glosses'>, bytes: number): Texts {
  const kept = new LRUCache<string, PageTexts | Gloss>({ maxSize: bytes, sizeCalculation: bytesOf });
  const options = { maxBatchSize: AT_ONCE, cache: false };
  const texts = new DataLoader<PageVersion, PageTexts | null>((pages) => store.texts(pages), options);
  const glosses = new DataLoader<GlossPlace, Gloss | null>((places) => store.glosses(places), options);
  const keep = <Value extends PageTexts | Gloss>(key: string, value: Value | null): Value | null => {
    if (value !== null) kept.set(key, value);
    return value;
  };
  // A page's version is part of the key: what another version of it said is never given.
  return {
    of(page) {
      const key = `${page.id} ${page.version}`;
      const known = kept.get(key) as PageTexts | undefined;
      return known ?? texts.load(page).then((read) => keep(key, read));
    },
    gloss(page, position) {
      const key = `${page.id} ${page.version} ${position}`;
      const known = kept.get(key) as Gloss | undefined;
      return known ?? glosses.load({ url: page.url, version: page.version, position }).then((read) => keep(key, read));
    },
  };
}

function bytesOf(entry: PageTexts | Gloss): number {
  const texts = 'text' in entry ? [entry] : Object.values(entry).flat();
  return texts.reduce(
    (sum, { facet, text }) => sum + 2 * (text.length + (facet?.length ?? 0)) + ENTRY_BYTES,
    ENTRY_BYTES,
  );
}
