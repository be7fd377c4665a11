/** A term page: long prose in free sections with links in it, which may open with another name of the term. */
import { bodyOf, meaningOf, partsOf, proseOf, statementsOf } from './article.ts';
import { otherNames } from './other-names.ts';
import type { Reading, Stated } from './reading.ts';

export function readTerm(reading: Reading): Stated {
  const parts = partsOf(reading);
  const prose = proseOf(parts);
  const body = bodyOf(prose);
  return {
    alternateNames: otherNames(reading.name, prose),
    definitions: [...meaningOf(reading, body), ...body],
    statements: statementsOf(reading, parts),
  };
}
