/** The words by which full text finds a concept, kept on its node: see `full-text.ts`. */

import { nameKey } from '../../model/names.ts';
import type { Concept, DefinitionKind, PageContent } from '../../model/types.ts';
import { SEARCHED_TEXTS, searchedWords } from '../full-text.ts';
import type { Run } from './connection.ts';
import { caseOf, DEFINITION_KINDS } from './schema.ts';

/** Concepts that get their words in one transaction. */
const PAGE = 500;

export interface OwnText {
  kind: DefinitionKind;
  facet: string | null;
  text: string;
}

/** Properties of a :Concept, but for `nameKey`. */
export interface KeptWords {
  alternateWords: readonly string[];
  meaningWords: string;
  definitionWords: string;
  facetWords: string;
}

/** Own texts of concepts that are there, by slug. */
export async function readOwnTexts(run: Run, slugs: readonly string[]): Promise<Map<string, readonly OwnText[]>> {
  if (slugs.length === 0) return new Map();
  const rows = await run<{ slug: string; texts: readonly OwnText[] }>(
    `UNWIND $slugs AS slug MATCH (c:Concept {slug: slug})
     RETURN slug, COLLECT {
       MATCH (c)<-[:DESCRIBES]-(p:Page)-[:STATES]->(d:Definition)
       WITH p, d ORDER BY ${caseOf('d.kind', DEFINITION_KINDS, (kind) => DEFINITION_KINDS.indexOf(kind))},
         p.precedence, d.position LIMIT ${SEARCHED_TEXTS}
       RETURN d {.kind, .facet, .text}
     } AS texts`,
    { slugs },
  );
  return new Map(rows.map(({ slug, texts }) => [slug, texts]));
}

/** The own texts of a concept that has this page alone. */
export function ownTextsOn({ definitions }: PageContent): readonly OwnText[] {
  const rank = ({ kind }: OwnText) => DEFINITION_KINDS.indexOf(kind);
  return [...definitions].sort((a, b) => rank(a) - rank(b)).slice(0, SEARCHED_TEXTS);
}

/** The words of a concept with these own texts. */
export function wordsOf(
  concept: Pick<Concept, 'name' | 'alternateNames' | 'meaning'>,
  texts: readonly OwnText[],
): KeptWords {
  const { alternate, meaning, definition, facet } = searchedWords(concept, texts);
  return { alternateWords: alternate, meaningWords: meaning, definitionWords: definition, facetWords: facet };
}

/** The words that follow from other names and another meaning, where a concept’s own texts are as they were. */
export function wordsOfChange({ alternateNames, meaning }: Partial<Concept>): Partial<KeptWords> {
  return {
    ...(alternateNames === undefined ? {} : { alternateWords: alternateNames.map(nameKey) }),
    // It comes from others: a concept with a meaning of its own keeps that.
    ...(meaning === undefined ? {} : { meaningWords: nameKey(meaning ?? '') }),
  };
}

/** Gives a page of concepts, in order of slug, their words; answers the last slug, null where there are no more. */
export async function keepAllWords(run: Run, after: string): Promise<string | null> {
  const concepts = await run<Pick<Concept, 'slug' | 'name' | 'alternateNames' | 'meaning'>>(
    `MATCH (c:Concept) USING INDEX SEEK c:Concept(slug) WHERE c.slug > $after
     RETURN c.slug AS slug, c.name AS name, c.alternateNames AS alternateNames, c.meaning AS meaning
     ORDER BY slug LIMIT ${PAGE}`,
    { after },
  );
  const texts = await readOwnTexts(
    run,
    concepts.map(({ slug }) => slug),
  );
  await run('UNWIND $rows AS row MATCH (c:Concept {slug: row.slug}) SET c += row.words', {
    rows: concepts.map((concept) => ({
      slug: concept.slug,
      words: { ...wordsOf(concept, texts.get(concept.slug) ?? []) },
    })),
  });
  return concepts.at(-1)?.slug ?? null;
}
