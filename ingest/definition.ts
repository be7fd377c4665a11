/**
 * A definition page: the prose under the name's heading, which may open with another name, related pages, a glossary,
 * pages to go on with.
 */
import { bodyOf, meaningOf, partsOf, proseOf, statementsOf } from './article.ts';
import { otherNames } from './other-names.ts';
import type { Reading, Stated } from './reading.ts';

export function readDefinition(reading: Reading): Stated {
  const parts = partsOf(reading);
  const prose = proseOf(parts);
  const body = bodyOf(prose);
  return {
    alternateNames: otherNames(reading.name, prose),
    definitions: [...meaningOf(reading, body), ...body],
    statements: statementsOf(reading, parts),
  };
}
