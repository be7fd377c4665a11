/** Decodes bytes to text by the character set that a page declares, or else by what its bytes look like. */
import { isUtf8 } from 'node:buffer';
import { PageRejected } from './faults.ts';

export interface DecodedText {
  text: string;
  /** Whether the copy is cut inside its last character. */
  isCut: boolean;
}

/** How many first bytes to search for a declaration, as HTML defines, and characters to check for UTF-16. */
const DECLARED_WITHIN = 1024;
const DECLARATION =
  /<meta[^>]{0,200}?charset\s{0,8}=\s{0,8}["']?\s{0,8}([\w:.-]{1,40})|^<\?xml[^>]{0,200}?encoding=["']([\w:.-]{1,40})["']/i;
/** A lead byte of UTF-8 followed by a continuation byte. */
const LOOKS_LIKE_UTF8 = /[\u00c2-\u00f4][\u0080-\u00bf]/;
/** A text in any script has at least one of these: ASCII, or the spaces and punctuation of East Asia. */
const SIGN = /[\t\n\r -~\u3000-\u303f\uff00-\uffef]/;
/** Unassigned and private characters: a text has at most a share of FEW of them. */
const UNDEFINED = /[\p{Cn}\p{Co}]/gu;
const FEW = 0.05;
/** Bytes that windows-1252 leaves undefined, and control characters that no text has. */
const NOT_IN_WINDOWS_1252 = /[\u0081\u008d\u008f\u0090\u009d]|[^\P{Cc}\t\n\f\r\u0080-\u009f]/u;

/**
 * The text of a page. A UTF-16 byte order mark wins over a declaration (`<meta charset>`, `<?xml encoding>`); next is
 * UTF-8, then windows-1252 if the bytes do not look like broken UTF-8.
 * @throws PageRejected NOT_TEXT.
 */
export function decode(bytes: Uint8Array): DecodedText {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decodeUtf16('utf-16le', bytes);
  if (first === 0xfe && second === 0xff) return decodeUtf16('utf-16be', bytes);
  if (bytes.includes(0)) throw new PageRejected('NOT_TEXT', 'the page contains a NUL byte, but must be text in UTF-8');
  const declared = declaredSet(bytes);
  if (declared !== null) return decodeAs(declared, bytes);
  // Nearly every page is valid UTF-8, which needs no TextDecoder.
  if (isUtf8(bytes)) return { text: textOf(bytes, 'utf8').replace(/^\uFEFF/, ''), isCut: false };
  try {
    return decodeAs('utf-8', bytes);
  } catch (error) {
    const latin = textOf(bytes, 'latin1');
    if (LOOKS_LIKE_UTF8.test(latin) || NOT_IN_WINDOWS_1252.test(latin)) throw error;
    return decodeAs('windows-1252', bytes);
  }
}

/**
 * Decodes bytes that must be UTF-8, whatever they declare.
 * @throws PageRejected NOT_TEXT.
 */
export function decodeUtf8(bytes: Uint8Array): string {
  return decodeAs('utf-8', bytes).text;
}

/** Decodes UTF-16. Nearly any bytes are valid UTF-16, so the result must also look like a text, else NOT_TEXT. */
function decodeUtf16(set: 'utf-16le' | 'utf-16be', bytes: Uint8Array): DecodedText {
  const decoded = decodeAs(set, bytes);
  const { text } = decoded;
  const start = text.slice(0, DECLARED_WITHIN);
  const strange = start.match(UNDEFINED)?.length ?? 0;
  if (text !== '' && (text.includes('\0') || !SIGN.test(text) || strange > start.length * FEW)) {
    throw new PageRejected('NOT_TEXT', `the page starts like text in ${set.toUpperCase()}, but is not`);
  }
  return decoded;
}

function textOf(bytes: Uint8Array, set: 'utf8' | 'latin1', length = bytes.length): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(length, bytes.length)).toString(set);
}

function decodeAs(set: string, bytes: Uint8Array): DecodedText {
  const decoder = new TextDecoder(set, { fatal: true });
  let text: string;
  try {
    text = decoder.decode(bytes, { stream: true });
  } catch (cause) {
    throw new PageRejected('NOT_TEXT', `the page is not text in ${set.toUpperCase()}`, { cause });
  }
  try {
    return { text: text + decoder.decode(), isCut: false };
  } catch {
    return { text, isCut: true };
  }
}

/** The declared character set, null for UTF-8 or an unknown one. A declaration readable as ASCII rules out UTF-16. */
function declaredSet(bytes: Uint8Array): string | null {
  if (!bytes.subarray(0, DECLARED_WITHIN).includes(0x3c)) return null; // no `<`
  const [, inMeta, inXml] = DECLARATION.exec(textOf(bytes, 'latin1', DECLARED_WITHIN)) ?? [];
  const set = (inMeta ?? inXml ?? 'utf-8').toLowerCase();
  if (/^utf-?(?:8|16)/.test(set)) return null;
  try {
    return new TextDecoder(set).encoding;
  } catch {
    return null; // unknown character set
  }
}
