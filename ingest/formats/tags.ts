/** Tags of a page as concepts. */
import { slugOf } from '../../src/model/address.ts';
import { plainName } from './plain-text.ts';

/** Each tag once; of a tag within others, `risk/market`, each part is one. */
export function taggedConcepts(tags: readonly string[]): { slug: string; name: string }[] {
  const names = new Map<string, string>();
  for (const part of tags.flatMap((tag) => tag.split('/'))) {
    const name = plainName(part.replace(/^#/, ''));
    const slug = slugOf(name);
    if (slug !== null && !names.has(slug)) names.set(slug, name);
  }
  return Array.from(names, ([slug, name]) => ({ slug, name }));
}
