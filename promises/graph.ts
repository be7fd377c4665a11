/** The graph for the promises: 2,000 concepts, a hundred of which are hubs that every other concept links to. */
import { type DefinitionFile, definitionPage } from '../test/support/markdown.ts';

const CONCEPTS = 2_000;
const HUBS = 100;
const LINKS = 24;
/** A slug that exists, and one that does not. */
export const KNOWN = 'term-0';
export const UNKNOWN = 'term-nowhere';
export const HUB_SLUGS = Array.from({ length: HUBS }, (_, i) => `term-${i}`);

const SENTENCE =
  'A fall of the price forces those who borrowed to sell, and what they sell makes the price fall further. ';

export const CONCEPT_FILES: readonly DefinitionFile[] = Array.from({ length: CONCEPTS }, (_, i) => ({
  slug: `term-${i}`,
  name: `Term ${i}`,
  meaning: `What term ${i} means: a fire sale of kind ${i}.`,
  paragraphs: Array.from({ length: i < HUBS ? 40 : 4 }, (_, j) => `${SENTENCE.repeat(3)}Paragraph ${j} of term ${i}.`),
  // Half of the links go to hubs, half to nearby concepts.
  related: Array.from(
    { length: LINKS },
    (_, j) => `term-${j % 2 === 0 ? (i * 7 + j * 13) % HUBS : (i + j * 31) % CONCEPTS}`,
  ),
}));

/** The pages of the first `count` concepts by file name; concepts that only links name become stubs. */
export const pageFiles = (count = CONCEPTS): Record<string, string> =>
  Object.fromEntries(CONCEPT_FILES.slice(0, count).map((file) => [`definition/${file.slug}.md`, definitionPage(file)]));
