/** Lists of links to terms and calculators, as the pages for readers have them. */
import { type Html, html } from './html.ts';
import { calculatorHref, conceptHref } from './layout.ts';

/** What an entry says, in characters. */
const ENTRY = 300;

export interface Entry {
  href: string;
  name: string;
  /** What stands below the link. */
  about?: string | null | undefined;
  /** What a search found in its texts. */
  passage?: Html | null;
}

export function termEntry({ slug, name, meaning }: { slug: string; name: string; meaning?: string | null }): Entry {
  return { href: conceptHref(slug), name, about: meaning };
}

/** With the first sentences of its summary: its own page has the others. */
export function calculatorEntry({ slug, title, summary }: { slug: string; title: string; summary: string }): Entry {
  const [first = '', ...others] = summary.split(/(?<=\.) (?=[A-Z])/);
  const about = others.reduce((text, next) => (text.length + next.length < ENTRY ? `${text} ${next}` : text), first);
  return { href: calculatorHref(slug), name: title, about };
}

/** Each link with what it leads to below it. */
export function entryList(entries: readonly Entry[]): Html {
  return html`<ul class="terms">${entries.map(
    ({
      href,
      name,
      about,
      passage,
    }) => html`<li><a href="${href}">${name}</a>${about && html`<span class="gist">${about}</span>`}${
      passage && html`<span class="aside gist">${passage}</span>`
    }</li>
`,
  )}</ul>`;
}

/** Links in a row, parted by commas. */
export function linkRow(entries: readonly Entry[]): Html {
  return html`${entries.map(({ href, name }, i) => html`${i > 0 && ', '}<a href="${href}">${name}</a>`)}`;
}

/** What is too long to stand before what follows it: shown once a reader asks for it, without a script. */
export function folded(summary: Html | string, content: Html): Html {
  return html`<details><summary>${summary}</summary>
${content}</details>`;
}

/** Links of which there may be many: one after the other, or in columns. */
export function linkList(entries: readonly Entry[], layout: 'row' | 'columns' = 'row'): Html {
  return html`<ul class="${layout}">${entries.map(
    ({ href, name }) => html`<li><a href="${href}">${name}</a></li>
`,
  )}</ul>`;
}
