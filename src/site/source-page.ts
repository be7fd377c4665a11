/** `/page/<host>/<path>`: one page of the glossary as it was ingested, for links to sites that nobody can visit. */
import { type Ask, answerTo } from './ask.ts';
import { body, type Text } from './concept-page.ts';
import { html } from './html.ts';
import { conceptHref, excerpt, type Page } from './layout.ts';

const QUERY = `query ($id: ID!) { node(id: $id) { ... on Page {
  url title author publishedAt modifiedAt
  concept { slug name definitions(first: 100) { kind text facet page { url title } } }
} } }`;

interface Found {
  url: string;
  title: string;
  author: string | null;
  publishedAt: string | null;
  modifiedAt: string | null;
  concept: { slug: string; name: string; definitions: Text[] };
}

/** Null for a page that is not in the graph. */
export async function sourcePage(path: string, ask: Ask): Promise<Page | null> {
  const id = Buffer.from(`Page:https://${path}`).toString('base64url');
  const { node } = await answerTo<{ node: Found | null }>(ask, QUERY, { id });
  if (node === null) return null;
  const { url, title, author, publishedAt, modifiedAt, concept } = node;
  const own = concept.definitions.filter(({ page, kind }) => page.url === url && kind !== 'GLOSS');
  const meaning = own.find(({ kind }) => kind === 'MEANING')?.text;
  const facts = [author, publishedAt?.slice(0, 10), modifiedAt && `modified ${modifiedAt.slice(0, 10)}`].filter(
    Boolean,
  );
  return {
    title,
    description: excerpt(meaning ?? `${title}: a page on ${concept.name}.`),
    path: `/page/${path}`,
    section: '/concepts/',
    body: html`<article><h1>${title}</h1>
<p class="aside">${facts.length > 0 && `${facts.join(', ')}. `}A page on <a href="${conceptHref(concept.slug)}">${concept.name}</a>.</p>
${meaning !== undefined && html`<p class="lede">${meaning}</p>`}
<term-cards auto>
${body(own)}
</term-cards></article>`,
  };
}
