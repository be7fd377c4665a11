/** Output for people: results go to standard output, everything else to standard error. */
import { printable } from '../printable.ts';

export function result(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function notice(line: string): void {
  process.stderr.write(`${printable(line)}\n`);
}

const EVERY_MS = 5_000;

/** Shows the progress of a run: one line, overwritten, on a terminal; elsewhere a plain line now and then. */
export function progressLine(onTerminal = process.stderr.isTTY) {
  let last = performance.now();
  return {
    show(text: string): void {
      const now = performance.now();
      if (now - last < (onTerminal ? 100 : EVERY_MS)) return;
      last = now;
      process.stderr.write(onTerminal ? `\r\x1b[K${text}` : `${text}\n`);
    },
    end(): void {
      if (onTerminal) process.stderr.write('\r\x1b[K');
    },
  };
}
