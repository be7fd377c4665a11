/** One class for each thing that a caller can do about a failure. Messages name the place, what was wanted and what came. */

/** One fault in an input. `parameter` is a path such as `positions[2].leverage`. */
export interface Problem {
  parameter: string;
  code: string;
  message: string;
}

/** The caller can correct the input: `problems` says where, the first being the first fault in the documented order. */
export class InvalidInput extends Error {
  readonly problems: readonly [Problem, ...Problem[]];

  constructor(problems: readonly [Problem, ...Problem[]]) {
    super(problems.map(({ parameter, message }) => `${parameter} ${message}`).join('; '));
    this.name = 'InvalidInput';
    this.problems = problems;
  }
}

/** The store is away or broken: the caller can try again later. */
export class StoreUnavailable extends Error {
  /** What is wrong, for those who may not know where the store is; null where nothing more can be said. */
  readonly reason: string | null;

  constructor(message: string, { reason = null, ...options }: StoreFaultOptions = {}) {
    super(message, options);
    this.name = 'StoreUnavailable';
    this.reason = reason;
  }
}

interface StoreFaultOptions extends ErrorOptions {
  reason?: string | null;
}

/** What the store holds is damaged: no call mends it, somebody has to. */
export class StoreDamaged extends StoreUnavailable {
  constructor(message: string, options?: StoreFaultOptions) {
    super(message, options);
    this.name = 'StoreDamaged';
  }
}

/** The store did not answer in time: it is overloaded or hangs, or the question was too large. */
export class StoreTimeout extends StoreUnavailable {
  constructor(message: string, options?: StoreFaultOptions) {
    super(message, options);
    this.name = 'StoreTimeout';
  }
}

/** The run took too long and was stopped: the caller can ask for less. */
export class RunTimeout extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RunTimeout';
  }
}

/** Too much is asked at once: the caller can try again later. */
export class Overloaded extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Overloaded';
  }
}

/** The person who started the program can mend it: a wrong option, a missing file, a port taken, an ingest running. */
export class UsageError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UsageError';
  }
}
