/** Time limits for calls to a server [ms]. */

/** Limits of one call: in total, and on the server. */
export interface Patience {
  deadline: number;
  server: number;
}

/** For reads and writes of whole batches and checks of the whole graph, which no request waits for. */
export const PATIENT: Patience = { deadline: 120_000, server: 110_000 };

/** Limits of one connection. */
export interface Times {
  /** Default for a call. */
  call: Patience;
  /** The first call; after this time the start goes on without the server. */
  opening: Patience;
  /** The wait for a free connection. */
  acquisition: number;
  /** The wait for a sign of life from a silent server. */
  probe: number;
}

/** For a service: a request waits for each call. */
export const OF_A_SERVICE: Times = {
  call: { deadline: 5_000, server: 3_000 },
  opening: { deadline: 4_000, server: 3_000 },
  acquisition: 2_000,
  probe: 2_000,
};

/** For a command: no request waits for it, so it gives a server that has just started on a busy machine more time. */
export const OF_A_COMMAND: Times = { call: PATIENT, opening: PATIENT, acquisition: 30_000, probe: 30_000 };
