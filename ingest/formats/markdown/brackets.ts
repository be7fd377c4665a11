/** Links and images: open brackets are on a stack and resolved when they close. */
import { WIKI } from '../outline.ts';
import { type LinkTarget, readTarget } from './link-target.ts';
import { labelKey } from './references.ts';
import { type Bracket, matchAt, type Scan } from './scan.ts';

/** `[[Name]]`, `[[folder/Name#Heading|words]]`: a link by page name, as in wikis and note-taking apps. */
const WIKI_LINK = /\[\[([^[\]|\n]{1,200})(?:\|([^[\]\n]{0,200}))?\]\]/y;

export function openBracket(scan: Scan, isImage: boolean): void {
  const { source, at, texts, links, brackets } = scan;
  const wiki = source.startsWith('[[', isImage ? at + 1 : at)
    ? matchAt(WIKI_LINK, source, isImage ? at + 1 : at)
    : null;
  const [all = '', target = '', words = ''] = wiki ?? [];
  if (wiki !== null && /\p{L}|\d{4}/u.test(target)) {
    scan.at += all.length + (isImage ? 1 : 0);
    // Content embedded from another page is not text of this one.
    if (isImage) {
      scan.embeds.push(target.trim());
      closeGap(scan);
      return;
    }
    links.push({ from: texts.length, to: texts.length + 1, url: WIKI + target.trim() });
    texts.push(words.trim() || wikiName(target));
    return;
  }
  brackets.push({ at, piece: texts.length, links: links.length, isImage });
  texts.push(isImage ? '![' : '[');
  scan.at += isImage ? 2 : 1;
}

/** The page name in a wiki link's target, without its folder and heading. */
function wikiName(target: string): string {
  const [path = ''] = target.split(/[#^]/, 1);
  return path.slice(path.lastIndexOf('/') + 1).trim() || target.trim();
}

export function closeBracket(scan: Scan): void {
  const { source, texts, brackets } = scan;
  const opening = brackets.pop();
  const isBarren = brackets.length < scan.barren;
  scan.barren = Math.min(scan.barren, brackets.length);
  if (opening !== undefined && isNoteMark(source.slice(opening.at, scan.at).slice(0, 64))) {
    drop(scan, opening);
    scan.at += 1;
    return;
  }
  const direct = opening === undefined ? null : readTarget(source, scan.at + 1);
  const target =
    opening !== undefined && (direct === null || direct === 'unfinished')
      ? (referred(scan, opening) ?? direct)
      : direct;
  if (opening !== undefined && target === 'unfinished') {
    scan.halfLink ??= opening.piece;
    if (source.charAt(scan.at + 1) === '(') scan.halfAddress ??= opening.piece;
  }
  if (opening === undefined || target === null || target === 'unfinished' || (isBarren && !opening.isImage)) {
    texts.push(']');
    scan.at += 1;
    return;
  }
  scan.at = target.end;
  if (opening.isImage) {
    drop(scan, opening);
    closeGap(scan);
    return;
  }
  texts[opening.piece] = '';
  scan.links.push({ from: opening.piece + 1, to: texts.length, url: target.url });
  scan.barren = brackets.length;
}

function isNoteMark(text: string): boolean {
  return text.startsWith('[^') && text.length < 64 && !/\s/.test(text);
}

/** The target of a reference link, whose label is in brackets after its text or is the text itself; null for none. */
function referred({ source, at, references }: Scan, opening: Bracket): LinkTarget | null {
  if (references.size === 0) return null;
  const own = source.slice(opening.at + (opening.isImage ? 2 : 1), at).slice(0, 201);
  const behind = source.charAt(at + 1) === '[' ? /^\[([^[\]]{0,200})\]/.exec(source.slice(at + 1, at + 203)) : null;
  const url = references.get(labelKey(behind?.[1] || own));
  return url === undefined ? null : { url, end: at + 1 + (behind?.[0].length ?? 0) };
}

/** Removes the space before the punctuation that follows what was taken out. */
function closeGap({ source, at, texts }: Scan): void {
  const last = texts.length - 1;
  if (last >= 0 && /[.,;:!?)]/.test(source.charAt(at))) texts[last] = texts[last]?.trimEnd() ?? '';
}

/** Drops the text of an image or a footnote mark, with all links, bold ranges and open marks in it. */
function drop(scan: Scan, { piece, links }: Bracket): void {
  const { texts, bolds, delimiters, marks } = scan;
  texts.length = piece;
  scan.links.length = links;
  for (const stack of [delimiters['*'], delimiters._, scan.anchors, scan.scripts]) {
    while ((stack.at(-1)?.piece ?? -1) >= piece) stack.pop();
  }
  for (const sign of ['~~', '=='] as const) if ((marks[sign] ?? -1) >= piece) delete marks[sign];
  while ((bolds.at(-1)?.to ?? -1) > piece) bolds.pop();
}
