/** Other names of a term: in the words that open its page, in its front matter, in its JSON-LD. */

import { isOther, openingNames } from '../formats/opening-names.ts';
import type { Section } from '../formats/outline.ts';
import { plainName } from '../formats/plain-text.ts';
import type { Reading } from './reading.ts';

/** All other names that a page gives its concept, each once. */
export function namesOf({ name, outline, schema }: Reading, prose: readonly Section[]): string[] {
  const stated = [...outline.head.names, ...schema.names].map(plainName);
  const others = [
    ...openingNames(
      name,
      prose.flatMap(({ blocks }) => blocks),
    ),
    ...stated.filter((other) => isOther(name, other)),
  ];
  return [...new Set(others)];
}
