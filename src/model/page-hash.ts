/**
 * The fingerprint of a page's content: equal for two copies that say the same, whatever file or format they came in.
 */
import { hash } from 'node:crypto';
import type { PageContent, Statement } from './types.ts';

/**
 * SHA-256, in hexadecimal, of everything stored of `page`. Fields that earlier versions did not store count only if the
 * page has them, so a page without them keeps its hash.
 */
export function pageHash(page: PageContent): string {
  const { publisher, section, image } = page;
  const fields = [
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
    page.statements.map(statementParts),
    ...(publisher === null && section === null && image === null ? [] : [publisher, section, imageParts(image)]),
  ];
  return hash('sha256', JSON.stringify(fields), 'hex');
}

function statementParts({ kind, target, anchor, facet, gloss, link }: Statement): unknown[] {
  const parts = [kind, target, anchor, facet, gloss];
  if (link === null) return parts;
  return [...parts, link.url, link.author, link.publishedAt, link.modifiedAt, imageParts(link.image)];
}

function imageParts(image: PageContent['image']): unknown[] | null {
  return image === null ? null : [image.url, image.width, image.height, image.alt];
}
