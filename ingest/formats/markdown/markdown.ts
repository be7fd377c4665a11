/**
 * The Markdown export as an outline: one pass over the lines, the inside of each block read once.
 *
 * Of Markdown only what the export and hand-written pages use is known: headings, paragraphs, lists, quotes, rules,
 * fenced code and rows of tables. A full syntax tree costs 400 times as much and says nothing more about a page.
 */

import type { Conventions, Outline } from '../outline.ts';
import { buildOutline, type Following, type TextKind } from '../outline-builder.ts';
import { readInline } from './inline.ts';

const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(?![ \t])(.*))?$/s;
const FENCE = /^ {0,3}(`{3,}|~{3,}(?!~))([^`]*)$/;
const ITEM = /^[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+(?![ \t])(.*))?$/s;
const JSON_FENCE = /^(?:json|jsonld|json-ld|application\/ld\+json)\b/i;

/** Reads a page's text, LF or CRLF. */
export function readMarkdown(source: string, conventions: Conventions): Outline {
  const lines = source.includes('\r') ? source.split(/\r\n?|\n/) : source.split('\n');
  const lastLine = lines.findLastIndex((line) => line.trim() !== '');
  const atEnd: Following = lastLine === lines.length - 1 ? 'open end' : 'end';
  const builder = buildOutline(conventions);
  let text: { kind: TextKind; lines: string[] } | null = null;

  /** Reads the text gathered so far; `line` is the first that is no part of it. */
  function endText(line: number): void {
    if (text === null) return;
    const following = line > lastLine ? atEnd : 'more';
    builder.text(text.kind, readInline(text.lines.join('\n'), following !== 'more'), following);
    text = null;
  }

  function addLine(kind: TextKind, content: string, line: number): void {
    // A plain line goes on with whatever text stands before it; an item never does.
    if (text !== null && kind !== 'item' && (kind === text.kind || kind === 'paragraph')) {
      text.lines.push(content);
      return;
    }
    endText(line);
    text = { kind, lines: [content] };
  }

  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] as string;
    const first = line.trimStart().charAt(0);
    const fence = first === '`' || first === '~' ? FENCE.exec(line) : null;
    const heading = first === '#' ? HEADING.exec(line) : null;
    const item = fence === null && heading === null ? ITEM.exec(line) : null;
    if (first === '') endText(index);
    else if (isRule(line, first)) {
      endText(index);
      builder.endList();
    } else if (fence !== null) {
      endText(index);
      index = readFence(index, fence[1] as string, fence[2] as string);
    } else if (heading !== null) {
      endText(index);
      const following = index === lastLine ? atEnd : 'more';
      builder.heading(
        heading[1]?.length ?? 1,
        readInline(headingContent(heading[2] ?? ''), following !== 'more'),
        following,
      );
    } else if (first === '>') addLine('quote', line.replace(/^[ \t>]+/, ''), index);
    else if (first === '|') addLine('item', tableRow(line), index);
    else if (item !== null) addLine('item', item[1] ?? '', index);
    else addLine('paragraph', line.trim(), index);
  }
  endText(lines.length);

  /** Reads fenced code from its opening line on; returns the line that closes it, or one past the last. */
  function readFence(start: number, fence: string, info: string): number {
    let end = start + 1;
    while (end < lines.length && !isClosing(lines[end] as string, fence)) end += 1;
    const isWhole = end < lines.length;
    if (!isWhole) builder.cut('in a code block');
    if (JSON_FENCE.test(info.trim()) || builder.isDataHere()) {
      builder.jsonLd({ text: lines.slice(start + 1, end).join('\n'), isWhole });
    }
    return end;
  }

  return builder.build();
}

function isRule(line: string, first: string): boolean {
  if (first !== '-' && first !== '*' && first !== '_') return false;
  const marks = line.replace(/[ \t]/g, '');
  return marks.length >= 3 && marks === first.repeat(marks.length);
}

function isClosing(line: string, fence: string): boolean {
  const marks = line.trim();
  return marks.startsWith(fence) && marks === fence.charAt(0).repeat(marks.length);
}

/** A heading's text without the marks that may close it. */
function headingContent(text: string): string {
  const content = text.trimEnd();
  const marks = /#{1,80}$/.exec(content.slice(-80))?.[0] ?? '';
  const before = content.slice(0, content.length - marks.length);
  return before === '' || /[ \t]$/.test(before) ? before : content;
}

/** The cells of a table's row as one text; the row under the head has none. */
function tableRow(line: string): string {
  return /^[\s|:-]*$/.test(line) ? '' : line.replaceAll('|', ' ');
}
