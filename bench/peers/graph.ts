/**
 * The graph as somebody would hold it who writes a service over a graph in memory: objects that point at one another,
 * and everything that a query wants in order, sorted once when the graph is loaded.
 */
import { readFileSync } from 'node:fs';
import type { GlossaryConcept } from '../glossary/concepts.ts';

/** Kinds of relation as they are listed: HAS_PART and the like do not occur here. */
export const KINDS = ['RELATED', 'RECOMMENDS', 'MENTIONS'] as const;
export type Kind = (typeof KINDS)[number];

export interface Link {
  other: Concept;
  kind: Kind;
  direction: 'OUTGOING' | 'INCOMING';
  /** Of the strength by which `related` ranks. */
  level: number;
  /** Where on the page it is stated. */
  place: number;
}

export interface Concept {
  slug: string;
  /** Its place among all in order of slug, so that these compare as numbers. */
  rank: number;
  name: string;
  meaning: string;
  definitions: { kind: 'MEANING' | 'BODY'; text: string }[];
  /** By kind, then place on the page, then slug, outgoing before incoming. */
  links: Link[];
  /** Those of `links` that its own page states. */
  stated: Link[];
  /** The neighbours, most relevant first. */
  related: Concept[];
}

export interface Graph {
  bySlug: ReadonlyMap<string, Concept>;
  /** By name, then slug. */
  byName: readonly Concept[];
}

const LEVELS = { RELATED: { OUTGOING: 4, INCOMING: 3 }, RECOMMENDS: { OUTGOING: 2, INCOMING: 2 } } as const;
const MENTIONED = 1;

/** @param file - one concept a line, as the synthetic glossary is written. */
export function loadGraph(file: string): Graph {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const described = lines.map((line) => JSON.parse(line) as GlossaryConcept);
  const bySlug = new Map(described.map((one) => [one.slug, conceptOf(one)]));
  for (const one of described) link(one, bySlug);
  const concepts = [...bySlug.values()];
  for (const [rank, concept] of concepts.sort((a, b) => compare(a.slug, b.slug)).entries()) concept.rank = rank;
  for (const concept of concepts) {
    concept.links.sort(inOrder);
    concept.stated = concept.links.filter(({ direction }) => direction === 'OUTGOING');
    concept.related = ranked(concept.links);
  }
  return {
    bySlug,
    byName: concepts.sort((a, b) => compare(a.name.toLowerCase(), b.name.toLowerCase()) || a.rank - b.rank),
  };
}

/** Order of strings by code unit. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function conceptOf({ slug, name, meaning, paragraphs }: GlossaryConcept): Concept {
  const body = paragraphs.map((text) => ({ kind: 'BODY' as const, text }));
  return {
    slug,
    rank: 0,
    name,
    meaning,
    definitions: [{ kind: 'MEANING', text: meaning }, ...body],
    links: [],
    stated: [],
    related: [],
  };
}

/** A page lists its related concepts first, then what it mentions, then what it recommends. */
function link({ slug, related, mentions, discover }: GlossaryConcept, bySlug: ReadonlyMap<string, Concept>): void {
  const from = bySlug.get(slug) as Concept;
  const stated: [Kind, string[]][] = [
    ['RELATED', related],
    ['MENTIONS', mentions],
    ['RECOMMENDS', discover],
  ];
  let place = 0;
  for (const [kind, slugs] of stated) {
    for (const target of slugs) {
      const to = bySlug.get(target) as Concept;
      from.links.push({ other: to, kind, direction: 'OUTGOING', level: levelOf(kind, 'OUTGOING'), place });
      to.links.push({ other: from, kind, direction: 'INCOMING', level: levelOf(kind, 'INCOMING'), place });
      place++;
    }
  }
}

function levelOf(kind: Kind, direction: Link['direction']): number {
  return kind === 'MENTIONS' ? MENTIONED : LEVELS[kind][direction];
}

function inOrder(a: Link, b: Link): number {
  return (
    KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
    a.place - b.place ||
    a.other.rank - b.other.rank ||
    compare(b.direction, a.direction)
  );
}

/** The strongest link first, one level higher where links go both ways; then the most links, the place, the slug. */
function ranked(links: readonly Link[]): Concept[] {
  const neighbours = new Map<Concept, { level: number; directions: Set<string>; links: number; place: number }>();
  for (const { other, direction, level, place } of links) {
    const known = neighbours.get(other);
    if (known === undefined) {
      neighbours.set(other, { level, directions: new Set([direction]), links: 1, place });
      continue;
    }
    known.level = Math.max(known.level, level);
    known.directions.add(direction);
    known.links++;
    known.place = Math.min(known.place, place);
  }
  return [...neighbours]
    .map(([other, { level, directions, links, place }]) => ({
      other,
      level: level + directions.size - 1,
      links,
      place,
    }))
    .sort((a, b) => b.level - a.level || b.links - a.links || a.place - b.place || a.other.rank - b.other.rank)
    .map(({ other }) => other);
}
