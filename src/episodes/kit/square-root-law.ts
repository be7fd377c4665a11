/** The square-root law with its usual coefficient, assumed where nothing better is public for an episode's market. */
import { assumption } from './episode.ts';

export const SQUARE_ROOT_LAW = {
  impactExponent: assumption(0.5, 'The square-root law; no exponent is public for this market.'),
  impactCoefficient: assumption(1, 'Of the size that studies of metaorders find; none is public for this market.'),
};
