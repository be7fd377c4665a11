/** Finds the glossary's terms in texts: one query for many texts, and no text is sent twice. */
import { ask, Refused } from '../service.ts';

/** The service takes texts of at most 20,000 UTF-16 units. */
const LONGEST = 20_000;
/** Separates two texts; no term contains it, so no match spans two texts. */
const BETWEEN = '\n\n';

const QUERY = `query ($text: String!) {
  annotate(text: $text) { start end concept { slug } }
}`;

/** A term of the text at `[start, end)`, in UTF-16 units. */
export interface Place {
  start: number;
  end: number;
  slug: string;
}

interface Answer {
  annotate: { start: number; end: number; concept: { slug: string } }[] | null;
}

/** A text, or one part of a text that is too long for the service. */
interface Part {
  /** The whole text. */
  text: string;
  from: number;
  to: number;
}

/**
 * The places in each text, in order.
 *
 * @param known - the answer of an earlier call.
 * @throws ServiceAway
 */
export async function findPlaces(
  endpoint: string,
  texts: Iterable<string>,
  known: ReadonlyMap<string, readonly Place[]>,
): Promise<Map<string, readonly Place[]>> {
  const distinct = new Set(texts);
  const found = new Map([...distinct].map((text): [string, Place[]] => [text, [...(known.get(text) ?? [])]]));
  const parts = [...distinct].filter((text) => !known.has(text)).flatMap(partsOf);
  for (const batch of batches(parts)) {
    for (const [text, place] of await placesIn(endpoint, batch)) found.get(text)?.push(place);
  }
  return found;
}

/** Cuts between sentences, otherwise between words. */
function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  while (text.length - from > LONGEST) {
    const piece = text.slice(from, from + LONGEST);
    const cut = Math.max(piece.lastIndexOf('. '), piece.lastIndexOf('\n')) + 1 || piece.lastIndexOf(' ') + 1 || LONGEST;
    parts.push({ text, from, to: from + cut });
    from += cut;
  }
  return [...parts, { text, from, to: text.length }];
}

/** Batches of as much text as the service accepts at once. */
function batches(parts: readonly Part[]): Part[][] {
  const all: Part[][] = [];
  let room = 0;
  for (const part of parts) {
    const length = part.to - part.from;
    if (length > room) {
      all.push([]);
      room = LONGEST;
    }
    all.at(-1)?.push(part);
    room -= length + BETWEEN.length;
  }
  return all;
}

async function placesIn(endpoint: string, parts: readonly Part[]): Promise<[string, Place][]> {
  const text = parts.map((part) => part.text.slice(part.from, part.to)).join(BETWEEN);
  const annotations = await annotationsOf(endpoint, text);
  let at = 0;
  return parts.flatMap((part) => {
    const [first, last] = [at, at + part.to - part.from];
    at = last + BETWEEN.length;
    return annotations
      .filter(({ start, end }) => first <= start && end <= last)
      .map(({ start, end, concept: { slug } }): [string, Place] => {
        const shift = part.from - first;
        return [part.text, { start: start + shift, end: end + shift, slug }];
      });
  });
}

async function annotationsOf(endpoint: string, text: string): Promise<NonNullable<Answer['annotate']>> {
  try {
    return (await ask<Answer>(endpoint, QUERY, { text })).annotate ?? [];
  } catch (error) {
    // A refused text would be refused again, so it counts as having no terms; the other texts are still sent.
    if (error instanceof Refused) return [];
    throw error;
  }
}
