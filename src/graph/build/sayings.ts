/**
 * What pages call a concept that they link to, what they say it means, and where its pages are: each text with the
 * number of statements that have it. Kept beside the image, because a concept that half the glossary links to changes
 * with every page.
 */
import type { Counted, CountedLink } from '../../model/derive.ts';
import { linkedPage } from '../../model/links.ts';
import { isTurnOver, nextTurn } from '../../turns.ts';
import type { PageDifference, PageRecord } from '../image.ts';
import { conceptIn, SOME_GLOSS, type Stated, type TextNumbers } from '../layout/statements.ts';

export interface Sayings {
  /** Counts what changed; returns the concepts whose name, meaning or address may differ as a result. */
  count(changes: readonly PageDifference[]): Promise<Set<number>>;
  anchorsOf(concept: number): Counted[];
  meaningsOf(concept: number): Counted[];
  linksTo(concept: number, slug: string): CountedLink[];
}

/** Text numbers alternating with their counts: most concepts have one or two texts. */
type Counts = number[];
const NOTHING: Counts = [];
/** `push` reserves room for about sixteen more numbers, so lists shorter than this are copied instead. */
const SHORT = 16;

export function countedSayings(stated: Stated, texts: TextNumbers): Sayings {
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
      /** For each statement: how many more (or fewer) pages make it now. */
      const difference = new Int32Array(stated.count());
      const countPage = ({ statements }: PageRecord, change: 1 | -1) => {
        for (const statement of statements) difference[statement] = (difference[statement] as number) + change;
      };
      for (const { before, after } of changes) {
        if (before !== undefined) countPage(before, -1);
        if (after !== undefined) countPage(after, 1);
        if (isTurnOver()) await nextTurn();
      }
      const matters = new Set<number>();
      for (let statement = 0; statement < difference.length; statement++) {
        const pages = difference[statement] as number;
        if (pages === 0) continue;
        const concept = conceptIn(stated.link(statement));
        const anchor = stated.anchor(statement);
        const gloss = stated.gloss(statement);
        const address = stated.address(statement);
        if (anchor !== 0 && add(anchors, concept, anchor, pages)) matters.add(concept);
        if (gloss > SOME_GLOSS && add(meanings, concept, gloss, pages)) matters.add(concept);
        if (address !== 0 && add(links, concept, address, pages)) matters.add(concept);
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

/** Adds to a count. Returns whether the most frequent text may have changed: there are several, or one came or went. */
function add(counts: Counts[], concept: number, text: number, difference: number): boolean {
  const list = counts[concept];
  if (list === undefined) {
    counts[concept] = [text, difference];
    return true;
  }
  let at = 0;
  while (at < list.length && list[at] !== text) at += 2;
  if (at === list.length) {
    if (list.length < SHORT) {
      counts[concept] = list.concat(text, difference);
      return true;
    }
    list.push(text, 0);
  }
  const count = (list[at + 1] as number) + difference;
  list[at + 1] = count;
  if (count === 0) list.splice(at, 2);
  return list.length !== 2 || count === difference;
}
