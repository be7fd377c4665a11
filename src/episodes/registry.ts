/** Every documented crash, oldest first. */
import { archegos2021 } from './crashes/archegos-2021.ts';
import { bitcoin20200312 } from './crashes/bitcoin-2020-03-12.ts';
import { circuitBreaker20200309 } from './crashes/circuit-breaker-2020-03-09.ts';
import { crypto20251010 } from './crashes/crypto-2025-10-10.ts';
import { flashCrash2010 } from './crashes/flash-crash-2010.ts';
import { ftxToken2022 } from './crashes/ftx-token-2022.ts';
import { giltsLdi2022 } from './crashes/gilts-ldi-2022.ts';
import { ltcm1998 } from './crashes/ltcm-1998.ts';
import { portfolioInsurance1987 } from './crashes/portfolio-insurance-1987.ts';
import { quantQuake2007 } from './crashes/quant-quake-2007.ts';
import { terraBitcoinSales2022 } from './crashes/terra-bitcoin-sales-2022.ts';
import { volmageddon2018 } from './crashes/volmageddon-2018.ts';
import type { Episode } from './kit/episode.ts';

export const EPISODES: readonly Episode[] = [
  portfolioInsurance1987,
  ltcm1998,
  quantQuake2007,
  flashCrash2010,
  volmageddon2018,
  circuitBreaker20200309,
  bitcoin20200312,
  archegos2021,
  terraBitcoinSales2022,
  giltsLdi2022,
  ftxToken2022,
  crypto20251010,
];
