/**
 * One class for each thing that a caller can do about a failure. Messages name the place, what was expected and what
 * came.
 */

/** One fault in an input. `parameter` is a path such as `positions[2].leverage`. */
export interface Problem {
  parameter: string;
  code: string;
  message: string;
}

/** The caller can correct the input: `problems` says where; the first is the first fault in the documented order. */
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
  /** What is wrong, safe to show to clients, who may not know where the store is; null if nothing more can be said. */
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

/** The store's content is damaged: retrying does not help, someone has to repair it. */
export class StoreDamaged extends StoreUnavailable {
  constructor(message: string, options?: StoreFaultOptions) {
    super(message, options);
    this.name = 'StoreDamaged';
  }
}

/** The store did not answer in time: it is overloaded, hangs, or was asked too much. */
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

/** Too many requests at once: the caller can try again later. */
export class Overloaded extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Overloaded';
  }
}

/** The person who started the program can fix it: a wrong option, a missing file, a port in use, an ingest running. */
export class UsageError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UsageError';
  }
}
