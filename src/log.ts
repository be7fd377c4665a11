/**
 * What happens goes to standard error, one line an event; results never do.
 *
 * A log must not hold up what it tells of: where nobody reads standard error, lines wait up to a limit and are then left
 * out and counted; where its reader has gone, they are lost and the program goes on.
 */
import type { Writable } from 'node:stream';
import { pino } from 'pino';
import { printable } from './printable.ts';

/** What a line says besides its message. */
export interface Fields {
  readonly [name: string]: string | number;
}

export interface Log {
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  /** Logs what was thrown; an error with its stack. */
  error(error: unknown, fields?: Fields): void;
}

/** The most that waits to be read [characters]. */
const MOST_WAITING = 1_000_000;

/** A log of JSON lines, in which whatever an attacker would put on a line of its own is escaped. */
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
  stream.on('error', () => {}); // its reader has gone
  return {
    write(line) {
      if (stream.writableLength + line.length > MOST_WAITING) {
        leftOut++;
        return;
      }
      if (leftOut > 0) {
        stream.write(`{"level":40,"time":${Date.now()},"msg":"lines left out, as nobody read them: ${leftOut}"}\n`);
        leftOut = 0;
      }
      stream.write(`${printable(line.trimEnd())}\n`);
    },
  };
}
