/** The changes on the pages of a term, latest first. */
import { type Html, html } from './html.ts';
import { pageHref } from './layout.ts';
import { dayInWords, withoutGlyph } from './wording.ts';

export interface Change {
  at: string;
  kind: string;
  url: string;
  fields: { field: string }[];
}

const WHAT: Readonly<Record<string, string>> = {
  alternateNames: 'other names',
  glosses: 'what it says of other terms',
  linkTexts: 'link texts',
  publishedAt: 'date of publication',
  modifiedAt: 'date of modification',
  truncated: 'how much of it is read',
  concept: 'the term it describes',
};

/** @param pages - the current pages of the term; a removed one is named by its address. */
export function historyOf(history: readonly Change[], pages: readonly { url: string; title: string }[]): Html | null {
  if (history.length === 0) return null;
  const titles = new Map(pages.map(({ url, title }) => [url, withoutGlyph(title)]));
  return html`<section aria-labelledby="changes"><h2 id="changes">What changed</h2>
<ul>${history.map(({ at, kind, url, fields }) => {
    const title = titles.get(url);
    const page = title === undefined ? url : html`<a href="${pageHref(url)}">${title}</a>`;
    return html`<li>${dayInWords(at)}: ${page} ${happened(kind, fields)}</li>
`;
  })}</ul></section>`;
}

function happened(kind: string, fields: Change['fields']): string {
  if (kind !== 'CHANGED') return kind === 'ADDED' ? 'was added' : 'was removed';
  return `was changed: ${fields.map(({ field }) => WHAT[field] ?? field).join(', ')}`;
}
