/** Reads from the image without waiting; only texts may have to be read from the store first. */

import { getOrMake } from '../get-or-make.ts';
import { whereToReadOn } from '../model/derive.ts';
import { type ConceptRecord, conceptOf, type Image, pageOf } from './image.ts';
import { definitionsOf } from './read/definitions.ts';
import { countEdges, relationEdges, statingPages } from './read/edges.ts';
import { countConcepts, listConcepts, matcher } from './read/lists.ts';
import type { Texts } from './read/texts.ts';
import { walkableImage } from './read/walkable.ts';
import type { GraphReader } from './reader.ts';
import { rankRelated } from './related.ts';

const FEW = 12;

export function imageReader(image: Image, texts: Texts): GraphReader {
  /** Cached rankings of neighbours, long enough for most requests. */
  const ranked = new WeakMap<ConceptRecord, readonly number[]>();
  const relatedTo = (concept: ConceptRecord, first: number) => {
    const known = concept.related ?? (first <= FEW ? getOrMake(ranked, concept, () => rank(concept, FEW)) : null);
    return (known ?? rank(concept, first)).slice(0, first);
  };
  const rank = (concept: ConceptRecord, first: number) => rankRelated(concept, first, image.slugs);
  const recordAt = (id: number) => image.concepts[id] as ConceptRecord;
  return {
    concept: (slug) => conceptOf(image, slug),
    whereToRead(slug) {
      const concept = conceptOf(image, slug);
      return concept === null ? null : (concept.linked ?? whereToReadOn(concept.pages));
    },
    listConcepts: (query) => listConcepts(image, query),
    countConcepts: (filter) => countConcepts(image, filter),
    relationCounts(slugs, filter) {
      const matches = matcher(filter);
      return slugs.map((slug) => {
        const concept = conceptOf(image, slug);
        return concept !== null && matches(concept) ? concept.relationCount : null;
      });
    },
    definitions(slug, query) {
      const concept = conceptOf(image, slug);
      return concept === null ? [] : definitionsOf(image, concept, query, texts);
    },
    relations(slug, query) {
      const concept = conceptOf(image, slug);
      return concept === null ? { items: [], hasNextPage: false } : relationEdges(image, concept, query);
    },
    countRelations(slug, filter) {
      const concept = conceptOf(image, slug);
      return concept === null ? 0 : countEdges(concept, filter);
    },
    relationPages: (relation) => statingPages(image, relation),
    related(slug, first) {
      const concept = conceptOf(image, slug);
      return concept === null ? [] : relatedTo(concept, first).map(recordAt);
    },
    page: (url) => pageOf(image, url),
    pagesOf: (slug, first) => conceptOf(image, slug)?.pages.slice(0, first) ?? [],
    calculatorsOf: (slug) => conceptOf(image, slug)?.attachments.map(({ calculator }) => calculator) ?? [],
    conceptsOf: (calculator, first) => (image.byCalculator.get(calculator) ?? []).slice(0, first).map(recordAt),
    walkable: (kinds) => walkableImage(image, kinds),
    statistics: () => image.statistics,
  };
}
