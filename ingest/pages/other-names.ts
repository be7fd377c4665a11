/** Alternate names of a term, from the opening words of its page, its front matter and its JSON-LD. */

import { isOther, openingNames } from '../formats/opening-names.ts';
import type { Section } from '../formats/outline.ts';
import { plainName } from '../formats/plain-text.ts';
import type { Reading } from './reading.ts';

/** All alternate names that a page gives its concept, each once. */
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
