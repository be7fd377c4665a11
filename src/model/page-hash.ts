/** The fingerprint of a page's content: equal for two copies that say the same, whatever file or format they came in. */
import { hash } from 'node:crypto';
import type { PageContent } from './types.ts';

/** SHA-256 of everything that is kept of `page`, in hexadecimal. */
export function pageHash(page: PageContent): string {
  const said = [
    page.url,
    page.kind,
    page.concept,
    page.resource,
    page.title,
    page.name,
    page.alternateNames,
    page.author,
    page.publishedAt,
    page.modifiedAt,
    page.truncated,
    page.definitions.map(({ kind, facet, text }) => [kind, facet, text]),
    page.statements.map(({ kind, target, anchor, facet, gloss }) => [kind, target, anchor, facet, gloss]),
  ];
  return hash('sha256', JSON.stringify(said), 'hex');
}
