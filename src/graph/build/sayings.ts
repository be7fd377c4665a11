/**
 * What pages call a concept that they link to, what they say that it means, and where its pages are: each text with the
 * number of statements that have it. Kept beside the image, because a concept that half the glossary links to changes with every page.
 */
import type { Counted, CountedLink } from '../../model/derive.ts';
import { linkedPage } from '../../model/links.ts';
import { isTurnOver, nextTurn } from '../../turns.ts';
import type { PageDifference, PageRecord } from '../image.ts';
import { conceptIn, SOME_GLOSS, STRIDE, type TextNumbers } from '../layout/statements.ts';

export interface Sayings {
  /** Counts what changed; answers the concepts whose name, meaning or address may be another by it. */
  count(changes: readonly PageDifference[]): Promise<Set<number>>;
  anchorsOf(concept: number): Counted[];
  meaningsOf(concept: number): Counted[];
  linksTo(concept: number, slug: string): CountedLink[];
}

/** Numbers of texts and how often each is said, by turns: most concepts have one or two. */
type Counts = number[];
const NOTHING: Counts = [];
/** A list that grows by itself makes room for sixteen numbers more: one that is no longer than this is copied instead. */
const SHORT = 16;

export function sayings(texts: TextNumbers): Sayings {
  const anchors: Counts[] = [];
  const meanings: Counts[] = [];
  const links: Counts[] = [];
  const counted = (counts: Counts[], concept: number): Counted[] => {
    const list = counts[concept] ?? NOTHING;
    const found: Counted[] = [];
    for (let i = 0; i < list.length; i += 2) {
      found.push({ text: texts.textOf(list[i] as number), count: list[i + 1] as number });
    }
    return found;
  };
  return {
    async count(changes) {
      const matters = new Set<number>();
      const countPage = ({ statements }: PageRecord, change: 1 | -1) => {
        for (let i = 0; i < statements.length; i += STRIDE) {
          const concept = conceptIn(statements[i] as number);
          const anchor = statements[i + 1] as number;
          const gloss = statements[i + 2] as number;
          const link = statements[i + 3] as number;
          if (anchor !== 0 && add(anchors, concept, anchor, change)) matters.add(concept);
          if (gloss > SOME_GLOSS && add(meanings, concept, gloss, change)) matters.add(concept);
          if (link !== 0 && add(links, concept, link, change)) matters.add(concept);
        }
      };
      for (const { before, after } of changes) {
        if (before !== undefined) countPage(before, -1);
        if (after !== undefined) countPage(after, 1);
        if (isTurnOver()) await nextTurn();
      }
      return matters;
    },
    anchorsOf: (concept) => counted(anchors, concept),
    meaningsOf: (concept) => counted(meanings, concept),
    linksTo: (concept, slug) =>
      counted(links, concept).map(({ text, count }) => ({ page: linkedPage(text, slug), count })),
  };
}

/** Whether there are others beside the text, or it has come or gone: then the most frequent one may be another. */
function add(counts: Counts[], concept: number, text: number, change: 1 | -1): boolean {
  const list = counts[concept];
  if (list === undefined) {
    counts[concept] = [text, change];
    return true;
  }
  let at = 0;
  while (at < list.length && list[at] !== text) at += 2;
  if (at === list.length) {
    if (list.length < SHORT) {
      counts[concept] = list.concat(text, change);
      return true;
    }
    list.push(text, 0);
  }
  const count = (list[at + 1] as number) + change;
  list[at + 1] = count;
  if (count === 0) list.splice(at, 2);
  return list.length !== 2 || (change === 1 && count === 1);
}
