/** Meanings of terms, shared by all cards of a page: slugs requested at the same time share one query. */
import { ask } from '../service.ts';

export interface Meaning {
  slug: string;
  name: string;
  meaning: string | null;
  /** Where to read on; for a term without a page of its own, the address that links to it point at. */
  url: string | null;
}

/** The most slugs that one warning names. */
const MOST_NAMED = 5;
/** The service's limit for one query. */
const MOST_AT_ONCE = 100;
const QUERY = `query ($slugs: [String!]!) {
  conceptsBySlug(slugs: $slugs) { slug name meaning url }
}`;

interface Glossary {
  meanings: Map<string, Promise<Meaning | null>>;
  waiting: Map<string, { resolve(meaning: Meaning | null): void; reject(error: unknown): void }>;
}
const glossaries = new Map<string, Glossary>();

function glossaryAt(endpoint: string): Glossary {
  const known = glossaries.get(endpoint);
  if (known) return known;
  const glossary: Glossary = { meanings: new Map(), waiting: new Map() };
  glossaries.set(endpoint, glossary);
  return glossary;
}

/** The meaning of a term, null if the glossary lacks it; rejects while the service is away, so a later call retries. */
export function meaningOf(endpoint: string, slug: string): Promise<Meaning | null> {
  const { meanings, waiting } = glossaryAt(endpoint);
  const known = meanings.get(slug);
  if (known) return known;
  const asked = new Promise<Meaning | null>((resolve, reject) => {
    if (waiting.size === 0) queueMicrotask(() => void readWaiting(endpoint));
    waiting.set(slug, { resolve, reject });
  });
  meanings.set(slug, asked);
  asked.catch(() => meanings.delete(slug));
  return asked;
}

/** Caches a meaning that came with another answer. */
export function keepMeaning(endpoint: string, meaning: Meaning): void {
  glossaryAt(endpoint).meanings.set(meaning.slug, Promise.resolve(meaning));
}

async function readWaiting(endpoint: string): Promise<void> {
  // Elements of one page are connected one by one, each possibly in its own task.
  await new Promise((resolve) => setTimeout(resolve));
  const { waiting } = glossaryAt(endpoint);
  const batch = [...waiting];
  waiting.clear();
  for (let at = 0; at < batch.length; at += MOST_AT_ONCE) {
    const part = batch.slice(at, at + MOST_AT_ONCE);
    const slugs = part.map(([slug]) => slug);
    ask<{ conceptsBySlug: (Meaning | null)[] | null }>(endpoint, QUERY, { slugs }).then(
      ({ conceptsBySlug }) => {
        for (const [i, [, { resolve }]] of part.entries()) resolve(conceptsBySlug?.[i] ?? null);
        if (conceptsBySlug)
          warnOfUnknown(
            slugs.filter((_, i) => conceptsBySlug[i] === null),
            endpoint,
          );
      },
      (error) => {
        for (const [, { reject }] of part) reject(error);
      },
    );
  }
}

/** Readers just see the plain text; the page's author gets a warning in the console. */
function warnOfUnknown(slugs: readonly string[], endpoint: string): void {
  if (slugs.length === 0) return;
  const left = slugs.length - MOST_NAMED;
  const named = slugs.slice(0, MOST_NAMED).map((slug) => JSON.stringify(slug));
  const others = left > 0 ? ` and ${left} more` : '';
  console.warn(`<term-card>: ${endpoint} has no term with the slug ${named.join(', ')}${others}`);
}
