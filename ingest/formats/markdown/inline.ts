/**
 * The inside of a Markdown block: text, links and bold ranges, in one pass.
 *
 * Brackets and emphasis are on stacks and resolved when they close, so that every character is read a bounded number of
 * times, whatever the text. What never closes is text, except at the end of a cut copy: half a link or image there is
 * dropped.
 */
import { assemble, type Inline } from '../outline.ts';
import { collapse, decodeEntity, ENTITY } from '../plain-text.ts';
import { closeBracket, openBracket } from './brackets.ts';
import { code, emphasis, formula, mark } from './marks.ts';
import type { References } from './references.ts';
import { matchAt, type Scan } from './scan.ts';
import { angle } from './tags.ts';

const SPECIAL = /[\\`*_![\]<&$]|~~|==/g;
/** Fast path: a text that is a single link without further markup, as headings and items often are. */
const SOLE_LINK = /^\[([^\\`*_[\]<&$~=^]+)\]\(([^\0- ()\\&<]*)\)$/;
const IS_SPECIAL = /[\\`*_[\]<&$]|~~|==/;

/** What may be cut at the end of a text: nothing, only half a link, or anything unclosed. */
export type Ending = 'whole' | 'half link' | 'cut';

/**
 * Reads the text of one block.
 *
 * @param ending - whether the copy may end with this block.
 * @param embeds - receives the names of content embedded from elsewhere, which is left out.
 * @returns the inline; `isCut` if it ended in an unclosed link or image, which was dropped.
 */
export function readInline(source: string, ending: Ending, references: References, embeds: string[]): Inline {
  // A separate `!` at the end of the copy is the start of an image.
  if (ending === 'cut' && /(?:^|\s)!$/.test(source.slice(-2))) {
    return { ...readInline(source.slice(0, -1), 'cut', references, embeds), isCut: true };
  }
  if (!IS_SPECIAL.test(source)) return { text: collapse(source), links: [], bolds: [], isCut: false };
  const sole = source.startsWith('[') ? SOLE_LINK.exec(source) : null;
  if (sole !== null) {
    const text = collapse(sole[1] ?? '');
    return { text, links: [{ text, url: sole[2] ?? '' }], bolds: [], isCut: false };
  }
  const scan: Scan = {
    source,
    references,
    at: 0,
    texts: [],
    links: [],
    bolds: [],
    brackets: [],
    barren: 0,
    delimiters: { '*': [], _: [] },
    marks: {},
    anchors: [],
    scripts: [],
    unclosedRuns: new Set(),
    missing: new Set(),
    embeds,
    halfLink: null,
    halfAddress: null,
  };
  while (scan.at < source.length) {
    SPECIAL.lastIndex = scan.at;
    const next = SPECIAL.exec(source)?.index ?? source.length;
    if (next > scan.at) scan.texts.push(source.slice(scan.at, next));
    scan.at = next;
    if (next < source.length) readSpecial(scan, source.charAt(next));
  }
  return ending === 'whole' ? assemble(scan) : withoutHalf(scan, ending);
}

function readSpecial(scan: Scan, character: string): void {
  const { source, at, texts } = scan;
  if (character === '*' || character === '_') emphasis(scan, character);
  else if (character === '[') openBracket(scan, false);
  else if (character === '!' && source.charAt(at + 1) === '[') openBracket(scan, true);
  else if (character === ']') closeBracket(scan);
  else if (character === '`') code(scan);
  else if (character === '<') angle(scan);
  else if (character === '$') formula(scan);
  else if (character === '~' || character === '=') mark(scan, character === '~' ? '~~' : '==');
  else if (character === '&') {
    const entity = matchAt(ENTITY, source, at)?.[0];
    texts.push(entity === undefined ? '&' : decodeEntity(entity));
    scan.at += entity?.length ?? 1;
  } else {
    // A backslash before a line end is a line break; before punctuation, it escapes that character.
    const isEscape = character === '\\' && /[\n!-/:-@[-`{-~]/.test(source.charAt(at + 1));
    texts.push(isEscape ? source.charAt(at + 1) : character);
    scan.at += isEscape ? 2 : 1;
  }
}

/** The inline at the end of the copy, without half a link or image at its end. */
function withoutHalf(scan: Scan, ending: Ending): Inline {
  const { texts, links, bolds, delimiters, halfAddress } = scan;
  if (ending === 'half link') return halfAddress === null ? assemble(scan) : upTo(scan, halfAddress);
  for (const { piece, length } of [...delimiters['*'], ...delimiters._]) if (length > 1) texts[piece] = '';
  const half = halfPiece(scan);
  return half === null ? assemble({ texts, links, bolds }) : upTo(scan, half);
}

function upTo({ texts, links, bolds }: Scan, half: number): Inline {
  const isWhole = ({ to }: { to: number }): boolean => to <= half;
  return assemble({ texts: texts.slice(0, half), links: links.filter(isWhole), bolds: bolds.filter(isWhole) }, true);
}

/** The piece where half a link or image starts; null for none. */
function halfPiece({ source, brackets, halfLink }: Scan): number | null {
  const image = brackets.find(({ isImage }) => isImage);
  const last = brackets.at(-1);
  // An open bracket before the end of a sentence is prose, as in an interval [0, 1).
  const isProse = last === undefined || /[.!?](?:\s|$)/.test(source.slice(last.at));
  const half = [image?.piece, halfLink, isProse ? null : last.piece].filter((piece) => piece != null);
  return half.length === 0 ? null : Math.min(...half);
}
