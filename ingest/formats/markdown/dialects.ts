/** What note takers and site generators set beside the words of a Markdown text, which is none of its text. */
import { withoutShortcodes } from './shortcodes.ts';

/** Obsidian's comments. */
const COMMENT = /(^|[^%\d])%%[^%]{0,5000}%%/g;
/** Obsidian's names of paragraphs, at the end of a line. */
const BLOCK_NAME = /[ \t]\^(?:[a-z\d][a-z\d-]{3,40}|[a-z][a-z-]{1,40})[ \t]*$/gim;
/** MDX's comments. */
const MDX_COMMENT = /([ \t]?)\{\/\*[^{}]{0,2000}\*\/\}(?=([.,;:!?)])?)/g;
/** The signs around a formula that has lines of its own. */
const FORMULA_LINE = /^[ \t]{0,3}\$\$[ \t]*$/;
/** kramdown's attributes of a text: `{: .note}`. */
const ATTRIBUTES = /\{::?[^{}\n]{0,200}\}/g;
/** The place of a list of the page's headings. */
const CONTENTS =
  /^[ \t]{0,3}(?:\[(?:TOC|\[_?TOC_?\])\]|(?:[*+-]|\d\.)[ \t][^\n]{0,80}\n\{:toc\b[^{}\n]{0,80}\})[ \t]*$/gim;
/** Occurs in every such mark; the letters `toc` alone also occur in `stock` and `protocol`. */
const HAS_CONTENTS = /(?:\[_?|\{:)toc/i;
/** The first line of a tab of MkDocs: `=== "Title"`. */
const TAB = /^([ \t]*)===[+!]?[ \t]+"([^"\n]{1,200})"[ \t]*$/gm;
/** What MkDocs draws in from another file. */
const SNIPPET = /^[ \t]*-{1,2}8<-{1,2}[ \t]+"([^"\n]{1,200})"[ \t]*$/gm;
/** The first line of a callout, of Obsidian and of GitHub: `> [!tip] Title`. */
const CALLOUT = /^([ \t]{0,3}>[ \t>]{0,9})\[![\w-]{1,40}\][+-]?([^\n]*)$/gm;

/** @param embeds - gets the names of what the text draws in from elsewhere, which is left out. */
export function withoutDialects(source: string, embeds: string[]): string {
  let text = withoutShortcodes(source, embeds);
  if (text.includes('{/*'))
    text = text.replace(MDX_COMMENT, (_, space: string, sign?: string) => (sign === undefined ? space : ''));
  if (HAS_CONTENTS.test(text)) text = text.replace(CONTENTS, (all) => (all.includes('\n') ? '\n' : ''));
  if (text.includes('=== "')) text = text.replace(TAB, '$1$2:');
  if (text.includes('8<-')) {
    embeds.push(...Array.from(text.matchAll(SNIPPET), ([, name = '']) => name));
    text = text.replace(SNIPPET, '');
  }
  if (text.includes('$$')) text = withFences(text);
  if (text.includes('%%')) text = text.replace(COMMENT, '$1');
  // A sign alone is found ten times as fast as one behind a space.
  if (text.includes('^')) text = text.replace(BLOCK_NAME, '');
  if (text.includes('{:')) text = text.replace(ATTRIBUTES, '');
  if (text.includes('[!')) text = text.replace(CALLOUT, withTitle);
  return text;
}

/** Formulas between lines of `$$` as blocks of their own, so that none of their signs is markup. */
function withFences(text: string): string {
  const lines = text.split('\n');
  const places = lines.flatMap((line, place) => (FORMULA_LINE.test(line.replace(/\r$/, '')) ? [place] : []));
  if (places.length < 2) return text;
  const whole = places.slice(0, places.length - (places.length % 2));
  for (const [i, place] of whole.entries()) lines[place] = i % 2 === 0 ? '```math' : '```';
  return lines.join('\n');
}

/** A callout's title leads into its text. */
function withTitle(all: string, start: string, title: string, at: number, text: string): string {
  const isAlone = !/^\r?\n[ \t]{0,3}>/.test(text.slice(at + all.length, at + all.length + 6));
  const words = title.trim();
  return start + (words === '' || isAlone || /[.:!?…]$/.test(words) ? words : `${words}:`);
}
