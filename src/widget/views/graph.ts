/**
 * A small picture of the neighbourhood: terms as nodes to walk on to, lines for the relations that pages state.
 *
 * Neighbours of a term are mostly neighbours of each other, so arrows on all lines would be illegible. A hovered or
 * focused node highlights its own lines, and words tell the kind and direction of each relation.
 */
import { h, hNs, styleSheet } from '../dom.ts';
import graphStyle from './graph.css';
import { LINE_HEIGHT, NARROW, type Placed, place } from './graph-layout.ts';
import { type Named, type Neighbourhood, readNeighbourhood } from './neighbourhood.ts';
import { relationInWords } from './relation-words.ts';

const SVG = 'http://www.w3.org/2000/svg';
const STYLE = styleSheet(graphStyle);
const MOST = 24;
const MOST_NARROW = 11;
const HINT =
  'Point at a term, or move to it with the arrow keys, to see how it is related; select it to continue from there.';

interface GraphContext {
  endpoint: string;
  walk(slug: string): void;
  root: ShadowRoot;
}

/** @throws ServiceAway or Refused */
export async function graphView({ slug, name }: Named, { endpoint, walk, root }: GraphContext): Promise<HTMLElement> {
  const neighbourhood = await readNeighbourhood(endpoint, slug, MOST);
  if (neighbourhood.nodes.length < 2) return h('p', { class: 'also' }, 'No page states a relation of this term.');
  if (!root.adoptedStyleSheets.includes(STYLE)) root.adoptedStyleSheets.push(STYLE);
  const extent = h('p', { dir: 'auto' });
  // No live region: screen readers already get this text as the node's description.
  const how = h('p', { class: 'how', dir: 'auto' }, HINT);
  const picture = hNs(SVG, 'svg', { role: 'group', 'aria-label': `Neighbourhood of ${name}` });
  const element = h('figure', { class: 'neighbourhood' });
  element.append(picture, h('figcaption', { class: 'also' }, extent, how));

  function draw(width: number): void {
    const isNarrow = width < NARROW;
    const shown = neighbourhood.nodes.slice(0, isNarrow ? MOST_NARROW : MOST);
    const height = isNarrow ? 460 : 480;
    const nodes = place(shown, neighbourhood.relations, { width, height });
    const focused = picture.querySelector('.node:focus')?.getAttribute('data-slug');
    picture.setAttribute('viewBox', `0 0 ${width} ${height}`);
    picture.replaceChildren(
      ...lines(neighbourhood, nodes),
      ...nodes.map((node) => nodeElement(node, neighbourhood, walk)),
    );
    steerByArrows(picture);
    // Zooming with the keyboard redraws the picture: the focused node keeps the focus.
    if (focused) picture.querySelector<SVGGElement>(`[data-slug="${CSS.escape(focused)}"]`)?.focus();
    const isWhole = !neighbourhood.truncated && shown.length === neighbourhood.nodes.length;
    extent.textContent = `${extentInWords(shown.length - 1, isWhole)}; lines are relations that pages state.`;
  }

  function setOff(node: Element | null): void {
    const slug = node?.getAttribute('data-slug') ?? '';
    for (const line of picture.querySelectorAll<SVGElement>('line')) {
      line.classList.toggle('lit', line.dataset.between?.split(' ').includes(slug));
    }
    how.textContent = node?.getAttribute('aria-description') || HINT;
  }
  const nodeAt = ({ target }: Event) => (target as Element).closest('.node');
  // Not on the SVG itself: focus listeners would make it a Tab stop in Chromium.
  for (const type of ['pointerover', 'pointerleave']) {
    element.addEventListener(type, (event) => setOff(nodeAt(event) ?? picture.querySelector('.node:focus')));
  }
  element.addEventListener('focusin', (event) => setOff(nodeAt(event)));
  element.addEventListener('focusout', () => setOff(null));

  let drawn = 0;
  new ResizeObserver(([entry]) => {
    const width = Math.round(entry?.contentRect.width ?? 0);
    if (width === 0 || Math.abs(width - drawn) < 24) return;
    drawn = width;
    draw(width);
  }).observe(element);
  return element;
}

function extentInWords(count: number, isWhole: boolean): string {
  if (!isWhole) return `The ${count} nearest of its neighbours`;
  return count === 1 ? 'Its one neighbour' : `All of its ${count} neighbours`;
}

/** One line per related pair, however often related; lines of the concept itself come last, on top. */
function lines({ relations }: Neighbourhood, nodes: readonly Placed[]): Element[] {
  const bySlug = new Map(nodes.map((node) => [node.concept.slug, node]));
  const drawn = new Map<string, Element>();
  for (const { from, to } of relations) {
    const [a, b] = [bySlug.get(from.slug), bySlug.get(to.slug)];
    const between = [from.slug, to.slug].sort().join(' ');
    if (!a || !b || drawn.has(between)) continue;
    const isOwn = a.isCentre || b.isCentre;
    const ends = { x1: a.x, y1: a.y, x2: b.x, y2: b.y };
    drawn.set(between, hNs(SVG, 'line', { ...ends, 'data-between': between, class: isOwn ? 'own' : '' }));
  }
  return [...drawn.values()].sort((a, b) => Number(a.classList.contains('own')) - Number(b.classList.contains('own')));
}

function nodeElement(
  { concept, x = 0, y = 0, lines, isCentre }: Placed,
  { nodes, relations }: Neighbourhood,
  walk: (slug: string) => void,
): Element {
  const words = lines.map((line, i) =>
    hNs(SVG, 'tspan', { x: 0, dy: i === 0 ? 20 : LINE_HEIGHT }, i === 0 ? line : ` ${line}`),
  );
  const label = hNs(SVG, 'text', { 'text-anchor': 'middle' }, ...words);
  const dot = hNs(SVG, 'circle', { class: 'dot', r: isCentre ? 9 : 6 });
  const at = { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` };
  const centre = nodes[0]?.concept;
  if (isCentre || centre === undefined) return hNs(SVG, 'g', { ...at, class: 'centre' }, dot, label);
  return hNs(
    SVG,
    'g',
    {
      ...at,
      class: 'node',
      role: 'button',
      tabindex: '-1',
      'data-slug': concept.slug,
      'aria-description': relationInWords(centre, concept, relations),
      onclick: () => walk(concept.slug),
      onkeydown: (event: KeyboardEvent) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          walk(concept.slug);
        }
      },
    },
    // The touch target, which also joins the dot to its name.
    hNs(SVG, 'circle', { class: 'reach', r: 16 }),
    dot,
    label,
  );
}

/** The picture is one Tab stop; arrow keys move from node to node, nearest relation first. */
function steerByArrows(picture: Element): void {
  const nodes = [...picture.querySelectorAll<SVGGElement>('.node')];
  const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  nodes[0]?.setAttribute('tabindex', '0');
  for (const [i, node] of nodes.entries()) {
    node.addEventListener('keydown', (event) => {
      const step = steps[event.key];
      const next = step === undefined ? undefined : nodes[(i + step + nodes.length) % nodes.length];
      if (next === undefined) return;
      event.preventDefault();
      node.setAttribute('tabindex', '-1');
      next.setAttribute('tabindex', '0');
      next.focus();
    });
  }
}
