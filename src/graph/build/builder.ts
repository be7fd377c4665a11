/**
 * Builds successive images of the graph from the changes that a store reports.
 *
 * All derived values are computed here, from the statements of pages alone, so the graph is the same whatever the order
 * in which pages came. A commit costs in proportion to what changed: unchanged records are reused. The work is done in
 * turns, and readers keep the previous image until the next is complete.
 */
import { getOrMake } from '../../get-or-make.ts';
import type { Attacher } from '../../model/graph.ts';
import { precedenceBeforeUrl } from '../../model/orders.ts';
import type { Changes, GraphState, PageOutline } from '../../store/store.ts';
import { isTurnOver, nextTurn } from '../../turns.ts';
import { byPrecedence, type ConceptDifference, type Image, type PageDifference, type PageRecord } from '../image.ts';
import { statedLinks } from '../layout/links.ts';
import { NO_SLUGS, withNewSlugs } from '../layout/slugs.ts';
import { statementTable, textNumbers } from '../layout/statements.ts';
import { NO_ORDERS, withChanges } from '../orders.ts';
import { conceptMaker } from './concepts.ts';
import { glossChanges } from './glosses.ts';
import { incomingChanges } from './incoming.ts';
import { countedSayings, type Sayings } from './sayings.ts';
import { NO_STATISTICS, statisticsAfter } from './statistics.ts';

export interface GraphBuilder {
  /** Takes in changes, which stay invisible until `commit`. */
  stage(changes: Pick<Changes, 'statements' | 'items'>): void;
  /** Estimated size of an image of everything staged so far. */
  bytes(): number;
  /** The image with everything staged, as of `state`. */
  commit(state: GraphState): Promise<Image>;
}

/** Measured on glossaries of 10,000 and 100,000 concepts; includes the name index. */
const RECORD_BYTES = 2_000;
const STATEMENT_BYTES = 52;

const EMPTY: Omit<Image, 'stated'> = {
  graph: '',
  version: 0,
  namesVersion: 0,
  concepts: [],
  pages: [],
  conceptIds: new Map(),
  pageIds: new Map(),
  slugs: NO_SLUGS,
  orders: NO_ORDERS,
  byCalculator: new Map(),
  statistics: NO_STATISTICS,
};

/** @param attacher - decides which calculators attach to a concept. */
export function graphBuilder(attacher: Attacher): GraphBuilder {
  const conceptIds = new Map<string, number>();
  const slugs: string[] = [];
  const pageIds = new Map<string, number>();
  const texts = textNumbers();
  const stated = statementTable(idOf, texts);
  const sayings: Sayings = countedSayings(stated, texts);
  const makeConcepts = conceptMaker(attacher, sayings);
  const staged = new Map<number, PageRecord | undefined>();
  let image: Image = { ...EMPTY, stated };
  let uses = 0;

  function idOf(slug: string): number {
    const known = conceptIds.get(slug);
    if (known !== undefined) return known;
    conceptIds.set(slug, slugs.length);
    return slugs.push(slug) - 1;
  }
  const pageIdOf = (url: string) => {
    const known = pageIds.get(url);
    if (known !== undefined) return known;
    pageIds.set(url, pageIds.size);
    return pageIds.size - 1;
  };
  /** Interns texts that many pages share. */
  const common = new Map<string, string>();
  const shared = (text: string) => getOrMake(common, text, () => text);
  const recordOf = (page: PageOutline, id: number, version: number): PageRecord => {
    const conceptId = idOf(page.concept);
    return {
      id,
      version,
      url: page.url,
      kind: page.kind,
      site: shared(page.site),
      concept: slugs[conceptId] as string,
      conceptId,
      resource: page.resource,
      title: page.title,
      author: page.author === null ? null : shared(page.author),
      publishedAt: page.publishedAt,
      modifiedAt: page.modifiedAt,
      publisher: page.publisher === null ? null : shared(page.publisher),
      section: page.section === null ? null : shared(page.section),
      image: page.image,
      truncated: page.truncated,
      precedence: precedenceBeforeUrl(page),
      name: page.name,
      alternateNames: page.alternateNames,
      meaning: page.meaning,
      texts: page.texts,
      statements: stated.named(page.statements),
    };
  };

  return {
    stage({ statements, items }) {
      stated.add(statements);
      for (const { url, version, page } of items) {
        const id = pageIdOf(url);
        const last = staged.has(id) ? staged.get(id) : image.pages[id];
        staged.set(id, page === null ? undefined : recordOf(page, id, version));
        uses += (page?.statements.length ?? 0) - (last?.statements.length ?? 0);
      }
    },

    bytes: () => (pageIds.size + conceptIds.size) * RECORD_BYTES + uses * STATEMENT_BYTES + texts.bytes(),

    async commit(state) {
      const changes = [...staged].map(([id, after]): PageDifference => ({ id, before: image.pages[id], after }));
      staged.clear();
      const pages = image.pages.slice();
      for (const { id, after } of changes) pages[id] = after;
      if (isTurnOver()) await nextTurn();
      const order = await withNewSlugs(image.slugs, slugs);

      const described = await pagesByConcept(changes, image);
      const outgoing = new Map<number, Uint32Array>();
      for (const [id, own] of described) {
        outgoing.set(id, statedLinks(own, stated, order));
        if (isTurnOver()) await nextTurn();
      }
      const incoming = await incomingChanges(outgoing, image, order);
      const glosses = await glossChanges(changes, image, pages, stated, slugs.length);
      const renamed = await sayings.count(changes);

      const touched = await allOf(described.keys(), incoming.keys(), glosses.keys(), renamed);
      const concepts = image.concepts.slice();
      const drafts = await makeConcepts({ touched, described, outgoing, incoming, glosses, slugs, order, concepts });
      const changed = drafts.map((id): ConceptDifference => ({ id, before: image.concepts[id], after: concepts[id] }));
      if (isTurnOver()) await nextTurn();
      image = {
        graph: state.graph,
        version: state.version,
        namesVersion: changed.some(isNamedAnew) ? state.version : image.namesVersion,
        concepts,
        pages,
        conceptIds,
        pageIds,
        slugs: order,
        stated,
        ...(await withChanges(image, changed, concepts, order)),
        statistics: await statisticsAfter(image.statistics, changes, changed, stated, state),
      };
      return image;
    },
  };
}

async function allOf(...sources: readonly Iterable<number>[]): Promise<Set<number>> {
  const all = new Set<number>();
  for (const source of sources) {
    for (const number of source) {
      all.add(number);
      if (isTurnOver()) await nextTurn();
    }
  }
  return all;
}

function isNamedAnew({ before, after }: ConceptDifference): boolean {
  if (before === undefined || after === undefined) return before !== after;
  return (
    before.name !== after.name ||
    before.relationCount !== after.relationCount ||
    before.alternateNames.length !== after.alternateNames.length ||
    before.alternateNames.some((name, i) => name !== after.alternateNames[i])
  );
}

/** For each concept whose pages changed: its pages, by precedence. */
async function pagesByConcept(
  changes: readonly PageDifference[],
  { concepts }: Image,
): Promise<Map<number, readonly PageRecord[]>> {
  const found = new Map<number, PageRecord[]>();
  const pagesOf = (id: number) => getOrMake(found, id, () => [...(concepts[id]?.pages ?? [])]);
  for (const { before, after } of changes) {
    if (before !== undefined) {
      const own = pagesOf(before.conceptId);
      own.splice(own.indexOf(before), 1);
    }
    if (after !== undefined) pagesOf(after.conceptId).push(after);
    if (isTurnOver()) await nextTurn();
  }
  for (const own of found.values()) {
    if (own.length > 1) own.sort(byPrecedence);
    if (isTurnOver()) await nextTurn();
  }
  return found;
}
