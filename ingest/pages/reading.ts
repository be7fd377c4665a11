/** What the page kinds share: the page being read, what it takes from there, and where a link leads. */

import { canonicalAddress, type PageAddress } from '../../src/model/address.ts';
import type { PageDefinition, Statement, StatementKind } from '../../src/model/types.ts';
import type { Warnings } from '../formats/faults.ts';
import type { Link, Outline } from '../formats/outline.ts';
import { excerpt, plainName } from '../formats/plain-text.ts';
import type { PageSchema } from './schema.ts';

/** A page being read: who it is, and what its text and its JSON-LD say. */
export interface Reading {
  address: PageAddress;
  name: string;
  outline: Outline;
  schema: PageSchema;
  warnings: Warnings;
}

/** What a page kind takes from a page. */
export interface Stated {
  alternateNames: string[];
  definitions: PageDefinition[];
  statements: Statement[];
}

/** What a page says of another: its name for it, and a text under a facet's heading. */
export interface Mention {
  target: PageAddress;
  anchor: string | null;
  facet: string | null;
  gloss: string | null;
}

/** The target of a link that stands where a page of the glossary is wanted; BAD_LINK where it is none. */
export function wantedTarget({ address, warnings }: Reading, { url, text }: Link): PageAddress | null {
  const target = targetOf(url, address);
  if (target === null) {
    const place = `"${excerpt(text)}" leads to "${excerpt(url)}"`;
    warnings.add('BAD_LINK', `${place}, but the address of a definition, area or term is wanted`);
  }
  return target;
}

/** The target of a link in prose, which may lead anywhere; BAD_LINK only for one that would run as a program. */
export function proseTarget(reading: Reading, link: Link): PageAddress | null {
  const isProgram = /^\s*(?:javascript|vbscript|data)\s*:/i.test(link.url);
  return isProgram ? wantedTarget(reading, link) : targetOf(link.url, reading.address);
}

/** The page of a known kind that `url` leads to, from the page that has the link. */
function targetOf(url: string, from: PageAddress): PageAddress | null {
  const isRelative = /^(?:\/|\.\.?\/)/.test(url);
  return canonicalAddress(isRelative && URL.canParse(url, from.url) ? new URL(url, from.url).href : url);
}

/** Links as statements, those to the page's own concept left out. */
export function linkStatements(
  reading: Reading,
  kind: 'LINKS_TO' | 'RELATED',
  links: readonly Link[],
  find: typeof wantedTarget,
): Statement[] {
  const mentions = links.flatMap((link): Mention[] => {
    const target = find(reading, link);
    return target === null ? [] : [{ target, anchor: link.text, facet: null, gloss: null }];
  });
  return statements(reading, kind, mentions);
}

/** Mentions as statements, those of the page's own concept left out. */
export function statements(reading: Reading, kind: StatementKind, mentions: readonly Mention[]): Statement[] {
  return mentions
    .filter(({ target }) => target.slug !== reading.address.slug)
    .map(({ target, anchor, facet, gloss }) => {
      return { kind, target: target.slug, anchor: plainName(anchor ?? '') || null, facet, gloss };
    });
}
