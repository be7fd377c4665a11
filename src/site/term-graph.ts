/**
 * The terms around one term as SVG that needs no script: the term in the middle, its neighbours left and right, and a
 * line between each two terms that a page relates.
 *
 * Positions are percentages, so that names keep their size at any width; only the lines are stretched.
 */
import { type Html, html } from './html.ts';
import { conceptHref } from './layout.ts';

interface Named {
  slug: string;
  name: string;
}

/** The term first, then its neighbours, most relevant first. */
export interface Neighbourhood {
  nodes: { concept: Named }[];
  relations: { from: { slug: string }; to: { slug: string } }[];
}

interface Placed extends Named {
  x: number;
  y: number;
  side: 'left' | 'right' | 'middle';
}

/** With more terms names would overlap; with fewer the picture says no more than a list. */
export const MOST_TERMS = 9;
const LEAST_TERMS = 3;
/** Longer names are split into two lines [characters]. */
const LINE = 16;
/** Percentages: distance of neighbours from the middle, and of a name from its dot. */
const REACH = 15;
const BESIDE = 2;

/** Null for a term with too few neighbours. */
export function termGraph({ nodes, relations }: Neighbourhood): Html | null {
  if (nodes.length < LEAST_TERMS) return null;
  const terms = placed(nodes.map(({ concept }) => concept));
  const termBySlug = new Map(terms.map((term) => [term.slug, term]));
  const own = terms[0]?.name;
  const lines = new Map<string, string>();
  for (const { from, to } of relations) {
    const [a, b] = [termBySlug.get(from.slug), termBySlug.get(to.slug)];
    if (a !== undefined && b !== undefined && a !== b) lines.set([a.slug, b.slug].sort().join(' '), course(a, b));
  }
  return html`<figure class="graph"><svg role="group" aria-label="Terms around ${own}">
<svg width="100%" height="100%" viewBox="0 0 100 100" preserveAspectRatio="none"><path d="${[...lines.values()].join('')}" fill="none" vector-effect="non-scaling-stroke"/></svg>
${terms.map(drawn)}</svg>
<figcaption>${own} is in the middle. A line joins two terms that a page relates.</figcaption></figure>`;
}

/** Alternately left and right, from top to bottom, along an arc around the term in the middle. */
function placed([own, ...others]: readonly Named[]): Placed[] {
  const neighbours = others.map((term, i): Placed => {
    const y = (100 * (i + 0.5)) / others.length;
    const away = REACH * Math.sqrt(1 - ((y - 50) / 75) ** 2);
    return i % 2 === 0 ? { ...term, y, x: 50 - away, side: 'left' } : { ...term, y, x: 50 + away, side: 'right' };
  });
  return [{ ...(own as Named), x: 50, y: 50, side: 'middle' }, ...neighbours];
}

/** A straight line; between two terms of one side it bends inwards, so that it does not cross those between them. */
function course(a: Placed, b: Placed): string {
  const start = `M${number(a.x)} ${number(a.y)}`;
  if (a.side !== b.side) return `${start}L${number(b.x)} ${number(b.y)}`;
  const inwards = (a.side === 'left' ? 1 : -1) * (Math.abs(a.y - b.y) / 6);
  return `${start}Q${number((a.x + b.x) / 2 + inwards)} ${number((a.y + b.y) / 2)} ${number(b.x)} ${number(b.y)}`;
}

/** Without the name of the term in the middle, which would hide lines and is the page's own anyway. */
function drawn({ slug, name, x, y, side }: Placed): Html {
  const dot = html`<circle cx="${number(x)}%" cy="${number(y)}%" r="${side === 'middle' ? 6 : 3.5}"/>`;
  if (side === 'middle') return dot;
  const [at, anchor] = side === 'left' ? [x - BESIDE, 'end'] : [x + BESIDE, 'start'];
  const lines = inLines(name);
  const first = lines.length === 1 ? 0.35 : -0.2;
  return html`
<a href="${conceptHref(slug)}" aria-label="${name}">${dot}<text aria-hidden="true" y="${number(y)}%" text-anchor="${anchor}">${lines.map(
    (line, i) => html`<tspan x="${number(at)}%" dy="${i === 0 ? first : 1.15}em">${line}</tspan>`,
  )}</text></a>`;
}

/** Splits a long name at the space nearest to its middle. */
function inLines(name: string): string[] {
  if (name.length <= LINE) return [name];
  const spaces = [...name.matchAll(/ /g)].map(({ index }) => index);
  const middle = spaces.sort((a, b) => Math.abs(a - name.length / 2) - Math.abs(b - name.length / 2))[0];
  return middle === undefined ? [name] : [name.slice(0, middle), name.slice(middle + 1)];
}

function number(value: number): string {
  return String(Number(value.toFixed(1)));
}
