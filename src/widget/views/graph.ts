/** A small picture of the neighbourhood: terms as nodes to walk on to, lines for the relations that pages state. */
import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from 'd3-force';
import { h, hNs, styleSheet } from '../dom.ts';
import graphStyle from './graph.css';
import { type Named, type Neighbourhood, readNeighbourhood } from './neighbourhood.ts';

const SVG = 'http://www.w3.org/2000/svg';
const STYLE = styleSheet(graphStyle);
const NARROW = 480;
const STEPS = 300;
const MOST = 24;
const MOST_NARROW = 11;
const LINE_HEIGHT = 14;
const CHARACTER_WIDTH = 6.4;

interface Placed extends SimulationNodeDatum {
  concept: Named;
  lines: string[];
  width: number;
  isCentre: boolean;
}

interface GraphContext {
  endpoint: string;
  walk(slug: string): void;
  root: ShadowRoot;
}

/** @throws ServiceAway or Refused */
export async function graphView(concept: Named, { endpoint, walk, root }: GraphContext): Promise<HTMLElement> {
  const neighbourhood = await readNeighbourhood(endpoint, concept, MOST);
  const { slug, name } = concept;
  if (!root.adoptedStyleSheets.includes(STYLE)) root.adoptedStyleSheets.push(STYLE);
  const caption = h('figcaption', { class: 'also' });
  const picture = hNs(SVG, 'svg', { role: 'group', 'aria-label': `Neighbourhood of ${name}` });
  const element = h('figure', { class: 'neighbourhood' });
  element.append(picture, caption);

  function draw(width: number): void {
    const isNarrow = width < NARROW;
    const most = isNarrow ? MOST_NARROW : MOST;
    const shown = neighbourhood.nodes.slice(0, most);
    const height = isNarrow ? 460 : 480;
    const nodes = place(shown, slug, neighbourhood.relations, width, height);
    const bySlug = new Map(nodes.map((node) => [node.concept.slug, node]));
    picture.setAttribute('viewBox', `0 0 ${width} ${height}`);
    picture.replaceChildren(...lines(neighbourhood, bySlug), ...nodes.map((node) => nodeElement(node, walk)));
    steerByArrows(picture);
    const isWhole = !neighbourhood.truncated && shown.length === neighbourhood.nodes.length;
    const extent = isWhole ? 'All of its neighbours' : `Its ${shown.length - 1} nearest neighbours`;
    caption.textContent = `${extent}; lines are relations that pages state. Arrow keys move, Enter walks on.`;
  }

  let drawn = 0;
  new ResizeObserver(([entry]) => {
    const width = Math.round(entry?.contentRect.width ?? 0);
    if (width === 0 || Math.abs(width - drawn) < 24) return;
    drawn = width;
    draw(width);
  }).observe(element);
  return element;
}

/** Where each node stands once the forces have settled; nothing moves on the page. */
function place(
  shown: Neighbourhood['nodes'],
  centre: string,
  relations: Neighbourhood['relations'],
  width: number,
  height: number,
): Placed[] {
  const nodes = shown.map(({ concept }): Placed => {
    const lines = inLines(concept.name, width < NARROW ? 11 : 16);
    const isCentre = concept.slug === centre;
    const longest = Math.max(...lines.map((line) => line.length));
    return {
      concept,
      lines,
      isCentre,
      width: longest * CHARACTER_WIDTH,
      ...(isCentre && { fx: width / 2, fy: height / 2 }),
    };
  });
  const present = new Set(nodes.map(({ concept }) => concept.slug));
  const links = relations
    .filter(({ from, to }) => present.has(from.slug) && present.has(to.slug))
    .map(({ from, to }) => ({ source: from.slug, target: to.slug }));
  const forces = forceSimulation(nodes)
    .force(
      'link',
      forceLink<Placed, (typeof links)[number]>(links)
        .id(({ concept }) => concept.slug)
        .distance(130)
        .strength(0.06),
    )
    .force('charge', forceManyBody().strength(-380))
    .force('collide', forceCollide<Placed>((node) => Math.max(32, node.width / 2 + 6)).iterations(3))
    .force('x', forceX(width / 2).strength((0.06 * height) / width))
    .force('y', forceY(height / 2).strength((0.06 * width) / height))
    .stop();
  for (let step = 0; step < STEPS; step++) {
    forces.tick();
    // Inside the frame at every step, so that what is pushed back makes room again.
    for (const node of nodes) {
      node.x = within(node.x ?? 0, node.width / 2 + 4, width);
      node.y = within(node.y ?? 0, 2 * LINE_HEIGHT + 8, height);
    }
  }
  return nodes;
}

function within(value: number, margin: number, size: number): number {
  return Math.min(Math.max(value, margin), size - margin);
}

/** Names longer than `longest` in two lines of like length. */
function inLines(name: string, longest: number): string[] {
  if (name.length <= longest) return [name];
  const spaces = [...name.matchAll(/ /g)].map(({ index }) => index);
  const middle = spaces.sort((a, b) => Math.abs(a - name.length / 2) - Math.abs(b - name.length / 2))[0];
  return middle === undefined ? [name] : [name.slice(0, middle), name.slice(middle + 1)];
}

function lines({ relations }: Neighbourhood, bySlug: ReadonlyMap<string, Placed>): Element[] {
  const drawn = new Set<string>();
  return relations.flatMap(({ from, to }) => {
    const [a, b] = [bySlug.get(from.slug), bySlug.get(to.slug)];
    const key = [from.slug, to.slug].sort().join(' ');
    if (!a || !b || a === b || drawn.has(key)) return [];
    drawn.add(key);
    const isOwn = a.isCentre || b.isCentre;
    return [hNs(SVG, 'line', { x1: a.x, y1: a.y, x2: b.x, y2: b.y, class: isOwn ? 'own' : '' })];
  });
}

function nodeElement({ concept, x = 0, y = 0, lines, isCentre }: Placed, walk: (slug: string) => void): Element {
  const words = lines.map((line, i) =>
    hNs(SVG, 'tspan', { x: 0, dy: i === 0 ? 20 : LINE_HEIGHT }, i === 0 ? line : ` ${line}`),
  );
  const label = hNs(SVG, 'text', { 'text-anchor': 'middle' }, ...words);
  const dot = hNs(SVG, 'circle', { r: isCentre ? 9 : 6 });
  const at = { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` };
  if (isCentre) return hNs(SVG, 'g', { ...at, class: 'centre' }, dot, label);
  return hNs(
    SVG,
    'g',
    {
      ...at,
      class: 'node',
      role: 'button',
      tabindex: '-1',
      'data-slug': concept.slug,
      onclick: () => walk(concept.slug),
      onkeydown: (event: KeyboardEvent) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          walk(concept.slug);
        }
      },
    },
    dot,
    label,
  );
}

/** The picture is one stop of the Tab key; arrows move from node to node, nearest relation first. */
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
