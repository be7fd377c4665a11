/** The page for an address with nothing at it, with the terms that may have been meant. */
import { decoded } from '../decoded.ts';
import { type Ask, answerTo } from './ask.ts';
import { searchForm } from './concepts-page.ts';
import { html } from './html.ts';
import type { Page } from './layout.ts';
import { linkRow, termEntry } from './lists.ts';

const QUERY = `query ($text: String!) { lookup(text: $text) {
  concept { slug name } candidates { concept { slug name } }
} }`;

interface Named {
  slug: string;
  name: string;
}

export async function notFoundPage(path: string, ask: Ask): Promise<Page> {
  const words = lastPart(path);
  const { lookup } = await answerTo<{ lookup: { concept: Named | null; candidates: { concept: Named }[] } }>(
    ask,
    QUERY,
    {
      text: words.slice(0, 200),
    },
  );
  const meant = [
    ...(lookup.concept === null ? [] : [lookup.concept]),
    ...lookup.candidates.map(({ concept }) => concept),
  ];
  return {
    title: 'Page not found',
    description: 'No page exists at this address.',
    path: null,
    body: html`<h1>Page not found</h1>
<p class="lede">No page exists at this address.</p>
${meant.length > 0 && html`<p>Did you mean ${linkRow(meant.map(termEntry))}?</p>`}
${searchForm(words)}`,
  };
}

/** The last part of a path as words. */
function lastPart(path: string): string {
  const part = path.split('/').filter(Boolean).at(-1) ?? '';
  return (decoded(part) ?? part).replaceAll(/[-_]/g, ' ');
}
