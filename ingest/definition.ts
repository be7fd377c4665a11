/** A definition page: the prose under the name's heading, related pages, a glossary, pages to go on with. */
import { bodyOf, meaningOf, partsOf, proseOf, statementsOf } from './article.ts';
import type { Reading, Stated } from './reading.ts';

export function readDefinition(reading: Reading): Stated {
  const parts = partsOf(reading);
  const body = bodyOf(proseOf(parts));
  return {
    alternateNames: [],
    definitions: [...meaningOf(reading, body), ...body],
    statements: statementsOf(reading, parts),
  };
}
