/** `/concepts/`: every term, by name and by topic, and what a search finds. */
import { getOrMake } from '../get-or-make.ts';
import { type Ask, answerTo } from './ask.ts';
import { type Html, html } from './html.ts';
import { conceptHref, counted, type Page } from './layout.ts';

/** Terms on one page, and how many one query gives. */
const TERMS = 500;
const AT_ONCE = 100;
const LIST = `query ($after: String) { concepts(first: ${AT_ONCE}, after: $after, filter: {isStub: false}) {
  totalCount pageInfo { hasNextPage endCursor } nodes { slug name }
} }`;
const TOPICS = `{ concepts(first: 20, filter: {kinds: [AREA]}) { nodes {
  slug name relations(kinds: [HAS_PART], first: 60) { concepts { slug name } }
} } }`;
const FOUND = `query ($query: String!) { search(query: $query, first: 50) { totalCount nodes { slug name meaning } } }`;

interface Named {
  slug: string;
  name: string;
}
interface List {
  concepts: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: Named[] };
}
interface Topic extends Named {
  relations: { concepts: Named[] };
}

export async function conceptsPage(search: URLSearchParams, ask: Ask): Promise<Page> {
  const query = search.get('q')?.trim() ?? '';
  const after = search.get('after');
  const [title, content] = query === '' ? ['All terms', await terms(after, ask)] : [query, await found(query, ask)];
  return {
    title,
    description: 'Every term of the glossary, by name and by topic.',
    path: query === '' && after === null ? '/concepts/' : null,
    section: '/concepts/',
    body: html`<h1>${query === '' ? 'Terms' : html`Search: ${query}`}</h1>
${searchForm(query)}
${content}`,
  };
}

export function searchForm(query: string): Html {
  return html`<form class="find" role="search" action="/concepts/" method="get">
<label for="q">Search the glossary</label>
<input id="q" name="q" type="search" value="${query}" maxlength="1000" required>
<button>Search</button>
</form>`;
}

async function terms(start: string | null, ask: Ask): Promise<Html> {
  const names: Named[] = [];
  let after = start;
  let total = 0;
  do {
    const { concepts }: List = await answerTo<List>(ask, LIST, { after });
    names.push(...concepts.nodes);
    total = concepts.totalCount;
    after = concepts.pageInfo.hasNextPage ? concepts.pageInfo.endCursor : null;
  } while (after !== null && names.length < TERMS);
  const topics = start === null ? (await answerTo<{ concepts: { nodes: Topic[] } }>(ask, TOPICS)).concepts.nodes : [];
  const letters = byLetter(names);
  return html`<nav class="letters" aria-label="By letter">${[...letters.keys()].map(
    (letter) => html`<a href="#${anchor(letter)}">${letter}</a> `,
  )}${topics.length > 0 && html`<a href="#topics">By topic</a>`}</nav>
<p class="aside">${counted(total, 'term')}</p>
${[...letters].map(
  ([
    letter,
    group,
  ]) => html`<section class="letter" aria-labelledby="${anchor(letter)}"><h2 id="${anchor(letter)}">${letter}</h2>
${list(group)}</section>
`,
)}
${after !== null && html`<p><a href="/concepts/?${String(new URLSearchParams({ after }))}">More terms</a></p>`}
${
  topics.length > 0 &&
  html`<section aria-labelledby="topics"><h2 id="topics">By topic</h2>
${topics.map(
  ({ slug, name, relations }) => html`<h3><a href="${conceptHref(slug)}">${name}</a></h3>
${list(relations.concepts)}
`,
)}</section>`
}`;
}

async function found(query: string, ask: Ask): Promise<Html> {
  const { search } = await answerTo<{
    search: { totalCount: number; nodes: (Named & { meaning: string | null })[] };
  }>(ask, FOUND, { query: query.slice(0, 1_000) });
  return html`<p class="aside">${counted(search.totalCount, 'term')}</p>
<dl class="terms">${search.nodes.map(
    ({ slug, name, meaning }) => html`<dt><a href="${conceptHref(slug)}">${name}</a></dt><dd>${meaning}</dd>
`,
  )}</dl>`;
}

function list(concepts: readonly Named[]): Html {
  return html`<ul class="columns">${concepts.map(
    ({ slug, name }) => html`<li><a href="${conceptHref(slug)}">${name}</a></li>
`,
  )}</ul>`;
}

/** The letter under which a name stands, as the list is ordered: without accents and case. */
function initial({ name }: Named): string {
  const letter = name.normalize('NFD').slice(0, 1).toUpperCase();
  return /\p{L}/u.test(letter) ? letter : '#';
}

function byLetter(names: readonly Named[]): Map<string, Named[]> {
  const groups = new Map<string, Named[]>();
  for (const named of names) getOrMake(groups, initial(named), () => []).push(named);
  return groups;
}

function anchor(letter: string): string {
  return letter === '#' ? 'other' : `letter-${letter.toLowerCase()}`;
}
