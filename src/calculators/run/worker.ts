/** A thread that runs calculators: says when it is ready, then answers one run after the other. */
import { parentPort } from 'node:worker_threads';
import { InvalidInput } from '../../errors.ts';
import { findCalculator } from '../registry.ts';
import type { Job, Reply } from './pool.ts';
import { computeRun } from './run.ts';

const reply = (message: Reply) => parentPort?.postMessage(message);

parentPort?.on('message', ({ slug, parameters }: Job) => {
  try {
    reply({ type: 'done', computed: computeRun(findCalculator(slug), parameters) });
  } catch (error) {
    if (error instanceof InvalidInput) reply({ type: 'refused', problems: error.problems });
    else reply({ type: 'failed', error });
  }
});
reply({ type: 'ready' });
