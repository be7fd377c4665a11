/** The marks that a line of Markdown begins or ends with, and what it is by them. */

export const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(?![ \t])(.*))?$/s;
export const FENCE = /^ {0,3}(`{3,}|~{3,}(?!~))([^`]*)$/;
export const ITEM = /^[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+(?![ \t])(.*))?$/s;
export const BEGINS_ITEM = new Set('-*+0123456789');
export const JSON_FENCE = /^(?:json|jsonld|json-ld|application\/ld\+json)\b/i;
export const FORMULA_FENCE = /^(?:math|latex|tex|katex)\b/i;
export const DESCRIPTION = /^ {0,3}:[ \t]{1,8}/;
/** The start of a line with a term and its text: `**Term**: text`. */
export const BOLD_LINE = /^(?:\*\*|__)[^*_\n]{1,80}(?:[:.]\s?(?:\*\*|__)|(?:\*\*|__)(?::|\s[–—-]\s))/;
/** The start of a line that continues the description above it, after a blank line. */
export const INDENTED = /^(?: {2}| ?\t)/;
/** The underline of a setext heading. */
export const UNDERLINE = /^ {0,3}(?:(=+)|-+)[ \t]*$/;
/** The start of an MDX import, export or comment, or the first line of a MkDocs box: `!!! note`, `???+ note`. */
export const PROGRAM =
  /^(?:import\s[^;]{1,300}\sfrom\s{1,8}['"]|import\s{1,8}['"]|export\s(?:const|default|function|let)\s|\{\/\*|(?:!!!|\?\?\?)\+?\s)/;
/** The first or last line of a box, with an optional title: `:::tip Remember`, `!!! note "Remember"`. */
export const BOX = /^[:!?+]{3,20} ?[\w-]{0,40}(.{0,200})/;
/** A line of Obsidian tags. */
export const TAGS = /^[ \t]*(?:#\p{L}[\p{L}\p{N}_/-]{0,60}[ \t]*){1,50}$/u;
/** The definition of an abbreviation: `*[VaR]: Value at Risk`. */
export const ABBREVIATION = /^ {0,3}\*\[([^[\]]{1,80})\]:/;
/** The start of a script, style or comment, which may span blank lines. */
export const HTML_BLOCK = /^ {0,3}<(?:(script|style)\b|!--)/i;
/** An explicit anchor of a heading or term: `{#name}`. */
export const ANCHOR = /\s\{#([\w-]{1,100})\}\s*$/;

/** The first character other than white space; '' for a blank line. */
export function firstSign(line: string): string {
  if (line === '') return '';
  const first = line.charAt(0);
  return first > ' ' && first <= '~' ? first : line.trimStart().charAt(0);
}

export function isRule(line: string, first: string): boolean {
  if ((first !== '-' && first !== '*' && first !== '_') || !line.trimEnd().endsWith(first)) return false;
  const marks = line.replace(/[ \t]/g, '');
  return marks.length >= 3 && marks === first.repeat(marks.length);
}

export function isClosing(line: string, fence: string): boolean {
  if (!line.includes(fence)) return false;
  const marks = line.trim();
  return marks.startsWith(fence) && marks === fence.charAt(0).repeat(marks.length);
}

/** A heading's text without closing `#` marks and without its anchor. */
export function headingContent(text: string): string {
  const content = text.replace(ANCHOR, '').trimEnd();
  if (!content.endsWith('#')) return content;
  const marks = /#{1,80}$/.exec(content.slice(-80))?.[0] ?? '';
  const before = content.slice(0, content.length - marks.length);
  return before === '' || /[ \t]$/.test(before) ? before : content;
}
