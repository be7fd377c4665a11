/** What terms mean, for all cards of a page together: slugs asked for at the same time go in one question. */
import { ask } from '../service.ts';

export interface Meaning {
  slug: string;
  name: string;
  meaning: string | null;
  /** Where to read on: of a term without a page of its own, where links to it lead. */
  url: string | null;
}

/** Slugs that one message names. */
const MOST_NAMED = 5;
/** The service answers at most so many at once. */
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

/** The meaning of a term, null where the glossary has none; rejected while the service is away, to be asked again. */
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

/** Keeps what another answer has told already. */
export function keepMeaning(endpoint: string, meaning: Meaning): void {
  glossaryAt(endpoint).meanings.set(meaning.slug, Promise.resolve(meaning));
}

async function readWaiting(endpoint: string): Promise<void> {
  // Elements of one page are connected one after the other, each in a task of its own at worst.
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
          tellUnknown(
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

/** Readers see the text as it is; whoever writes the page is told, where errors of a page show. */
function tellUnknown(slugs: readonly string[], endpoint: string): void {
  if (slugs.length === 0) return;
  const left = slugs.length - MOST_NAMED;
  const named = slugs.slice(0, MOST_NAMED).map((slug) => JSON.stringify(slug));
  const others = left > 0 ? ` and ${left} more` : '';
  console.warn(`<term-card>: ${endpoint} has no term with the slug ${named.join(', ')}${others}`);
}
