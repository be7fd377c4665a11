/** Names and tags beside an HTML text: Notion's properties, MediaWiki's categories, a WordPress plug-in's synonyms. */
import type { CheerioAPI } from 'cheerio/slim';
import { collapse, withoutControls } from '../plain-text.ts';

const PROPERTIES = /class="[^"]*\b(?:properties|catlinks|cmtt_synonyms)\b/;
const NAMES = /^(?:alias|synonym|abbreviation|acronym|also known as|aka)(?:e?s)?$/i;
const TAGS = /^(?:tag|categor(?:y|ie)|topic|keyword)s?$/i;

export function statedBeside($: CheerioAPI, source: string): { names: string[]; tags: string[] } {
  const stated = { names: [] as string[], tags: [] as string[] };
  // Few pages have any, and selectors search the whole tree.
  if (!PROPERTIES.test(source)) return stated;
  const split = (text: string): string[] =>
    withoutControls(text)
      .split(/[,;]/)
      .map(collapse)
      .filter((each) => each !== '');
  for (const row of $('table.properties tr')) {
    const label = collapse($(row).find('th').text());
    const selected = $(row)
      .find('td .selected-value')
      .get()
      .map((value) => collapse($(value).text()));
    const found = selected.length > 0 ? selected : split($(row).find('td').text());
    if (NAMES.test(label)) stated.names.push(...found);
    else if (TAGS.test(label)) stated.tags.push(...found);
  }
  for (const link of $('.catlinks li a')) stated.tags.push(collapse($(link).text()));
  stated.names.push(...split($('.cmtt_synonyms').text()));
  return stated;
}

/** Classes that make text bold in a Google Docs export. */
export function boldClasses(source: string): ReadonlySet<string> {
  const style = /<style[^>]*>([^<]{0,200000})<\/style>/i.exec(source.slice(0, 300_000))?.[1] ?? '';
  if (!style.includes('font-weight')) return new Set();
  const rules = style.matchAll(/\.(c\d{1,4})\{([^{}]{0,2000})\}/g);
  return new Set([...rules].flatMap(([, name = '', rule = '']) => (/font-weight:(?:700|bold)/.test(rule) ? name : [])));
}
