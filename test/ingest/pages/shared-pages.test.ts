/**
 * The published pages, read in place: they belong to the site and are not part of this project. The JSON beside each
 * page describes its content.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { readPage } from '../../../ingest/pages/read-page.ts';
import { canonicalAddress } from '../../../src/model/address.ts';
import type { StatementKind } from '../../../src/model/types.ts';
import { describeWithFolder } from '../../support/conditions.ts';

const PAGES = join(import.meta.dirname, '../../../../shared/pages');
const BASE = 'https://term.greeks.live/';

interface Described {
  address: string;
  url?: string;
  slug: string;
  kind: string;
  resource?: number | null;
  title: string;
  name: string;
  published: string | null;
  published_exact?: string;
  modified_exact?: string;
  author: string | null;
  meaning: string | null;
  facets: { name: string; text: string; text_truncated?: boolean }[];
  /** The texts, their number, or null if there is nothing to compare with. */
  paragraphs: string[] | number | null;
  links: {
    section: string;
    text: string;
    url: string;
    slug: string;
    facet?: string;
    description?: string | null;
    description_truncated?: boolean;
  }[];
  truncated: boolean;
}

const KINDS: Readonly<Record<string, StatementKind>> = {
  related: 'RELATED',
  glossary: 'MENTIONS',
  discover_more: 'RECOMMENDS',
  collection: 'HAS_PART',
  inline: 'LINKS_TO',
};

/** Every page under a folder, by path. */
function pagesIn(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  return names.filter((name) => name.endsWith('.md')).sort();
}

function exact(date: string | undefined): string | null {
  return date === undefined ? null : date.replace('+00:00', 'Z');
}

describeWithFolder('the shared pages', PAGES, () => {
  const cases = ['real', 'skeletons'].flatMap((group) => pagesIn(join(PAGES, group)).map((path) => [group, path]));

  it.each(cases)('are what is said of them: %s/%s', (group = '', path = '') => {
    const file = join(PAGES, group, path);
    const said: Described = JSON.parse(readFileSync(file.replace(/\.md$/, '.json'), 'utf8'));
    const fallbackUrl = canonicalAddress(BASE + path)?.url ?? null;
    const { page, warnings } = readPage(readFileSync(file), { format: 'markdown', fallbackUrl });

    expect(page).toMatchObject({
      url: said.url ?? said.address,
      kind: said.kind.toUpperCase(),
      concept: said.slug,
      resource: said.resource ?? null,
      title: said.title,
      name: said.name,
      author: said.author,
      publishedAt: exact(said.published_exact) ?? (said.published === null ? null : `${said.published}T00:00:00Z`),
      modifiedAt: exact(said.modified_exact),
      truncated: said.truncated,
    });
    expect(warnings.map(({ code }) => code)).toEqual(said.truncated ? ['TRUNCATED'] : []);

    const texts = (kind: string) => page.definitions.filter((found) => found.kind === kind);
    expect(texts('MEANING').map(({ text }) => text)).toEqual(said.meaning === null ? [] : [said.meaning]);
    // A text in which the copy was cut has no complete sentence in these pages.
    const facets = said.facets.filter((facet) => facet.text_truncated !== true);
    expect(texts('FACET').map(({ facet, text }) => ({ name: facet, text }))).toEqual(
      facets.map(({ name, text }) => ({ name, text })),
    );
    const body = texts('BODY').map(({ text }) => text);
    if (Array.isArray(said.paragraphs)) expect(body).toEqual(said.paragraphs);
    if (typeof said.paragraphs === 'number') expect(body).toHaveLength(said.paragraphs);

    const links = said.links.filter(({ slug }) => slug !== said.slug);
    expect(page.statements).toEqual(
      links.map(({ section, text, slug, url, facet, description, description_truncated }) => ({
        kind: KINDS[section],
        target: slug,
        anchor: text,
        facet: facet ?? null,
        gloss: description_truncated === true ? null : (description ?? null),
        link: expect.objectContaining({ url: canonicalAddress(url)?.url }),
      })),
    );
  });

  it('tell of the parts of an area who wrote them when, and show a picture of them', () => {
    const bytes = readFileSync(join(PAGES, 'real/area/market-panic-selling.md'));
    const { page } = readPage(bytes, { format: 'markdown', fallbackUrl: null });
    const parts = page.statements.filter(({ kind }) => kind === 'HAS_PART');
    expect(page).toMatchObject({ publisher: 'Greeks.live', section: null });
    expect(parts).toHaveLength(5);
    for (const { link } of parts) {
      expect(link).toMatchObject({ author: 'Greeks.live', publishedAt: expect.any(String) });
      expect(link?.image).toMatchObject({ width: 3850, height: 2166, alt: null });
    }
    expect(parts[0]?.link).toMatchObject({
      publishedAt: '2026-04-08T15:41:36Z',
      modifiedAt: '2026-04-08T15:44:47Z',
    });
  });

  it('are 27', () => {
    expect(cases).toHaveLength(27);
  });
});
