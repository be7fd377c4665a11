/**
 * The inside of a Markdown paragraph: text, links and bold stretches, in one pass.
 *
 * Brackets and emphasis are kept on stacks and resolved when they close, so that no character is looked at more than a
 * bounded number of times, whatever the text is. What never closes is text, except at the end of a cut copy, where a
 * half link or image is dropped.
 */
import { assemble, type Inline } from '../outline.ts';
import { collapse, decodeEntity, ENTITY } from '../plain-text.ts';
import { closeBracket, openBracket } from './brackets.ts';
import { code, emphasis, formula, mark } from './marks.ts';
import type { References } from './references.ts';
import { matchAt, type Scan } from './scan.ts';
import { angle } from './tags.ts';

const SPECIAL = /[\\`*_![\]<&$]|~~|==/g;
/** A text that is one link, as headings and items often are: nothing in it has to be looked for. */
const SOLE_LINK = /^\[([^\\`*_[\]<&$~=^]+)\]\(([^\0- ()\\&<]*)\)$/;
const IS_SPECIAL = /[\\`*_[\]<&$]|~~|==/;

/** What a text's end says of it: nothing; that half a link there was cut; that whatever is unclosed there was cut. */
export type Ending = 'whole' | 'half link' | 'cut';

/**
 * Reads the text of one block.
 *
 * @param ending - whether the copy may end with this block.
 * @param embeds - gets the names of what the text draws in from elsewhere, which is left out.
 * @returns the inline; `isCut` where a link or an image was left unclosed at the end.
 */
export function readInline(source: string, ending: Ending, references: References, embeds: string[]): Inline {
  // An exclamation mark alone at the end of the copy is the first of an image.
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
    // Before a line end it is a line break, before a sign that sign.
    const isEscape = character === '\\' && /[\n!-/:-@[-`{-~]/.test(source.charAt(at + 1));
    texts.push(isEscape ? source.charAt(at + 1) : character);
    scan.at += isEscape ? 2 : 1;
  }
}

/** The inline that ends the copy, without half a link or an image at its end. */
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

/** The piece from which on the text is half an image or a link; null where it is neither. */
function halfPiece({ source, brackets, halfLink }: Scan): number | null {
  const image = brackets.find(({ isImage }) => isImage);
  const last = brackets.at(-1);
  // A bracket with the end of a sentence behind it is prose, as in an interval [0, 1).
  const isProse = last === undefined || /[.!?](?:\s|$)/.test(source.slice(last.at));
  const half = [image?.piece, halfLink, isProse ? null : last.piece].filter((piece) => piece != null);
  return half.length === 0 ? null : Math.min(...half);
}
