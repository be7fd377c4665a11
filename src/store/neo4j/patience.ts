/** How long calls of a server may take [ms]. */

/** In all, and on the server. */
export interface Patience {
  deadline: number;
  server: number;
}

/** Writes and reads of whole batches, for which no request waits, and checks of the whole graph. */
export const PATIENT: Patience = { deadline: 120_000, server: 110_000 };

/** Of one connection. */
export interface Times {
  /** A call that says nothing else. */
  call: Patience;
  /** The first call: after this a start goes on without the server. */
  opening: Patience;
  /** Waiting for a connection that is free. */
  acquisition: number;
  /** A server that has fallen silent is asked for a sign of life. */
  probe: number;
}

/** A request waits for each call. */
export const OF_A_SERVICE: Times = {
  call: { deadline: 5_000, server: 3_000 },
  opening: { deadline: 4_000, server: 3_000 },
  acquisition: 2_000,
  probe: 2_000,
};

/** Nobody else can go on without a command: a server that has just started on a busy machine is worth waiting for. */
export const OF_A_COMMAND: Times = { call: PATIENT, opening: PATIENT, acquisition: 30_000, probe: 30_000 };
