/** Counts over the whole graph, updated from one image to the next. */
import type { Statistics } from '../../model/graph.ts';
import type { GraphState } from '../../store/store.ts';
import { isTurnOver, nextTurn } from '../../turns.ts';
import type { ConceptDifference, ConceptRecord, PageDifference, PageRecord } from '../image.ts';
import { linkCount } from '../layout/links.ts';
import type { Stated } from '../layout/statements.ts';
import { glossCount } from './glosses.ts';

export const NO_STATISTICS: Statistics = {
  concepts: 0,
  stubs: 0,
  pages: 0,
  definitions: 0,
  relations: 0,
  lastIngestAt: null,
};

export async function statisticsAfter(
  last: Statistics,
  pages: readonly PageDifference[],
  concepts: readonly ConceptDifference[],
  stated: Stated,
  { lastIngestAt }: GraphState,
): Promise<Statistics> {
  const now = { ...last, lastIngestAt };
  for (const { before, after } of pages) {
    now.pages += Number(after !== undefined) - Number(before !== undefined);
    now.definitions += definitionsOf(after, stated) - definitionsOf(before, stated);
    if (isTurnOver()) await nextTurn();
  }
  for (const { before, after } of concepts) {
    now.concepts += Number(after !== undefined) - Number(before !== undefined);
    now.stubs += Number(after?.isStub ?? false) - Number(before?.isStub ?? false);
    now.relations += relationsOf(after) - relationsOf(before);
    if (isTurnOver()) await nextTurn();
  }
  return now;
}

function definitionsOf(page: PageRecord | undefined, stated: Stated): number {
  if (page === undefined) return 0;
  const own = Object.values(page.texts).reduce((sum, count) => sum + count, 0);
  return own + glossCount(page, stated);
}

function relationsOf(concept: ConceptRecord | undefined): number {
  return concept === undefined ? 0 : linkCount(concept.outgoing);
}
