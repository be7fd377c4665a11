/** A search over x of the toy, or over another of its parameters. */
import { type Solution, solveOf } from '../../../src/analyses/solve/solve.ts';
import { ask, find } from '../counted.ts';

export const solve = solveOf(find);

export interface Asked {
  from?: number;
  to?: number;
  points?: number;
  scale?: string;
  find?: string;
  parameters?: object;
  path?: string;
  apply?: string;
  tolerance?: number;
}
export function search(output: string, comparison: string, value: number, asked: Asked = {}): Solution {
  const { from = -5, to = 5, points = 33, scale = 'LINEAR', path = 'x', apply = 'SET', tolerance } = asked;
  return ask(solve, {
    calculator: 'broken',
    parameters: asked.parameters,
    unknown: { path, apply, from, to, points, scale },
    target: { output, comparison, value, tolerance },
    find: asked.find,
  });
}
