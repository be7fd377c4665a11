/** Every checked case of every calculator, within its own tolerances. */
import { runCalculator } from '../../src/calculators/run/run.ts';
import { InvalidInput } from '../../src/errors.ts';
import { everyCase } from './every-case.ts';

everyCase((calculator, parameters) => {
  try {
    return runCalculator(calculator, parameters);
  } catch (error) {
    if (error instanceof InvalidInput) return { problems: error.problems };
    throw error;
  }
});
