/** Formulas of an HTML page as text: the source that their author wrote, else the text of their parts. */
import type { AnyNode, Element } from 'domhandler';
import { scriptText } from '../scripts.ts';
import { isElement, isText } from './tree.ts';

/** The text of a `math` element: its alternative text, else its TeX, else its parts in one line. */
export function formulaText(math: Element): string {
  const stated = math.attribs.alttext?.trim() || annotationIn(math)?.trim() || '';
  // Wikipedia wraps every formula in {\displaystyle …}.
  return stated === '' ? partsText(math) : stated.replace(/^\{\\displaystyle\s?(.*)\}$/s, '$1').trim();
}

function annotationIn(element: Element): string | null {
  for (const child of element.children) {
    if (!isElement(child)) continue;
    if (child.name === 'annotation' && /tex/i.test(child.attribs.encoding ?? '')) return plainOf(child);
    const found = annotationIn(child);
    if (found !== null) return found;
  }
  return null;
}

function partsText(node: AnyNode): string {
  if (isText(node)) return node.data.replace(/\s+/g, ' ').trim();
  if (!isElement(node) || node.name.startsWith('annotation')) return '';
  const parts = node.children.map(partsText).filter((part) => part !== '');
  const [first = '', second = '', third = ''] = parts;
  if (node.name === 'msup' || node.name === 'mover') return first + scriptText(second, 'above');
  if (node.name === 'msub' || node.name === 'munder') return first + scriptText(second, 'below');
  if (node.name === 'msubsup' || node.name === 'munderover') {
    return first + scriptText(second, 'below') + scriptText(third, 'above');
  }
  if (node.name === 'mfrac') return `${grouped(first)}/${grouped(second)}`;
  if (node.name === 'msqrt') return `√${grouped(parts.join(''))}`;
  return parts.join('');
}

function grouped(text: string): string {
  return /^[\p{L}\p{N}.]*$/u.test(text) ? text : `(${text})`;
}

export function plainOf(node: AnyNode): string {
  if (isText(node)) return node.data;
  return isElement(node) ? node.children.map(plainOf).join('') : '';
}
