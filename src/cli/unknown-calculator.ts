/** What the command line adds to the message about a calculator that there is not. */
import type { Problem } from '../errors.ts';

/** Where the calculators are listed; empty where the problem is another, or one of them was probably meant. */
export function calculatorsHint({ parameter, code, message }: Problem): string {
  const isUnknown = code === 'UNKNOWN_VALUE' && (parameter === 'slug' || parameter === 'calculator');
  return isUnknown && !message.endsWith('?') ? '; `riskgraph calculate --help` lists them' : '';
}
