/**
 * How much room objects have before it is seen which of them stay: V8's young generation.
 *
 * V8 lets it grow to 32 MB, on Node 24 to 64, where much of what is made stays, as a graph does while it is read, and
 * never takes that back. What answers leave behind needs a quarter of it. Its largest size cannot be set once a process
 * runs, but whether it grows can.
 */
import { setFlagsFromString } from 'node:v8';

/** From now on it stays as large as it is, unless the operator has said how large it may be. */
export function keepYoungGeneration({ NODE_OPTIONS = '' } = process.env, execArgv = process.execArgv): void {
  if (/semi[-_]space/.test([NODE_OPTIONS, ...execArgv].join(' '))) return;
  setFlagsFromString('--semi-space-growth-factor=1');
}
