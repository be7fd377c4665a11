/** How a model did on one figure of a crash. */
import { briefly, type Write } from '../kit/words.ts';

export interface Compared {
  /** What the model gives; null where it gives no number. */
  model: number | null;
  relativeError: number | null;
  hit: boolean;
}

/** Whether the model hits, and if not by how much it misses. */
export function verdictOf(compared: Compared | undefined, write: Write): string {
  if (compared === undefined || compared.model === null) return 'no answer';
  const { relativeError, hit } = compared;
  if (relativeError === null || relativeError === 0) return hit ? 'hits' : 'misses';
  return `${hit ? 'hits, off' : 'misses'} by ${briefly(Math.abs(relativeError), 'fraction', write)}`;
}
