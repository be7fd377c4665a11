/** What the command line adds to the message about an unknown calculator. */
import type { Problem } from '../errors.ts';

/** Says where the calculators are listed; empty for other problems, or if the message already suggests one. */
export function calculatorsHint({ parameter, code, message }: Problem): string {
  const isUnknown = code === 'UNKNOWN_VALUE' && (parameter === 'slug' || parameter === 'calculator');
  return isUnknown && !message.endsWith('?') ? '; `riskgraph calculate --help` lists them' : '';
}
