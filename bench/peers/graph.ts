/**
 * The graph as a typical hand-written in-memory service would hold it: objects that reference each other, with
 * everything that a query needs in order sorted once at load time.
 */
import { readFileSync } from 'node:fs';
import type { GlossaryConcept } from '../glossary/concepts.ts';

/** Relation kinds in listing order; the synthetic glossary has no others, such as HAS_PART. */
export const KINDS = ['RELATED', 'RECOMMENDS', 'MENTIONS'] as const;
export type Kind = (typeof KINDS)[number];

export interface Link {
  other: Concept;
  kind: Kind;
  direction: 'OUTGOING' | 'INCOMING';
  /** The link's strength in the ranking of `related`. */
  level: number;
  /** Its position among the links of the page. */
  place: number;
}

export interface Concept {
  slug: string;
  /** Position in slug order, so that slugs compare as numbers. */
  rank: number;
  name: string;
  meaning: string;
  definitions: { kind: 'MEANING' | 'BODY'; text: string }[];
  /** By kind, then position on the page, then slug, outgoing before incoming. */
  links: Link[];
  /** The `links` that the concept's own page states. */
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

/** @param file - one concept per line, as `asLines` writes the synthetic glossary. */
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

/** Orders strings by code unit. */
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

/** A page lists its related concepts first, then those it mentions, then those it recommends. */
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

/** By strongest link, one level higher if links go both ways; then by number of links, position and slug. */
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
