/** Names the flags for fields that a request lacks. */
import type { Problem } from '../../errors.ts';
import { calculatorsHint } from '../unknown-calculator.ts';

const CONDITION = '--at-most, --at-least or --equals';

const FLAGS_BY_FIELD: Readonly<Record<string, string>> = {
  axes: '--axis',
  unknown: '--unknown, --from and --to',
  'unknown.path': '--unknown',
  'unknown.from': '--from',
  'unknown.to': '--to',
  target: `--target and one of ${CONDITION}`,
  'target.output': '--target',
  'target.comparison': CONDITION,
  'target.value': CONDITION,
  distributions: '--draw',
  scenarios: '--scenario',
};

/** The line for a problem of a request, with the flags for a missing field. */
export function problemLine(problem: Problem): string {
  const { parameter, code, message } = problem;
  const flags = code === 'MISSING' && Object.hasOwn(FLAGS_BY_FIELD, parameter) ? FLAGS_BY_FIELD[parameter] : undefined;
  const more = flags === undefined ? calculatorsHint(problem) : `, by ${flags}`;
  return `${parameter}: ${code}: ${message}${more}`;
}
