/** Terms with a page of their own, by name. */
import { type Ask, answerTo } from './ask.ts';

const AT_ONCE = 100;
const QUERY = `query ($after: String) { concepts(first: ${AT_ONCE}, after: $after, filter: {isStub: false}) {
  totalCount pageInfo { hasNextPage endCursor } nodes { slug name }
} }`;
const PLACES = `query ($after: String) { concepts(first: ${AT_ONCE}, after: $after, filter: {isStub: false}) {
  pageInfo { hasNextPage endCursor }
} }`;

export interface Term {
  slug: string;
  name: string;
}

interface PageInfo {
  hasNextPage: boolean;
  endCursor: string | null;
}

interface List {
  concepts: { totalCount: number; pageInfo: PageInfo; nodes: Term[] };
}

/**
 * @param start - where the list continues; null for its beginning.
 * @param least - fewest terms to return, if there are that many.
 * @returns the terms, the total number, and where the list continues after them.
 */
export async function termsFrom(start: string | null, least: number, ask: Ask) {
  const terms: Term[] = [];
  let next = start;
  let total = 0;
  do {
    const { concepts }: List = await answerTo<List>(ask, QUERY, { after: next });
    terms.push(...concepts.nodes);
    total = concepts.totalCount;
    next = concepts.pageInfo.hasNextPage ? concepts.pageInfo.endCursor : null;
  } while (next !== null && terms.length < least);
  return { terms, total, next };
}

/**
 * Where each part of the list except the first starts.
 * @param size - terms per part, a multiple of 100.
 */
export async function startsOfTerms(size: number, ask: Ask): Promise<string[]> {
  const starts: string[] = [];
  let next: string | null = null;
  for (let count = AT_ONCE; ; count += AT_ONCE) {
    const { concepts }: { concepts: { pageInfo: PageInfo } } = await answerTo(ask, PLACES, { after: next });
    next = concepts.pageInfo.hasNextPage ? concepts.pageInfo.endCursor : null;
    if (next === null) return starts;
    if (count % size === 0) starts.push(next);
  }
}
