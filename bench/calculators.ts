/**
 * How long each calculator takes with its defaults and with the slowest valid input known.
 *
 *   npm run bench:calculators [slug…]
 *
 * Medians in ms, including input validation; a slow input runs once as warm-up. `thread` marks runs that the service
 * moves off its event loop and stops after two seconds.
 */
import { CALCULATORS } from '../src/calculators/registry.ts';
import { runCalculator } from '../src/calculators/run/run.ts';
import { isSlow } from '../src/calculators/run/runner.ts';
import { completeParameters } from '../src/calculators/run/validate.ts';
import { WORST_INPUTS } from '../test/calculators/worst-inputs.ts';

/** Goals, ms: a run with defaults, and a run on the event loop. */
const DEFAULTS_MS = 5;
const ON_LOOP_MS = 50;
/** A run longer than this [ms] is not repeated. */
const LONG_MS = 500;

function medianMs(run: () => unknown, runs: number): number {
  const times: number[] = [];
  for (let count = 0; count < runs; count++) {
    const began = performance.now();
    run();
    times.push(performance.now() - began);
    if ((times[0] as number) > LONG_MS) break;
  }
  return times.slice(1).sort((a, b) => a - b)[(times.length - 1) >> 1] ?? (times[0] as number);
}

const asked = process.argv.slice(2);
let isMissed = false;
console.log('| calculator | defaults | worst found | runs in | what makes it slow |');
console.log('| --- | --: | --: | --- | --- |');
for (const calculator of CALCULATORS) {
  const { slug, presets } = calculator;
  const worst = WORST_INPUTS[slug];
  if (asked.length > 0 && !asked.includes(slug)) continue;
  if (worst === undefined) throw new Error(`${slug} has no worst input in test/calculators/worst-inputs.ts`);
  const defaults = medianMs(() => runCalculator(calculator, presets[0].parameters), 21);
  const parameters = worst.parameters();
  const slowest = medianMs(() => runCalculator(calculator, parameters), 6);
  const inThread = isSlow(calculator, completeParameters(calculator, parameters));
  const isMet = defaults <= DEFAULTS_MS && (inThread || slowest <= ON_LOOP_MS);
  isMissed ||= !isMet;
  const cells = [slug, defaults.toFixed(2), slowest.toFixed(1), inThread ? 'thread' : 'event loop', worst.words];
  console.log(`| ${cells.join(' | ')} |${isMet ? '' : ' too slow'}`);
}
process.exitCode = isMissed ? 1 : 0;
