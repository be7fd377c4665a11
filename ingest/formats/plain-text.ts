/**
 * Plain text: removes markup, control characters and spare white space, and finds where sentences end.
 * Every pattern is linear in the length of the text.
 */
import { startOf, wholeCharacters } from '../../src/whole-characters.ts';

const ESCAPE = String.fromCharCode(27);
const BELL = String.fromCharCode(7);
/** A terminal's escape sequence: `ESC [ … letter`, or `ESC ] … BEL` as in a window title. */
const TERMINAL_SEQUENCE = new RegExp(
  `${ESCAPE}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${BELL}${ESCAPE}]*(?:${BELL}|${ESCAPE}\\\\)?)`,
  'g',
);
/** All Unicode control characters but tab and line ends, as ranges: `\p{Cc}` makes the search five times as slow. */
const CONTROL_RANGES = [0, 8, 11, 12, 14, 31, 127, 159].map((code) => String.fromCharCode(code));
const CONTROL = new RegExp(`[${CONTROL_RANGES.join('').replace(/(.)(.)/gs, '$1-$2')}]`);
const CONTROLS = new RegExp(CONTROL, 'g');
/** Bidirectional controls and zero-width characters: they make two names look alike, or hide a word. */
const INVISIBLE = /[\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g;

/** `text` without terminal escapes and control characters; tab and line ends stay. */
export function withoutControls(text: string): string {
  if (!CONTROL.test(text)) return text;
  return text.replace(TERMINAL_SEQUENCE, '').replace(CONTROLS, '');
}

/** White space other than single spaces. Searching for whole runs takes twice as long. */
const IS_UNEVEN = /[^\S ]| {2}/;

/** `text` with every run of white space as one space. */
export function spaced(text: string): string {
  // Nearly all texts have only single spaces and need no replacement.
  return IS_UNEVEN.test(text) ? text.replace(/\s{2,}|[^\S ]/g, ' ') : text;
}

/** `text` trimmed, with every run of white space as one space. */
export function collapse(text: string): string {
  return spaced(text).trim();
}

/** What a plain text does not contain: markup, controls, surrogates, white space other than single spaces. */
const IS_UNUSUAL = new RegExp(`[<&\\uD800-\\uDFFF${CONTROL.source.slice(1, -1)}]|\\s\\s|[^\\S ]`);

/** Plain text of a JSON string, which may contain entities, tags, control characters and lone surrogates. */
export function plainText(text: string): string {
  if (!IS_UNUSUAL.test(text)) return text.trim();
  return wholeCharacters(collapse(withoutControls(withoutMarkup(text))));
}

/** What a plain name does not contain: controls, invisible characters, white space other than single spaces. */
const IS_UNUSUAL_NAME = new RegExp(`[${INVISIBLE.source.slice(1, -1)}${CONTROL.source.slice(1, -1)}]|[^\\S ]| {2}`);

/** A name for display and comparison: one line, no control or invisible characters. */
export function plainName(text: string): string {
  if (!IS_UNUSUAL_NAME.test(text)) return text.trim();
  return collapse(withoutControls(text).replace(INVISIBLE, ''));
}

/** The start of a value for a message: at most 60 UTF-16 units, on one line. */
export function excerpt(text: string): string {
  const name = plainName(text);
  return name.length <= 60 ? name : `${start(name, 59)}…`;
}

/** An excerpt of the first text and the number of the others, for a message. */
export function firstOf(texts: readonly string[]): string {
  const more = texts.length > 1 ? ` and ${texts.length - 1} more` : '';
  return `"${excerpt(texts[0] ?? '')}"${more}`;
}

const REASON_LENGTH = 160;

/** A parser's error for a message: on one line, cut after a whole word if it is long. */
export function inShort(reason: string): string {
  const line = plainName(reason);
  if (line.length <= REASON_LENGTH) return line;
  const cut = start(line, REASON_LENGTH);
  return `${cut.slice(0, Math.max(0, cut.lastIndexOf(' '))) || cut} …`;
}

/** The line number of an index in a text, counted from 1. */
export function lineAt(text: string, place: number): number {
  return text.slice(0, place).split(/\r\n?|\n/).length;
}

/** The first `length` UTF-16 units of `text`, without white space or half a character at the end. */
export function start(text: string, length: number): string {
  return startOf(text, length).trimEnd();
}

/** Whether two texts differ only in quotes, dashes, case and white space. */
export function isSameText(a: string, b: string): boolean {
  return a === b || textKey(a) === textKey(b);
}

/** A key that is equal for texts that differ only in quotes, dashes, case and white space. */
export function textKey(text: string): string {
  return collapse(text.normalize('NFKC'))
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[‐-―]/g, '-')
    .toLowerCase();
}

const ENTITIES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: '\u00A0',
    ndash: '–',
    mdash: '—',
    hellip: '…',
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
    laquo: '«',
    raquo: '»',
    bull: '•',
    middot: '·',
    times: '×',
    divide: '÷',
    plusmn: '±',
    minus: '−',
    deg: '°',
    euro: '€',
    pound: '£',
    yen: '¥',
    cent: '¢',
    copy: '©',
    reg: '®',
    trade: '™',
    sect: '§',
    le: '≤',
    ge: '≥',
    ne: '≠',
    asymp: '≈',
    infin: '∞',
    sum: '∑',
    radic: '√',
    part: '∂',
    alpha: 'α',
    beta: 'β',
    gamma: 'γ',
    delta: 'δ',
    Delta: 'Δ',
    theta: 'θ',
    lambda: 'λ',
    mu: 'μ',
    pi: 'π',
    rho: 'ρ',
    sigma: 'σ',
    Sigma: 'Σ',
    tau: 'τ',
    phi: 'φ',
    omega: 'ω',
    ocirc: 'ô',
    eacute: 'é',
    egrave: 'è',
    agrave: 'à',
    ccedil: 'ç',
    auml: 'ä',
    ouml: 'ö',
    uuml: 'ü',
    szlig: 'ß',
    ntilde: 'ñ',
    zwj: '',
    zwnj: '',
    shy: '',
  }),
);

/** The character of one entity, given with its `&` and `;`; an unknown entity stays as it is. */
export function decodeEntity(entity: string): string {
  if (entity.charAt(1) !== '#') return ENTITIES.get(entity.slice(1, -1)) ?? entity;
  const isHex = /[xX]/.test(entity.charAt(2));
  const code = Number.parseInt(entity.slice(isHex ? 3 : 2, -1), isHex ? 16 : 10);
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\uFFFD';
  return withoutControls(String.fromCodePoint(code));
}

/** One entity; below, one HTML tag: element names are listed because `x <y and z> w` is prose. */
export const ENTITY = /&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});/y;
export const TAG =
  /<\/?(?:a|abbr|address|article|aside|b|bdi|bdo|big|blockquote|br|button|caption|center|cite|code|col|colgroup|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|font|footer|form|h[1-6]|header|hr|i|iframe|img|input|ins|kbd|label|li|link|main|mark|meta|nav|noscript|object|ol|p|picture|pre|q|rp|rt|ruby|s|samp|script|section|small|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|tfoot|th|thead|time|tr|tt|u|ul|var|video|wbr)(?:[\s/][^<>]*)?>/iy;

/** Names of elements that separate words. */
export const SETS_APART =
  /^(?:article|aside|blockquote|br|caption|center|dd|details|div|dl|dt|figcaption|figure|h[1-6]|hr|li|main|ol|p|section|summary|table|t[dhr]|thead|tbody|tfoot|ul)$/;

const ENTITIES_ANYWHERE = new RegExp(ENTITY, 'g');
const TAGS_ANYWHERE = new RegExp(TAG, 'gi');

function withoutMarkup(text: string): string {
  return decodeEntities(text.includes('<') ? text.replace(TAGS_ANYWHERE, inPlaceOf) : text);
}

function inPlaceOf(tag: string): string {
  const name = /[a-z]+[1-6]?/i.exec(tag)?.[0] ?? '';
  return SETS_APART.test(name.toLowerCase()) ? ' ' : '';
}

/** `text` with its entities decoded. */
export function decodeEntities(text: string): string {
  return text.includes('&') ? text.replace(ENTITIES_ANYWHERE, decodeEntity) : text;
}

const SENTENCE_END = /[.!?…。！？]["'”’»)\]]*(?=\s|$)/gu;
/** Abbreviations: their full stop ends no sentence, nor does one after a single letter, which is an initial. */
const ABBREVIATIONS = new Set([
  'al',
  'approx',
  'cf',
  'co',
  'corp',
  'dr',
  'eq',
  'fig',
  'inc',
  'jr',
  'ltd',
  'mr',
  'mrs',
  'no',
  'st',
  'vs',
]);

/** Whether `text` ends with sentence-final punctuation, which quotes or brackets may follow. */
export function endsSentence(text: string): boolean {
  return /[.!?…。！？]["'”’»)\]]{0,8}$/u.test(text.slice(-9));
}

/**
 * The complete sentences at the start of a text that was cut somewhere; '' for none.
 *
 * A full stop ends a sentence if no lower-case letter follows it and no abbreviation precedes it. After a digit at the
 * very end of the text it does not count: it may be the decimal point of a cut number.
 *
 * @example wholeSentences('Prices fall. Margin calls fol') // => 'Prices fall.'
 */
export function wholeSentences(text: string): string {
  let end = 0;
  for (const match of text.matchAll(SENTENCE_END)) {
    const after = match.index + match[0].length;
    if (match[0].startsWith('.') && !isFullStop(text, match.index, after)) continue;
    if (/^\s+\p{Ll}/u.test(text.slice(after, after + 8))) continue;
    end = after;
  }
  return text.slice(0, end);
}

function isFullStop(text: string, at: number, after: number): boolean {
  const word = /[\p{L}\p{N}]*$/u.exec(text.slice(Math.max(0, at - 12), at))?.[0] ?? '';
  if (/^\p{L}$/u.test(word) || ABBREVIATIONS.has(word.toLowerCase())) return false;
  return after < text.length || !/\p{N}$/u.test(word);
}
