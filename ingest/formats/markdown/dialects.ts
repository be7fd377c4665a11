/** What note takers and site generators set beside the words of a Markdown text, which is none of its text. */
import { withoutShortcodes } from './shortcodes.ts';

/** Obsidian's comments. */
const COMMENT = /(^|[^%\d])%%[^%]{0,5000}%%/g;
/** Obsidian's names of paragraphs, at the end of a line. */
const BLOCK_NAME = /[ \t]\^[a-z\d][a-z\d-]{3,40}[ \t]*$/gim;
/** kramdown's attributes of a text: `{: .note}`. */
const ATTRIBUTES = /\{::?[^{}\n]{0,200}\}/g;
/** The first line of a callout, of Obsidian and of GitHub: `> [!tip] Title`. */
const CALLOUT = /^([ \t]{0,3}>[ \t>]{0,9})\[![\w-]{1,40}\][+-]?([^\n]*)$/gm;

export function withoutDialects(source: string): string {
  let text = withoutShortcodes(source);
  if (text.includes('%%')) text = text.replace(COMMENT, '$1');
  if (text.includes(' ^')) text = text.replace(BLOCK_NAME, '');
  if (text.includes('{:')) text = text.replace(ATTRIBUTES, '');
  if (text.includes('[!')) text = text.replace(CALLOUT, withTitle);
  return text;
}

/** A callout's title leads into its text. */
function withTitle(all: string, start: string, title: string, at: number, text: string): string {
  const isAlone = !/^\r?\n[ \t]{0,3}>/.test(text.slice(at + all.length, at + all.length + 6));
  const words = title.trim();
  return start + (words === '' || isAlone || /[.:!?…]$/.test(words) ? words : `${words}:`);
}
