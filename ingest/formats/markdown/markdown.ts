/**
 * Reads Markdown into an outline: one pass over the lines, the inside of each block read once.
 *
 * It supports what exports and hand-written pages use: front matter, headings, paragraphs, lists, quotes, rules,
 * fenced code, tables, link reference definitions, footnotes. A full syntax tree costs 400 times as much and says
 * nothing more about a page.
 */

import type { Conventions, Outline } from '../outline.ts';
import { buildOutline, type Following, type TextKind } from '../outline-builder.ts';
import { excerpt } from '../plain-text.ts';
import { withoutDialects } from './dialects.ts';
import { addressesIn, headOf, readFrontMatter, unreadIn } from './front-matter.ts';
import { type Ending, readInline } from './inline.ts';
import {
  ABBREVIATION,
  ANCHOR,
  BEGINS_ITEM,
  BOLD_LINE,
  BOX,
  DESCRIPTION,
  FENCE,
  FORMULA_FENCE,
  firstSign,
  HEADING,
  HTML_BLOCK,
  headingContent,
  INDENTED,
  ITEM,
  isClosing,
  isRule,
  JSON_FENCE,
  PROGRAM,
  TAGS,
  UNDERLINE,
} from './lines.ts';
import { footnoteIn, referenceIn, referencesIn } from './references.ts';
import { isUnderHead, rowText } from './tables.ts';

/** Reads a page's text; lines end in LF, CRLF or CR. */
export function readMarkdown(written: string, conventions: Conventions): Outline {
  const embeds: string[] = [];
  const source = withoutDialects(written, embeds);
  const lines = source.includes('\r') ? source.split(/\r\n?|\n/) : source.split('\n');
  const lastLine = lines.findLastIndex((line) => line.trim() !== '');
  const atEnd: Following = lastLine === lines.length - 1 ? 'open end' : 'end';
  const builder = buildOutline(conventions, false);
  const references = source.includes(']:') ? referencesIn(lines) : new Map<string, string>();
  const titlesOfBoxes: string[] = [];
  const abbreviations: string[] = [];
  /** Closing marks that do not occur in the rest of the text. */
  const missing = new Set<string>();
  let text: { kind: TextKind; lines: string[] } | null = null;
  /** Whether indented lines belong to a description above them. */
  let isDescribing = false;

  /** Ends the current text and adds it to the outline; `line` is the first line after it. */
  function endText(line: number): void {
    if (text === null) return;
    const following = line > lastLine ? atEnd : 'more';
    builder.text(text.kind, readInline(text.lines.join('\n'), endingOf(following), references, embeds), following);
    text = null;
  }

  function endingOf(following: Following): Ending {
    if (following === 'more') return 'whole';
    return builder.isAddressAwaited(following) ? 'cut' : 'half link';
  }

  function addLine(kind: TextKind, content: string, line: number): void {
    // A plain line continues any text before it; an item, row or description always starts a new text.
    if (
      text !== null &&
      kind !== 'item' &&
      kind !== 'row' &&
      kind !== 'description' &&
      !(BOLD_LINE.test(content) && BOLD_LINE.test(text.lines[0] ?? '')) &&
      (kind === text.kind || kind === 'paragraph')
    ) {
      text.lines.push(content);
      return;
    }
    endText(line);
    text = { kind, lines: [content] };
  }

  /** Adds a description of a definition list; each line of the paragraph before the first one is a term. */
  function addDescription(line: string, index: number): void {
    if (text?.kind === 'paragraph') {
      const terms = text.lines;
      text = null;
      for (const term of terms) {
        const anchor = ANCHOR.exec(term)?.[1];
        const inline = readInline(term.replace(ANCHOR, ''), 'whole', references, embeds);
        builder.text('term', anchor === undefined ? inline : { ...inline, anchors: [anchor] }, 'more');
      }
    }
    addLine('description', line.replace(DESCRIPTION, ''), index);
    isDescribing = true;
  }

  /** Whether an empty line only separates a term from its description. */
  function isBelowTerm(index: number): boolean {
    return text?.kind === 'paragraph' && DESCRIPTION.test(lines[index + 1] ?? '');
  }

  /** Whether a line without a leading bar is a table row: the delimiter row below the head, or a later row. */
  function isBareRow(line: string): boolean {
    if (text?.kind === 'row') return line.includes('|');
    return text?.kind === 'paragraph' && text.lines.at(-1)?.includes('|') === true && isUnderHead(line);
  }

  /** Adds a row; before the delimiter row, the last line of the paragraph becomes the head. */
  function addRow(line: string, index: number): void {
    const head = text?.kind === 'paragraph' ? text.lines.pop() : undefined;
    if (text?.lines.length === 0) text = null;
    if (head !== undefined) addLine('row', rowText(head), index);
    addLine('row', rowText(line), index);
  }

  /** Ends the current text, and the table if it is a row. */
  function endTable(line: number): void {
    const isRow = text?.kind === 'row';
    endText(line);
    if (isRow) builder.endList();
  }

  function addHeading(level: number, content: string, line: number, anchor?: string): void {
    const following = line === lastLine ? atEnd : 'more';
    const inline = readInline(content, endingOf(following), references, embeds);
    builder.heading(level, anchor === undefined ? inline : { ...inline, anchors: [anchor] }, following);
  }

  for (let index = readHead(); index < lines.length; index += 1) {
    const line = lines[index] as string;
    const first = firstSign(line);
    const fence = first === '`' || first === '~' ? FENCE.exec(line) : null;
    const heading = first === '#' ? HEADING.exec(line) : null;
    const item = fence === null && BEGINS_ITEM.has(first) ? ITEM.exec(line) : null;
    const isInside = isDescribing && INDENTED.test(line);
    if (first !== '' && !isInside && (text === null || item !== null)) isDescribing = false;
    if (first === '' && isBelowTerm(index)) continue;
    if (first === '') endTable(index);
    else if (isUnderline(line, first)) {
      const { lines: above } = text as unknown as { lines: string[] };
      text = null;
      addHeading(first === '=' ? 1 : 2, above.join('\n'), index);
    } else if (isRule(line, first)) {
      endText(index);
      builder.endList();
    } else if (fence !== null) {
      endText(index);
      index = readFence(index, fence[1] as string, fence[2] as string);
    } else if (first === '#' && heading === null && TAGS.test(line)) {
      endText(index);
      builder.head.tags = [...builder.head.tags, ...line.split(/[#\s]+/).filter((tag) => tag !== '')];
    } else if (first === ':' && line.trimStart().startsWith(':::')) {
      endText(index);
      addBox(line);
    } else if (first === '*' && ABBREVIATION.test(line)) {
      endText(index);
      abbreviations.push(ABBREVIATION.exec(line)?.[1] ?? '');
    } else if (heading !== null) {
      endText(index);
      const [marks, text] = [heading[1] ?? '', heading[2] ?? ''];
      addHeading(marks.length, headingContent(text), index, ANCHOR.exec(text)?.[1]);
    } else if (first === '<' && HTML_BLOCK.test(line)) {
      endText(index);
      index = readHtmlBlock(index);
    } else if (first === '>') addLine('quote', line.replace(/^[ \t>]+/, ''), index);
    else if (first === '|') addLine(isInside ? 'description' : 'row', rowText(line), index);
    else if (first === ':' && DESCRIPTION.test(line)) addDescription(line, index);
    else if (first === '[' && isSetApart(line, index)) continue;
    else if (item === null && isBareRow(line)) addRow(line, index);
    else if (item !== null)
      addLine(isInside ? 'description' : 'item', (item[1] ?? '').replace(/^\[[ xX]\]\s/, ''), index);
    else if (text === null && PROGRAM.test(line.trimStart())) index = readProgram(index);
    else addLine(isInside && text === null ? 'description' : 'paragraph', line.trim(), index);
  }
  endText(lines.length);
  for (const [what, names] of [
    ['content embedded from elsewhere', embeds],
    ['the title text of boxes', titlesOfBoxes],
    ['the list of abbreviations', abbreviations],
  ] as const) {
    if (names.length > 0) builder.leftOut(`${what} (${excerpt(names.join(', '))})`);
  }

  /** Reads the front matter; returns the index of the first line after it. */
  function readHead(): number {
    const found = readFrontMatter(lines);
    if (found === null) return 0;
    if (found.fault !== null) builder.leftOut(`the front matter, which cannot be read (${found.fault}),`);
    Object.assign(builder.head, headOf(found));
    const unread = unreadIn(found);
    if (unread.length > 0) builder.leftOut(`what the front matter says as ${excerpt(unread.join(', '))}`);
    for (const url of addressesIn(found)) builder.address({ source: 'the front matter', url, isOpen: false });
    return found.firstLine;
  }

  /** Whether a line makes the paragraph above a heading; dashes below prose or labelled fields are a rule instead. */
  function isUnderline(line: string, first: string): boolean {
    if ((first !== '=' && first !== '-') || text?.kind !== 'paragraph' || !UNDERLINE.test(line)) return false;
    if (first === '=') return true;
    const [only = '', second] = text.lines;
    return second === undefined && only.length <= 120 && !/[.:;!?]$/.test(only) && !only.includes('**');
  }

  /** Whether a line is a link reference definition or a footnote; adds the text of a footnote. */
  function isSetApart(line: string, index: number): boolean {
    const footnote = footnoteIn(line);
    if (footnote !== null) {
      endText(index);
      addLine('paragraph', footnote.trim(), index);
      return true;
    }
    return referenceIn(line) !== null;
  }

  /** Reads fenced code from its opening line; returns the index of its closing line, or one past the last line. */
  function readFence(start: number, fence: string, info: string): number {
    let end = start + 1;
    while (end < lines.length && !isClosing(lines[end] as string, fence)) end += 1;
    const isWhole = end < lines.length;
    if (!isWhole) builder.cut('in a code block');
    const code = lines.slice(start + 1, end).join('\n');
    if (JSON_FENCE.test(info.trim()) || builder.isDataHere()) builder.jsonLd({ text: code, isWhole, line: start + 2 });
    else if (FORMULA_FENCE.test(info.trim())) {
      builder.text('paragraph', { text: code.replace(/\s+/g, ' ').trim(), links: [], bolds: [], isCut: false }, 'more');
    } else builder.code(code);
    return end;
  }

  /** Skips a script, style or comment and adds any text after it; returns the index of its last line. */
  function readHtmlBlock(start: number): number {
    const line = lines[start] as string;
    const name = HTML_BLOCK.exec(line)?.[1]?.toLowerCase();
    const closing = name === undefined ? '-->' : `</${name}`;
    const isEnd = (each: string): boolean => each.toLowerCase().includes(closing);
    let end = start;
    while (!missing.has(closing) && end < lines.length && !isEnd(lines[end] as string)) end += 1;
    if (end === lines.length) missing.add(closing);
    // If it never closes, only its first line is dropped: the rest may be text.
    if (missing.has(closing)) return start;
    const last = lines[end] as string;
    const at = last.toLowerCase().lastIndexOf(closing);
    const rest = last.slice(name === undefined ? at + closing.length : last.indexOf('>', at) + 1).trim();
    if (rest !== '') addLine('paragraph', rest, end);
    return end;
  }

  /** Notes the title of a box as left out, with the mark itself. */
  function addBox(line: string): void {
    const title = (BOX.exec(line.trim())?.[1] ?? '').replace(/["{}[\]]/g, '').trim();
    if (title !== '') titlesOfBoxes.push(title);
  }

  /** Skips an MDX import, export or comment, or the mark of a MkDocs box; returns the index of its last line. */
  function readProgram(start: number): number {
    if (/^[ \t]*[!?]/.test(lines[start] as string)) {
      addBox(lines[start] as string);
      return start;
    }
    let end = start;
    while (end + 1 < lines.length && (lines[end + 1] as string).trim() !== '') end += 1;
    return /^(?:import|\{)/.test(lines[start] as string) && /[;'"}]\s*$/.test(lines[start] as string) ? start : end;
  }

  return builder.build();
}
