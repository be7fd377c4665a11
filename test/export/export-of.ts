/** Graphs in every format, for tests of their content. */
import { afterAll } from '@jest/globals';
import { attacherOf } from '../../src/calculators/attach.ts';
import { CALCULATORS } from '../../src/calculators/registry.ts';
import { exportAs } from '../../src/export/formats.ts';
import type { ExportName } from '../../src/export/names.ts';
import { graphIn } from '../../src/export/source.ts';
import type { PageContent } from '../../src/model/types.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { fillWithGlossary } from '../support/glossary.ts';
import { HOSTILE_STRINGS } from '../support/hostile-strings.ts';
import { page } from '../support/pages.ts';
import { textOf } from '../support/text.ts';
import { write } from '../support/writing.ts';

export const SITE = 'https://desk.example/';

/** @param mostBytes - the memory limit of the graph. */
export async function exportOf(name: ExportName, store: Store, mostBytes = Number.POSITIVE_INFINITY): Promise<string> {
  const open = () => graphIn(store, attacherOf(CALCULATORS), mostBytes);
  return textOf((await exportAs(name, { store, open, site: SITE })).text);
}

/** Like `exportOf`, for a graph of these pages. */
export async function exportOfPages(name: ExportName, pages: readonly PageContent[]): Promise<string> {
  const store = await openSqliteStore(':memory:');
  await write(store, pages);
  const text = await exportOf(name, store);
  await store.close();
  return text;
}

/** Filled by the first test that needs it. */
let glossary: Promise<Store> | null = null;
afterAll(async () => (await glossary)?.close());

export async function exportOfGlossary(name: ExportName): Promise<string> {
  glossary ??= filled();
  return exportOf(name, await glossary);
}

async function filled(): Promise<Store> {
  const store = await openSqliteStore(':memory:');
  await fillWithGlossary(store);
  return store;
}

/** Pages with content that could break formats: special characters of each, in names, texts, addresses and slugs. */
export const HOSTILE_PAGES: readonly PageContent[] = [
  ...HOSTILE_STRINGS.map((text, i) =>
    page('term', `hostile-${i}`, {
      name: `${i} ${text}`,
      alternateNames: [text, '=1+1', '\u{1f600}', ']]>'],
      title: text,
      author: text,
      meaning: text,
      body: [text, `a"b\\c\n${text}`],
      facets: { 'Risk & "more"': `${text}\n\t<b>` },
      links: {
        RELATED: ["o'neil", 'itô+1', 'a_x27_b', 'x&y', '日本'],
        LINKS_TO: [{ to: 'stub', anchor: text || 'x' }],
      },
    }),
  ),
  page('document', "o'neil", { url: 'https://voc.example/a|b^c{d}[e]%zz?q=%20`#x#y|"z', name: '-1' }),
  page('document', '日本', {
    url: 'https://xn--wgv71a.example/日本/',
    site: 'https://xn--wgv71a.example',
    name: '日本',
  }),
];
