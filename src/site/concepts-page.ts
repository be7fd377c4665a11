/** `/concepts/`: every term, by name and by topic, or the results of a search. */
import { getOrMake } from '../get-or-make.ts';
import { type Ask, answerTo, startIn } from './ask.ts';
import { type Html, html } from './html.ts';
import { counted, type Page } from './layout.ts';
import { entryList, folded, linkList, termEntry } from './lists.ts';
import { type Term, termsFrom } from './term-list.ts';

/** Terms per page. */
const TERMS = 500;
const TOPICS = `{ concepts(first: 20, filter: {kinds: [AREA]}) { nodes {
  slug name relations(kinds: [HAS_PART], first: 60) { concepts { slug name } }
} } }`;
const FOUND = `query ($query: String!, $after: String) { search(query: $query, first: 50, after: $after) {
  totalCount correctedQuery pageInfo { hasNextPage endCursor }
  edges { node { slug name meaning } match { field text ranges { start end } } }
} }`;
/** Matches in these fields are visible in the list anyway. */
const SHOWN: readonly string[] = ['NAME', 'MEANING'];

interface Topic extends Term {
  relations: { concepts: Term[] };
}
interface Match {
  field: string;
  text: string;
  ranges: { start: number; end: number }[];
}
interface Found {
  totalCount: number;
  correctedQuery: string | null;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  edges: { node: Term & { meaning: string | null }; match: Match }[];
}

export async function conceptsPage(search: URLSearchParams, ask: Ask): Promise<Page> {
  const query = search.get('q')?.trim() ?? '';
  const after = startIn(search);
  const [title, content] =
    query === '' ? ['All terms', await terms(after, ask)] : [query, await found(query, after, ask)];
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
  const { terms: names, total, next: after } = await termsFrom(start, TERMS, ask);
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
${linkList(group.map(termEntry), 'columns')}</section>
`,
)}
${after !== null && html`<p><a href="/concepts/?${String(new URLSearchParams({ after }))}">More terms</a></p>`}
${
  topics.length > 0 &&
  html`<section aria-labelledby="topics"><h2 id="topics">By topic</h2>
${topics.map(({ slug, name, relations }) =>
  // Headings followed by text would make this page look like a glossary, to ingest and to other machines.
  folded(html`<h3>${name}</h3>`, linkList([{ slug, name }, ...relations.concepts].map(termEntry), 'columns')),
)}</section>`
}`;
}

async function found(query: string, start: string | null, ask: Ask): Promise<Html> {
  const variables = { query: query.slice(0, 1_000), after: start };
  const { search } = await answerTo<{ search: Found }>(ask, FOUND, variables);
  const { totalCount, correctedQuery, pageInfo, edges } = search;
  if (totalCount === 0) {
    return html`<p>No term matches “${query}”. Try other words, or look through <a href="/concepts/">all terms</a>.</p>`;
  }
  const next = new URLSearchParams({ q: query, after: pageInfo.endCursor ?? '' });
  return html`${
    correctedQuery !== null &&
    html`<p>Nothing matches “${query}” as it is spelt. These terms match <strong>${correctedQuery}</strong>.</p>
`
  }<p class="aside">${counted(totalCount, 'term')}</p>
${entryList(edges.map(({ node, match }) => ({ ...termEntry(node), passage: passage(match) })))}
${pageInfo.hasNextPage && html`<p><a href="/concepts/?${String(next)}">More terms</a></p>`}`;
}

/** The matching text with the words marked; null if the list shows it already. */
function passage({ field, text, ranges }: Match): Html | null {
  if (SHOWN.includes(field)) return null;
  const starts = [0, ...ranges.map(({ end }) => end)];
  return html`${starts.map((start, i) => {
    const range = ranges[i];
    return html`${text.slice(start, range?.start)}${range && html`<mark>${text.slice(range.start, range.end)}</mark>`}`;
  })}`;
}

/** The letter under which a name is listed, ignoring accents and case. */
function initial({ name }: Term): string {
  const letter = name.normalize('NFD').slice(0, 1).toUpperCase();
  return /\p{L}/u.test(letter) ? letter : '#';
}

function byLetter(names: readonly Term[]): Map<string, Term[]> {
  const groups = new Map<string, Term[]>();
  for (const named of names) getOrMake(groups, initial(named), () => []).push(named);
  return groups;
}

function anchor(letter: string): string {
  return letter === '#' ? 'other' : `letter-${letter.toLowerCase()}`;
}
