/** Positions of the nodes of a small graph: apart from each other, near their relations, inside the frame. */
import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from 'd3-force';
import type { Named, Neighbourhood } from './neighbourhood.ts';

/** Frames narrower than this show fewer nodes and shorter lines of text. */
export const NARROW = 480;
export const LINE_HEIGHT = 14;
const CHARACTER_WIDTH = 6.4;
const STEPS = 300;
/** Room for a dot above its centre, and for two lines of text below it. */
const ABOVE = 12;
const BELOW = 2 * LINE_HEIGHT + 16;

export interface Placed extends SimulationNodeDatum {
  concept: Named;
  /** The name in one or two lines. */
  lines: string[];
  width: number;
  isCentre: boolean;
}

export interface Frame {
  width: number;
  height: number;
}

/** The nodes once the forces have settled, the first one in the centre. */
export function place(shown: Neighbourhood['nodes'], relations: Neighbourhood['relations'], frame: Frame): Placed[] {
  const { width, height } = frame;
  const nodes = shown.map(({ concept }, i): Placed => {
    const lines = inLines(concept.name, width < NARROW ? 11 : 16);
    const longest = Math.max(...lines.map((line) => line.length));
    const isCentre = i === 0;
    return {
      concept,
      lines,
      isCentre,
      width: longest * CHARACTER_WIDTH,
      ...(isCentre && { fx: width / 2, fy: height / 2 }),
    };
  });
  const links = pairs(relations, new Set(nodes.map(({ concept }) => concept.slug)));
  const forces = forceSimulation(nodes)
    .force(
      'link',
      forceLink<Placed, { source: string; target: string }>(links)
        .id(({ concept }) => concept.slug)
        .distance(130)
        .strength(0.02),
    )
    .force('charge', forceManyBody().strength((-0.04 * width * height) / nodes.length))
    .force('collide', forceCollide<Placed>((node) => Math.max(32, node.width / 2 + 6)).iterations(3))
    .force('x', forceX(width / 2).strength((0.06 * height) / width))
    .force('y', forceY(height / 2).strength((0.06 * width) / height))
    .stop();
  for (let step = 0; step < STEPS; step++) {
    forces.tick();
    // Clamped at every step, so that nodes pushed back into the frame make room again.
    for (const node of nodes) {
      const beside = node.width / 2 + 8;
      node.x = within(node.x ?? 0, beside, width - beside);
      node.y = within(node.y ?? 0, ABOVE, height - BELOW);
    }
  }
  return nodes;
}

/** One link per pair: two terms attract each other once, however many pages relate them. */
function pairs(relations: Neighbourhood['relations'], present: ReadonlySet<string>) {
  const links = new Map<string, { source: string; target: string }>();
  for (const { from, to } of relations) {
    if (!present.has(from.slug) || !present.has(to.slug)) continue;
    const [source = '', target = ''] = [from.slug, to.slug].sort();
    links.set(`${source} ${target}`, { source, target });
  }
  return [...links.values()];
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

/** Splits names longer than `longest` into two lines of similar length. */
function inLines(name: string, longest: number): string[] {
  if (name.length <= longest) return [name];
  const spaces = [...name.matchAll(/ /g)].map(({ index }) => index);
  const middle = spaces.sort((a, b) => Math.abs(a - name.length / 2) - Math.abs(b - name.length / 2))[0];
  return middle === undefined ? [name] : [name.slice(0, middle), name.slice(middle + 1)];
}
