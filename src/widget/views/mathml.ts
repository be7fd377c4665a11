/**
 * MathML from the service, built element by element from known elements and attributes only, so that nothing else the
 * service sends can become part of the page.
 */
import { hNs } from '../dom.ts';

const MATHML = 'http://www.w3.org/1998/Math/MathML';
const ELEMENTS = new Set(
  'math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle mpadded mphantom msub msup msubsup munder mover munderover mtable mtr mtd menclose'.split(
    ' ',
  ),
);
const ATTRIBUTES = new Set(
  'accent accentunder class columnalign columnspan depth dir display displaystyle fence form height largeop linethickness lspace mathvariant maxsize minsize movablelimits rowspan rspace scriptlevel separator stretchy symmetric voffset width'.split(
    ' ',
  ),
);
const PIECE = /<(\/?)([a-z]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g;
const ENTITIES = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['amp', '&'],
]);

/** The formula; text that is not MathML is shown as it is. */
export function formula(source: string): Element {
  const root = hNs(MATHML, 'math', { display: 'block' });
  const open: Element[] = [root];
  for (const [, closes, tag = '', attributes = '', isEmpty, text] of source.matchAll(PIECE)) {
    const parent = open.at(-1) ?? root;
    if (text !== undefined) parent.append(decoded(text));
    else if (closes) {
      if (open.length > 1) open.pop();
    } else if (tag !== 'math') {
      const element = hNs(MATHML, ELEMENTS.has(tag) ? tag : 'mrow', attributesOf(attributes));
      parent.append(element);
      if (!isEmpty) open.push(element);
    }
  }
  return root;
}

function attributesOf(source: string): Record<string, string> {
  const found = [...source.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, decoded(value)]);
  return Object.fromEntries(found.filter(([name = '']) => ATTRIBUTES.has(name)));
}

function decoded(text: string): string {
  return text.replaceAll(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name = '') => {
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return ENTITIES.get(name) ?? (code <= 0x10ffff ? String.fromCodePoint(code) : whole);
  });
}
