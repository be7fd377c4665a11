/** The flags that give what a request lacks. */
import type { Problem } from '../../errors.ts';

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

/** The line that tells of a problem of a request, with the flags for a field that is missing. */
export function problemLine({ parameter, code, message }: Problem): string {
  const flags = code === 'MISSING' && Object.hasOwn(FLAGS_BY_FIELD, parameter) ? FLAGS_BY_FIELD[parameter] : undefined;
  return `${parameter}: ${code}: ${message}${flags === undefined ? '' : `, by ${flags}`}`;
}
