/** Lists of links to terms and calculators on the pages for readers. */
import { type Html, html } from './html.ts';
import { calculatorHref, conceptHref } from './layout.ts';

/** Length of an entry's text, in characters. */
const ENTRY = 300;

export interface Entry {
  href: string;
  name: string;
  /** Shown below the link. */
  about?: string | null | undefined;
  /** The text that a search matched. */
  passage?: Html | null;
}

export function termEntry({ slug, name, meaning }: { slug: string; name: string; meaning?: string | null }): Entry {
  return { href: conceptHref(slug), name, about: meaning };
}

/** With the first sentences of its summary; its own page has the rest. */
export function calculatorEntry({ slug, title, summary }: { slug: string; title: string; summary: string }): Entry {
  const [first = '', ...others] = summary.split(/(?<=\.) (?=[A-Z])/);
  const about = others.reduce((text, next) => (text.length + next.length < ENTRY ? `${text} ${next}` : text), first);
  return { href: calculatorHref(slug), name: title, about };
}

/** Links, each with a description below. */
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

/** Links in a row, separated by commas. */
export function linkRow(entries: readonly Entry[]): Html {
  return html`${entries.map(({ href, name }, i) => html`${i > 0 && ', '}<a href="${href}">${name}</a>`)}`;
}

/** Folds long content behind a summary; opens without a script. */
export function folded(summary: Html | string, content: Html): Html {
  return html`<details><summary>${summary}</summary>
${content}</details>`;
}

/** Many links, one after the other or in columns. */
export function linkList(entries: readonly Entry[], layout: 'row' | 'columns' = 'row'): Html {
  return html`<ul class="${layout}">${entries.map(
    ({ href, name }) => html`<li><a href="${href}">${name}</a></li>
`,
  )}</ul>`;
}
