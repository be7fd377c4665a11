/** Removes the extensions of note-taking apps and site generators from Markdown, or rewrites them to plain Markdown. */
import { withPlainAnchors } from './attributes.ts';
import { withoutMyst } from './myst.ts';
import { withoutShortcodes } from './shortcodes.ts';

/** Obsidian's comments. */
const COMMENT = /(^|[^%\d])%%[^%]{0,5000}%%/g;
/** Obsidian's block ids, at the end of a line. */
const BLOCK_NAME = /[ \t]\^(?:[a-z\d][a-z\d-]{3,40}|[a-z][a-z-]{1,40})[ \t]*$/gim;
/** MDX's comments. */
const MDX_COMMENT = /([ \t]?)\{\/\*[^{}]{0,2000}\*\/\}(?=([.,;:!?)])?)/g;
/** The delimiter line of a formula on lines of its own. */
const FORMULA_LINE = /^[ \t]{0,3}\$\$[ \t]*$/;
/** kramdown's attribute lists: `{: .note}`. */
const ATTRIBUTES = /\{::?[^{}\n]{0,200}\}/g;
/** The placeholder of a table of contents. */
const CONTENTS =
  /^[ \t]{0,3}(?:\[(?:TOC|\[_?TOC_?\])\]|(?:[*+-]|\d\.)[ \t][^\n]{0,80}\n\{:toc\b[^{}\n]{0,80}\})[ \t]*$/gim;
/** Occurs in every such placeholder; `toc` alone would also match `stock` and `protocol`. */
const HAS_CONTENTS = /(?:\[_?|\{:)toc/i;
/** The first line of a tab of MkDocs: `=== "Title"`. */
const TAB = /^([ \t]*)===[+!]?[ \t]+"([^"\n]{1,200})"[ \t]*$/gm;
/** MkDocs' inclusion of another file. */
const SNIPPET = /^[ \t]*-{1,2}8<-{1,2}[ \t]+"([^"\n]{1,200})"[ \t]*$/gm;
/** The visible line of a folded text, which stands on the lines below it. */
const SUMMARY = /<summary>\s{0,9}([^<*\s][^<*\n]{0,200}?)\s{0,9}<\/summary>[ \t]*$/gm;
/** The first line of a callout, as in Obsidian and on GitHub: `> [!tip] Title`. */
const CALLOUT = /^([ \t]{0,3}>[ \t>]{0,9})\[![\w-]{1,40}\][+-]?([^\n]*)$/gm;

/** @param embeds - receives the names of content embedded from elsewhere, which is left out. */
export function withoutDialects(source: string, embeds: string[]): string {
  let text = withoutMyst(withoutShortcodes(source, embeds));
  if (text.includes('{')) text = withPlainAnchors(text);
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
  // Searching for the character alone is ten times as fast as for a space before it.
  if (text.includes('^')) text = text.replace(BLOCK_NAME, '');
  if (text.includes('{:')) text = text.replace(ATTRIBUTES, '');
  if (text.includes('<summary>')) text = text.replace(SUMMARY, '\n\n**$1**\n');
  if (text.includes('[!')) text = text.replace(CALLOUT, withTitle);
  return text;
}

/** Turns formulas between `$$` lines into fenced blocks, so that no character in them is markup. */
function withFences(text: string): string {
  const lines = text.split('\n');
  const places = lines.flatMap((line, place) => (FORMULA_LINE.test(line.replace(/\r$/, '')) ? [place] : []));
  if (places.length < 2) return text;
  const whole = places.slice(0, places.length - (places.length % 2));
  for (const [i, place] of whole.entries()) lines[place] = i % 2 === 0 ? '```math' : '```';
  return lines.join('\n');
}

/** Puts a callout's title before its text. */
function withTitle(all: string, start: string, title: string, at: number, text: string): string {
  const isAlone = !/^\r?\n[ \t]{0,3}>/.test(text.slice(at + all.length, at + all.length + 6));
  const words = title.trim();
  return start + (words === '' || isAlone || /[.:!?…]$/.test(words) ? words : `${words}:`);
}
