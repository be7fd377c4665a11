/** Turns a page's tags into concepts. */
import { slugOf } from '../../src/model/address.ts';
import type { Statement } from '../../src/model/types.ts';
import { plainName } from './plain-text.ts';

/** A page's tags as concepts that it mentions. @param own - the slug of its own concept, which is left out. */
export function tagStatements(tags: readonly string[], own: string): Statement[] {
  return taggedConcepts(tags)
    .filter(({ slug }) => slug !== own)
    .map(({ slug, name }) => ({ kind: 'MENTIONS', target: slug, anchor: name, facet: null, gloss: null, link: null }));
}

/** Each tag once; each part of a nested tag such as `risk/market` is a tag. */
function taggedConcepts(tags: readonly string[]): { slug: string; name: string }[] {
  const names = new Map<string, string>();
  for (const part of tags.flatMap((tag) => tag.split('/'))) {
    const name = plainName(part.replace(/^#/, ''));
    const slug = slugOf(name);
    if (slug !== null && !names.has(slug)) names.set(slug, name);
  }
  return Array.from(names, ([slug, name]) => ({ slug, name }));
}
