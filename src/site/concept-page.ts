/** `/concept/<slug>/`: everything the graph has on a term. */
import { getOrMake } from '../get-or-make.ts';
import { type Ask, answerTo, startIn } from './ask.ts';
import { type Change, historyOf } from './concept-history.ts';
import { type Edge, relationLists } from './concept-relations.ts';
import { type Html, html } from './html.ts';
import { conceptHref, counted, episodeHref, excerpt, type Page, pageHref } from './layout.ts';
import { calculatorEntry, entryList, folded, linkRow, termEntry } from './lists.ts';
import { MOST_TERMS, type Neighbourhood, termGraph } from './term-graph.ts';
import { dayInWords, withoutGlyph } from './wording.ts';

/** Relations on one page: most concepts have a few dozen, a hub thousands. */
const RELATIONS = 60;
/** Longer lists are folded, so that they do not push the rest out of sight. */
const MANY = 12;
const CHANGES = 5;
const QUERY = `query ($slug: String!, $after: String) { concept(slug: $slug) {
  slug name alternateNames meaning isStub
  definitions(first: 60) { kind text facet page { url title } }
  related(first: 8) { slug name meaning }
  relations(direction: BOTH, first: ${RELATIONS}, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { direction concept { slug name } node { kind pages { url title } } }
  }
  calculators { slug title summary }
  episodes { slug title date }
  pages { url title author publishedAt modifiedAt }
  history(first: ${CHANGES}) { at kind url fields { field } }
}
neighbourhood(slugs: [$slug], limit: ${MOST_TERMS}) {
  nodes { concept { slug name } } relations { from { slug } to { slug } }
} }`;

interface Named {
  slug: string;
  name: string;
}
interface Text {
  kind: string;
  text: string;
  facet: string | null;
  page: { url: string; title: string };
}
interface Concept extends Named {
  alternateNames: string[];
  meaning: string | null;
  isStub: boolean;
  definitions: Text[];
  related: (Named & { meaning: string | null })[];
  relations: {
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
    edges: Edge[];
  };
  calculators: { slug: string; title: string; summary: string }[];
  episodes: { slug: string; title: string; date: string }[];
  pages: { url: string; title: string; author: string | null; publishedAt: string | null; modifiedAt: string | null }[];
  history: Change[];
}

/** Null for an unknown slug. */
export async function conceptPage(slug: string, search: URLSearchParams, ask: Ask): Promise<Page | null> {
  const after = startIn(search);
  const { concept, neighbourhood } = await answerTo<{ concept: Concept | null; neighbourhood: Neighbourhood }>(
    ask,
    QUERY,
    { slug, after },
  );
  if (concept === null) return null;
  const path = conceptHref(concept.slug);
  return {
    title: concept.name,
    description: excerpt(concept.meaning ?? `${concept.name}: a market-risk term, with related terms and models.`),
    path: after === null ? path : null,
    section: '/concepts/',
    subject: {
      '@type': 'DefinedTerm',
      name: concept.name,
      termCode: concept.slug,
      ...(concept.alternateNames.length > 0 && { alternateName: concept.alternateNames }),
      ...(concept.meaning !== null && { description: concept.meaning }),
      url: path,
      inDefinedTermSet: { '@type': 'DefinedTermSet', name: 'Riskgraph', url: '/concepts/' },
    },
    body: html`<article>
<h1>${concept.name}</h1>
${concept.alternateNames.length > 0 && html`<p class="aside">Also called ${concept.alternateNames.join(', ')}</p>`}
${concept.meaning !== null && html`<p class="lede">${concept.meaning}</p>`}
${concept.isStub && html`<p class="aside">The glossary has no page about this term yet; other pages link to it.</p>`}
<term-cards auto>
${body(concept)}
</term-cards>
${models(concept)}
${sayings(concept)}
${
  concept.related.length > 0 &&
  html`<section aria-labelledby="next"><h2 id="next">Read next</h2>
${entryList(concept.related.map(termEntry))}</section>`
}
${relations(concept, after, termGraph(neighbourhood))}
${
  concept.pages.length > 0 &&
  html`<section aria-labelledby="sources"><h2 id="sources">Sources</h2>
<ul>${concept.pages.map(source)}</ul></section>`
}
${historyOf(concept.history, concept.pages)}
<p class="aside"><a href="/#concept=${encodeURIComponent(concept.slug)}">Open in the lookup</a> to move through the graph from this term.</p>
</article>`,
  };
}

/**
 * The texts that define a concept. Its meaning is shown above; if it has a single page, that is listed below, among the
 * sources.
 */
function body({ definitions, pages }: Concept): Html {
  const of = (kind: string) => definitions.filter((text) => text.kind === kind);
  const [paragraphs, facets] = [of('BODY'), of('FACET')];
  return html`${paragraphs.map(
    ({ text }) => html`<p>${text}</p>
`,
  )}
${
  facets.length > 0 &&
  html`<section aria-labelledby="aspects"><h2 id="aspects">Aspects</h2>
${facets.map(
  ({ facet, text, page }) => html`<h3>${facet}</h3>
<p>${text}${pages.length > 1 && html` ${cited(page)}`}</p>
`,
)}</section>`
}`;
}

/**
 * What other pages say about the concept, except its meaning: each sentence once, with its aspect and the pages that
 * say it.
 */
function sayings({ definitions, meaning }: Concept): Html | null {
  const pages = new Map<string, Text['page'][]>();
  for (const { kind, facet, text, page } of definitions) {
    if (kind !== 'GLOSS' || text === meaning) continue;
    getOrMake(pages, facet === null ? text : `${facet}: ${text}`, () => []).push(page);
  }
  if (pages.size === 0) return null;
  const list = html`<ul>${[...pages].map(
    ([text, sources]) => html`<li>${text} ${sources.map((page, i) => html`${i > 0 && ', '}${cited(page)}`)}</li>
`,
  )}</ul>`;
  return html`<section aria-labelledby="glosses"><h2 id="glosses">What other pages say</h2>
<term-cards auto>${pages.size > MANY ? folded(`Show ${counted(pages.size, 'sentence')}`, list) : list}</term-cards></section>`;
}

function cited({ url, title }: Text['page']): Html {
  return html`<a class="source" href="${pageHref(url)}">${withoutGlyph(title)}</a>`;
}

function models({ calculators, episodes }: Concept): Html | null {
  if (calculators.length === 0) return null;
  return html`<section aria-labelledby="models"><h2 id="models">Calculators</h2>
${entryList(calculators.map(calculatorEntry))}
${
  episodes.length > 0 &&
  html`<p>Documented crashes: ${linkRow(
    episodes.map(({ slug, title, date }) => ({
      href: episodeHref(slug),
      name: `${title} (${date.slice(0, 4)})`,
    })),
  )}.</p>`
}</section>`;
}

/**
 * @param start - where the list continues; null for its beginning.
 * @param graph - a picture of the relations, shown above them.
 */
function relations(
  { slug, relations: { totalCount, pageInfo, edges } }: Concept,
  start: string | null,
  graph: Html | null,
): Html | null {
  if (totalCount === 0) return null;
  const next = `${conceptHref(slug)}?${new URLSearchParams({ after: pageInfo.endCursor ?? '' })}#relations`;
  const lists = html`${relationLists(edges)}
${pageInfo.hasNextPage && html`<p><a href="${next}">More relations</a></p>`}`;
  return html`<section aria-labelledby="relations"><h2 id="relations">${counted(totalCount, 'relation')}</h2>
${graph}
${start === null && totalCount > MANY ? folded('Show them by kind', lists) : lists}</section>`;
}

function source({ url, title, author, publishedAt, modifiedAt }: Concept['pages'][number]): Html {
  const facts = [
    author,
    publishedAt && `published ${dayInWords(publishedAt)}`,
    modifiedAt && `modified ${dayInWords(modifiedAt)}`,
  ];
  return html`<li><a href="${pageHref(url)}">${withoutGlyph(title)}</a> <span class="aside">${facts.filter(Boolean).join(', ')}</span></li>
`;
}
