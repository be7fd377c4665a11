/** Publications behind the self-excited process and ready-made inputs. */
import type { Preset, Reference } from '../kit/definition.ts';
import type { Given } from '../kit/input.ts';
import type { parameters } from './parameters.ts';

export const references: readonly Reference[] = [
  {
    citation:
      "Hawkes, A. G. (1971), 'Spectra of some self-exciting and mutually exciting point processes', Biometrika 58(1), 83-90",
    doi: '10.1093/biomet/58.1.83',
  },
  {
    citation:
      "Hawkes, A. G., Oakes, D. (1974), 'A cluster process representation of a self-exciting process', Journal of Applied Probability 11(3), 493-503",
    doi: '10.2307/3212693',
  },
  {
    citation:
      "Filimonov, V., Sornette, D. (2012), 'Quantifying reflexivity in financial markets: Toward a prediction of flash crashes', Physical Review E 85, 056108",
    doi: '10.1103/PhysRevE.85.056108',
  },
  {
    citation:
      "Hardiman, S. J., Bercot, N., Bouchaud, J.-P. (2013), 'Critical reflexivity in financial markets: a Hawkes process analysis', European Physical Journal B 86, 442",
    doi: '10.1140/epjb/e2013-40107-3',
  },
  { citation: 'Borel, E. (1942), Comptes rendus de l’Académie des sciences 214, 452-456' },
];

const ABSTRACT =
  'Branching ratio from the abstract of Filimonov and Sornette (2012) on the E-mini S&P 500 futures; the other figures are illustrative';

export const presets: readonly [Preset<Given<typeof parameters>>, ...Preset<Given<typeof parameters>>[]] = [
  {
    name: 'self-excited',
    title: 'Four of five events are triggered by others: ten more set off forty',
    parameters: { baselineIntensity: 10, branchingRatio: 0.8, decayRate: 2, shockEvents: 10, horizon: 5 },
  },
  {
    name: 'e-mini-1998',
    title: 'A calm market: 70 % of price changes came from outside in 1998',
    source: ABSTRACT,
    parameters: { baselineIntensity: 35, branchingRatio: 0.3, decayRate: 2, shockEvents: 10, horizon: 5 },
  },
  {
    name: 'e-mini-2007',
    title: 'The same market since 2007: less than 30 % came from outside',
    source: ABSTRACT,
    parameters: { baselineIntensity: 15, branchingRatio: 0.7, decayRate: 2, shockEvents: 10, horizon: 5 },
  },
  {
    name: 'nearly-critical',
    title: 'A stressed market close to the critical point: a burst of fifty stays in the tape for hours',
    parameters: { baselineIntensity: 1, branchingRatio: 0.98, decayRate: 10, shockEvents: 50, horizon: 24 },
  },
];
