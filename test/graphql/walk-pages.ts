/** A small graph to walk: alpha and delta are two relations apart, both through beta and through gamma. */
import { page } from '../support/pages.ts';

export const ALPHA = page('definition', 'alpha', { links: { RELATED: ['beta'], MENTIONS: ['gamma'] } });
export const GAMMA = page('definition', 'gamma', { links: { LINKS_TO: ['delta'] } });
export const DELTA = page('area', 'delta', { links: { HAS_PART: ['beta'], RECOMMENDS: ['epsilon'] } });
export const DELTA_AGAIN = page('area', 'delta', { resource: 2, links: { HAS_PART: ['beta', 'beta'] } });
export const NAMESAKE = page('term', 'epsilon-2', { name: 'Epsilon' });

export const WALK_PAGES = [ALPHA, GAMMA, DELTA, DELTA_AGAIN, NAMESAKE];

/** A page in an answer. */
export const at = ({ url }: { url: string }) => ({ url });
