/** Where the links of a glossary on one page lead: to another of its terms, or to another file. */
import { decoded } from '../../../src/decoded.ts';
import { slugOf } from '../../../src/model/address.ts';
import type { Statement } from '../../../src/model/types.ts';
import { fileTarget } from '../../formats/file-target.ts';
import type { Inline, Link } from '../../formats/outline.ts';
import { plainName } from '../../formats/plain-text.ts';
import { fragmentUrl, type SourceFile, statement } from '../document-page.ts';

interface Term {
  name: string;
  others: readonly string[];
  slug: string;
  anchors: readonly string[];
  texts: readonly Inline[];
}

type Page = SourceFile & { url: string; isFile: boolean };

/**
 * Turns a link of the page into statements: finds the term by the fragment that the page gives it, else by its name.
 */
export function linksOf(terms: readonly Term[], page: Page): (link: Link) => Statement[] {
  const byAnchor = new Map<string, Term>();
  const byName = new Map<string, Term>();
  const add = (map: Map<string, Term>, key: string | null, term: Term): void => {
    if (key !== null && !map.has(key)) map.set(key, term);
  };
  for (const term of terms) for (const anchor of term.anchors) add(byAnchor, anchor, term);
  for (const term of terms) {
    for (const anchor of term.texts.flatMap(({ anchors = [] }) => anchors)) add(byAnchor, anchor, term);
    for (const key of [term.slug, ...[term.name, ...term.others].map(slugOf)]) add(byName, key, term);
  }
  return (link) => {
    const fragment = fragmentOf(link.url, page);
    if (fragment !== null) {
      const named = [fragment, link.text].map((text) => byName.get(slugOf(text) ?? ''));
      const term = byAnchor.get(decoded(fragment) ?? fragment) ?? named.find((one) => one !== undefined);
      if (term === undefined) return [];
      return [statement('LINKS_TO', term.slug, plainName(link.text), fragmentUrl(page.url, term.slug))];
    }
    // On a web page a link within the site may lead anywhere; in a folder a relative link leads to another file.
    const isOfFolder = page.isFile && !/^[a-z][a-z\d+.-]*:\/\//i.test(link.url);
    const target = isOfFolder ? fileTarget(link.url, { url: page.url, isIndex: false }) : null;
    return target === null ? [] : [statement('LINKS_TO', target.slug, plainName(link.text), target.url)];
  };
}

/** The fragment of an address of the page itself; null for any other address. */
function fragmentOf(address: string, { url }: Page): string | null {
  const [before = '', fragment = ''] = address.split(/#(.*)/s, 2);
  if (fragment === '') return null;
  // The page's own address may differ from its file's place in the folder.
  const isOwn =
    before === '' ||
    (URL.canParse(before, url) && new URL(before, url).href === url) ||
    fileTarget(before, { url, isIndex: false })?.url === url;
  return isOwn ? fragment : null;
}
