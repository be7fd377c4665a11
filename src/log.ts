/**
 * Logs events to standard error, one line each; results never go there.
 *
 * The log must not hold up the program: if nobody reads standard error, lines are buffered up to a limit, then dropped
 * and counted; if its reader is gone, they are lost and the program goes on.
 */
import type { Writable } from 'node:stream';
import { pino } from 'pino';
import { printable } from './printable.ts';

/** The fields of a line besides its message. */
export interface Fields {
  readonly [name: string]: string | number;
}

export interface Log {
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  /** Logs what was thrown; an Error with its stack. */
  error(error: unknown, fields?: Fields): void;
}

/** Most characters buffered for a slow reader. */
const MOST_WAITING = 1_000_000;

/** A log of JSON lines, with characters escaped that could forge a line of their own. */
export function jsonLog(stream: Writable = process.stderr): Log {
  const logger = pino({ base: null }, lineWriter(stream));
  return {
    info: (message, fields = {}) => logger.info(fields, message),
    warn: (message, fields = {}) => logger.warn(fields, message),
    error: (error, fields = {}) =>
      error instanceof Error ? logger.error({ ...fields, err: error }) : logger.error(fields, String(error)),
  };
}

function lineWriter(stream: Writable): { write(line: string): void } {
  let leftOut = 0;
  stream.on('error', () => {}); // its reader is gone
  return {
    write(line) {
      if (stream.writableLength + line.length > MOST_WAITING) {
        leftOut++;
        return;
      }
      if (leftOut > 0) {
        stream.write(
          `{"level":40,"time":${Date.now()},"msg":"${leftOut} log lines dropped because standard error was not read"}\n`,
        );
        leftOut = 0;
      }
      stream.write(`${printable(line.trimEnd())}\n`);
    },
  };
}
