/** The limits of analyses: checks refuse requests beyond them, and the largest size of an answer follows from them. */
export const MOST = {
  /** Selectors of scalars, in a sweep or a comparison. */
  scalars: 20,
  /** Selectors of numbers, in sensitivities or a simulation; also how many are taken by default. */
  numbers: 10,
  axes: 2,
  cells: 2_500,
  /** Outputs searched for jumps, and places examined for each. */
  watched: 5,
  jumps: 50,
  points: 1_000,
  paths: 50,
  distributions: 20,
  runs: 10_000,
  quantiles: 50,
  bins: 200,
  scenarios: 20,
  /** Changes of a scenario. */
  changes: 20,
  steps: 20,
  /** Bindings of a step. */
  binds: 50,
  rounds: 50,
  /** Steps of all rounds together. */
  stepsInAll: 400,
} as const;

/** Defaults of a request. */
export const BY_DEFAULT = {
  axisSteps: 21,
  jumps: 10,
  points: 33,
  quantiles: [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99],
  bins: 20,
  rounds: 20,
} as const;
