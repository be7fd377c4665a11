/** Angle brackets in Markdown: addresses, comments, HTML tags and MDX components. */
import { decodeEntities, SETS_APART, TAG } from '../plain-text.ts';
import { scriptText } from '../scripts.ts';
import { matchAt, type Scan } from './scan.ts';

const AUTOLINK = /<(https?:\/\/[^\s<>]*)>/iy;
/** An MDX component: a capitalized name, optionally with attributes that have values. */
const COMPONENT =
  /<(?:\/?[A-Z][\w.]{0,60}|[A-Z][\w.]{0,60}(?:\s+[\w-]{1,40}=(?:"[^"]{0,300}"|'[^']{0,300}'|\{[^{}]{0,300}\}))+)\s*\/?>/y;
const TAG_NAME = /^<(\/?)([a-z][a-z\d]*)/i;
const TITLE = /\s(?:title|label)=(?:"([^"]*)"|'([^']*)')/;
const HREF = /\s(?:href|to)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i;

export function angle(scan: Scan): void {
  const { source, at, texts } = scan;
  const address = matchAt(AUTOLINK, source, at);
  if (address !== null) {
    const [all, url = ''] = address;
    scan.links.push({ from: texts.length, to: texts.length + 1, url });
    texts.push(url);
    scan.at += all.length;
    return;
  }
  const tag = (matchAt(TAG, source, at) ?? matchAt(COMPONENT, source, at))?.[0];
  const [, slash = '', written = ''] = TAG_NAME.exec(tag ?? '') ?? [];
  const name = written.toLowerCase();
  const end = source.startsWith('<!--', at) ? '-->' : name === 'script' || name === 'style' ? `</${name}` : null;
  if (end !== null && slash === '' && skipTo(scan, end, at + 4)) return;
  texts.push(tag === undefined ? '<' : SETS_APART.test(name) ? ' ' : '');
  scan.at += tag?.length ?? 1;
  if (tag === undefined) return;
  const isComponent = /^[A-Z]/.test(written);
  if (isComponent && tag.endsWith('/>') && tag.includes('=')) scan.embeds.push(`<${written}>`);
  else if (isComponent) texts.push(titleIn(tag));
  if (name === 'a' || (isComponent && name === 'link')) anchor(scan, slash === '' ? tag : null);
  else if (name === 'sup' || name === 'sub') script(scan, name, slash === '');
}

/** A component's title, to put before its text; '' for none. */
function titleIn(tag: string): string {
  const [, double, single] = TITLE.exec(tag) ?? [];
  const title = (double ?? single ?? '').trim();
  return title === '' ? '' : ` ${title}${/[.:!?…]$/.test(title) ? '' : ':'} `;
}

/** Skips to after `end` and, for a tag, its `>`; false if `end` does not occur. */
function skipTo(scan: Scan, end: string, from: number): boolean {
  if (scan.missing.has(end)) return false;
  const found = scan.source.indexOf(end, from);
  if (found < 0) {
    scan.missing.add(end);
    return false;
  }
  const closing = end === '-->' ? found : scan.source.indexOf('>', found);
  scan.at = closing < 0 ? scan.source.length : closing + (end === '-->' ? 3 : 1);
  return true;
}

/** Opens an HTML link for its opening tag, closes it for null. */
function anchor({ texts, links, anchors }: Scan, tag: string | null): void {
  if (tag !== null) {
    const [, double, single, bare] = HREF.exec(tag) ?? [];
    const url = double ?? single ?? bare;
    if (url !== undefined) anchors.push({ piece: texts.length, url: decodeEntities(url) });
    return;
  }
  const opening = anchors.pop();
  if (opening === undefined || (links.at(-1)?.to ?? 0) > opening.piece) return;
  links.push({ from: opening.piece, to: texts.length, url: opening.url });
}

function script({ texts, scripts }: Scan, name: 'sup' | 'sub', isOpening: boolean): void {
  if (isOpening) {
    scripts.push({ piece: texts.length, name });
    return;
  }
  const opening = scripts.pop();
  if (opening === undefined || opening.name !== name) return;
  const inner = texts.slice(opening.piece).join('');
  texts.fill('', opening.piece);
  texts.push(scriptText(inner, name === 'sup' ? 'above' : 'below'));
}
