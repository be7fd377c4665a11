/** Decides which of several sources of an address wins, and whether it replaces what the store has. */
import type { PageState } from '../../src/store/store.ts';
import { better } from './candidates.ts';
import type { Candidate } from './inspected.ts';

/** What competes for one address. */
export interface Place {
  /** The best source so far. */
  candidate: Candidate;
  /** What the store had before the run: null for nothing, undefined before it was asked. */
  kept: PageState | null | undefined;
  /** Hash of what this run has written; null for nothing. */
  written: string | null;
}

/** Enters a candidate for its address; returns the place if it is the best so far, else null. */
export function enter(places: Map<string, Place>, candidate: Candidate): Place | null {
  const place = places.get(candidate.url);
  if (place === undefined) {
    const made = { candidate, kept: undefined, written: null };
    places.set(candidate.url, made);
    return made;
  }
  if (better(candidate, place.candidate) !== candidate) return null;
  place.candidate.report.status = 'unchanged';
  place.candidate = candidate;
  return place;
}

/**
 * Whether the best source of an address must be written. Sets the status in its report, and says there why the store's
 * version stays.
 */
export function isDue({ candidate, kept = null, written }: Place): boolean {
  const { report, hash } = candidate;
  if (kept === null) report.status = 'added';
  if (hash === (written ?? kept?.hash)) return false;
  if (kept === null) return true;
  if (cutShort(candidate, kept)) {
    report.warnings.push({
      code: 'TRUNCATED_KEPT_WHOLE',
      message: 'the store keeps the complete page, because this copy is cut off and not newer',
    });
    return false;
  }
  if (isOlder(candidate, kept)) {
    report.warnings.push({
      code: 'OLDER_COPY',
      message: `the store keeps its version, modified at ${kept.modifiedAt}, because this copy is from ${candidate.modifiedAt}`,
    });
    return false;
  }
  report.status = 'changed';
  return true;
}

/** Whether `copy` is truncated and not newer, while the kept page is complete. */
function cutShort(copy: PageState, kept: PageState): boolean {
  return copy.truncated && !kept.truncated && (copy.modifiedAt ?? '') <= (kept.modifiedAt ?? '');
}

/** Whether both have a modification date and that of `copy` is the earlier one. */
function isOlder(copy: PageState, kept: PageState): boolean {
  return copy.modifiedAt !== null && kept.modifiedAt !== null && copy.modifiedAt < kept.modifiedAt;
}
