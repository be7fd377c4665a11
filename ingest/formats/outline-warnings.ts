/** Warnings about a page's outline: unreadable JSON-LD blocks, content that is left out, and a copy that was cut. */
import type { PageWarning } from './faults.ts';
import type { BlockFault } from './json-ld/nodes.ts';
import type { Outline } from './outline.ts';
import { firstOf } from './plain-text.ts';

export function faultsOf(faults: readonly BlockFault[]): PageWarning[] {
  return faults.map(({ block, reason }) => ({
    code: 'BAD_JSON_LD',
    message: `JSON-LD block ${block} is left out: ${reason}`,
  }));
}

/** Warns of everything lost, captions included. Not for glossaries with conventions: their captions are generated. */
export function lossesOf({ leftOut, captions, cut }: Pick<Outline, 'leftOut' | 'captions' | 'cut'>): PageWarning[] {
  const ofPictures = captions.length === 0 ? [] : [`the text below pictures (${firstOf(captions)})`];
  return [...leftOutOf([...leftOut, ...ofPictures]), ...cutOf(cut)];
}

export function leftOutOf(leftOut: Outline['leftOut']): PageWarning[] {
  return leftOut.map((what) => ({ code: 'LEFT_OUT', message: `${what} is left out` }));
}

/** @param cut - where the copy was cut; null if it is complete. */
export function cutOf(cut: Outline['cut']): PageWarning[] {
  return cut === null ? [] : [{ code: 'TRUNCATED', message: `the copy is cut off ${cut}; what is complete is kept` }];
}
