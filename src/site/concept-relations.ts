/** The relations of a term by kind and direction, each with the pages that state it. */
import { getOrMake } from '../get-or-make.ts';
import { type Html, html } from './html.ts';
import { conceptHref, pageHref } from './layout.ts';
import { linkRow } from './lists.ts';
import { relationHeading } from './relation-headings.ts';
import { withoutGlyph } from './wording.ts';

export interface Edge {
  direction: string;
  concept: { slug: string; name: string };
  node: { kind: string; pages: { url: string; title: string }[] };
}

/**
 * A heading for each kind and direction; pages that state everything under a heading are named once, below the list.
 */
export function relationLists(edges: readonly Edge[]): Html {
  const groups = new Map<string, Edge[]>();
  for (const edge of edges) {
    getOrMake(groups, relationHeading(edge.node.kind, edge.direction === 'OUTGOING'), () => []).push(edge);
  }
  return html`${[...groups].map(
    ([heading, group]) => html`<h3>${heading}</h3>
${group.length > 1 && new Set(group.map(addresses)).size === 1 ? statedTogether(group) : statedApart(group)}
`,
  )}`;
}

function addresses({ node }: Edge): string {
  return node.pages.map(({ url }) => url).join(' ');
}

function statedTogether(group: readonly Edge[]): Html {
  const pages = group[0]?.node.pages ?? [];
  return html`<ul class="row">${group.map((edge) => item(edge, []))}</ul>
${
  pages.length > 0 &&
  html`<p class="aside">Stated on ${linkRow(pages.map(({ url, title }) => ({ href: pageHref(url), name: withoutGlyph(title) })))}.</p>`
}`;
}

function statedApart(group: readonly Edge[]): Html {
  return html`<ul class="row">${group.map((edge) => item(edge, edge.node.pages))}</ul>`;
}

function item({ concept: { slug, name } }: Edge, pages: Edge['node']['pages']): Html {
  const sources = pages.map(({ url, title }) => ({ href: pageHref(url), name: besideName(title, name) }));
  return html`<li><a href="${conceptHref(slug)}">${name}</a>${
    sources.length > 0 && html` <span class="aside">(${linkRow(sources)})</span>`
  }</li>
`;
}

/** A page's title without the name of the term, which is already beside it. */
function besideName(title: string, name: string): string {
  const whole = withoutGlyph(title);
  if (whole === name) return 'page';
  const start = `${name} · `;
  return whole.startsWith(start) ? whole.slice(start.length) : whole;
}
