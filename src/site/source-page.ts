/**
 * `/page/<host>/<path>`: one page of the glossary as it was ingested, for links to sites that cannot be visited. Its
 * markup is that of glossaries which `riskgraph ingest` reads, so a crawl of these pages gives the same graph.
 */
import { type Html, html, trusted } from './html.ts';
import { addressAt, conceptHref, excerpt, type Page, pageHref, placeOf } from './layout.ts';
import { linkRow } from './lists.ts';
import { type LinkedText, pageText } from './page-text.ts';
import type { FindPage, LinkedPage, Statement, WholePage } from './whole-page.ts';

/** Null for a page that is not in the graph. */
export async function sourcePage(path: string, find: FindPage): Promise<Page | null> {
  const page = await find(addressAt(path));
  if (page === null) return null;
  const { url, title, name, concept, publisher, image, definitions } = page;
  const meaning = definitions.find(({ kind }) => kind === 'MEANING')?.text;
  const { texts, others } = pageText(page);
  const row = others.map((statement) => ({ href: hrefOf(statement, page), name: nameOf(statement) }));
  return {
    title,
    description: excerpt(meaning ?? `${title}: a page on ${name}.`),
    path: pageHref(url),
    section: '/concepts/',
    publisher,
    image,
    subject: subjectOf(page, meaning ?? null),
    body: html`<article><h1>${title}</h1>
${head(page)}
${meaning !== undefined && html`<p class="lede">${meaning}</p>`}
<term-cards auto>
${texts.map((text) => textOf(text, page))}
</term-cards>
${page.kind === 'AREA' ? entriesOf('HAS_PART', page) : [part('Glossary', 'MENTIONS', page), part('Discover More', 'RECOMMENDS', page)]}
<p class="aside"><strong>Original URL:</strong> ${url}</p>
<nav aria-label="Links"><a href="${conceptHref(concept)}">All about ${name}</a>${row.length > 0 && html`; see also ${linkRow(row)}`}</nav>
</article>`,
  };
}

function head({ publishedAt, modifiedAt, author, section }: WholePage): Html | false {
  const facts = [
    ['Published', publishedAt?.slice(0, 10)],
    ['Modified', modifiedAt?.slice(0, 10)],
    ['Author', author],
    ['Categories', section],
  ].filter(([, fact]) => fact);
  return (
    facts.length > 0 &&
    html`<p class="aside">${facts.map(([label, fact]) => html`<strong>${label}:</strong> ${fact} `)}</p>`
  );
}

function textOf({ facet, text, links, list }: LinkedText, page: WholePage): Html {
  const pieces: Html[] = [];
  let end = 0;
  for (const { start, end: behind, to } of links) {
    pieces.push(
      paragraphs(text.slice(end, start)),
      html`<a href="${hrefOf(to, page)}">${text.slice(start, behind)}</a>`,
    );
    end = behind;
  }
  pieces.push(paragraphs(text.slice(end)));
  return html`${
    facet !== null &&
    html`<h2>What is the ${facet} of ${page.name}?</h2>
`
  }<p>${pieces}</p>
${
  list.length > 0 &&
  html`<ul>${list.map(
    (statement) => html`<li><a href="${hrefOf(statement, page)}">${nameOf(statement)}</a></li>
`,
  )}</ul>`
}`;
}

/** A text inside a paragraph, split into further ones at blank lines. */
function paragraphs(text: string): Html {
  return html`${text.split('\n\n').map((part, i) => html`${i > 0 && trusted('</p>\n<p>')}${part}`)}`;
}

/** A heading with the linked entries below it. */
function part(heading: string, kind: string, page: WholePage): Html | false {
  return (
    page.statements.some((statement) => statement.kind === kind) &&
    html`<h2>${heading}</h2>
${entriesOf(kind, page)}`
  );
}

function entriesOf(kind: string, page: WholePage): Html {
  const entries = page.statements.filter((statement) => statement.kind === kind);
  return html`${entries.map((statement) => {
    const { facet, gloss } = statement;
    const link = html`<a href="${hrefOf(statement, page)}">${nameOf(statement)}</a>`;
    const heading = kind === 'HAS_PART' ? html`<h2>${link}</h2>` : html`<h3>${link}</h3>`;
    return html`${heading}
${gloss !== null && html`<p>${facet !== null && `${facet} ⎊ `}${gloss}</p>`}
`;
  })}`;
}

function nameOf({ anchor, link, target }: Statement): string {
  return anchor ?? link?.url ?? target;
}

/**
 * The target of a link: the copy here. Links between copies are relative, as between the originals, so that a mirror of
 * these pages keeps its links.
 */
function hrefOf({ link, target }: Statement, { url }: WholePage): string {
  if (link === null) return conceptHref(target);
  const [own, other] = [new URL(url), new URL(link.url)];
  if (own.host !== other.host || pageHref(url) === url) return pageHref(link.url);
  const up = '../'.repeat(own.pathname.split('/').length - 2) || './';
  return up + placeOf(link.url).slice(1);
}

function subjectOf(page: WholePage, meaning: string | null): Readonly<Record<string, unknown>> {
  const { kind, name, alternateNames, concept, title, publisher, section } = page;
  const described = page.statements.filter(({ link }) => link !== null && Object.keys(factsOf(link)).length > 0);
  const listed = described.map(({ anchor, link }) => ({
    '@type': 'WebPage',
    url: link?.url,
    ...(anchor !== null && { name: anchor }),
    ...factsOf(link as LinkedPage),
  }));
  return {
    '@type': [kind === 'AREA' ? 'CollectionPage' : 'WebPage', 'Article'],
    headline: title,
    ...factsOf(page),
    ...(publisher !== null && { publisher }),
    ...(section !== null && { articleSection: section }),
    mainEntity: {
      '@type': 'DefinedTerm',
      name,
      ...(alternateNames.length > 0 && { alternateName: alternateNames }),
      ...(meaning !== null && { description: meaning }),
      url: conceptHref(concept),
    },
    ...(listed.length > 0 && { [kind === 'AREA' ? 'hasPart' : 'mentions']: listed }),
  };
}

function factsOf({ author, publishedAt, modifiedAt, image }: Omit<LinkedPage, 'url'>) {
  return {
    ...(author !== null && { author }),
    ...(publishedAt !== null && { datePublished: publishedAt }),
    ...(modifiedAt !== null && { dateModified: modifiedAt }),
    ...(image !== null && { image: { '@type': 'ImageObject', ...sized(image) } }),
  };
}

function sized({ url, width, height }: NonNullable<LinkedPage['image']>) {
  return { url, ...(width !== null && { width }), ...(height !== null && { height }) };
}
