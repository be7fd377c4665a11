/** How much an analysis may be asked for: what its checks refuse beyond, and what an answer is taken to hold at most. */
export const MOST = {
  /** Selectors of any scalar: of a sweep and a comparison. */
  scalars: 20,
  /** Selectors of numbers: of sensitivities and a simulation; as many are taken where none are named. */
  numbers: 10,
  axes: 2,
  cells: 2_500,
  /** Outputs that are watched for jumps, and places that are looked into for each. */
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

/** What a request is taken to ask for where it does not say. */
export const BY_DEFAULT = {
  axisSteps: 21,
  jumps: 10,
  points: 33,
  quantiles: [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99],
  bins: 20,
  rounds: 20,
} as const;
