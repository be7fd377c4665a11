/** What happens goes to standard error, one line an event; results never do. */
import { pino } from 'pino';

export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(error: unknown): void;
}

/** A log of JSON lines, which escape whatever an attacker would put on a line of its own. */
export function jsonLog(): Log {
  const logger = pino({ base: null }, pino.destination({ dest: 2, sync: true }));
  return {
    info: (message) => logger.info(message),
    warn: (message) => logger.warn(message),
    error: (error) => (error instanceof Error ? logger.error(error) : logger.error(String(error))),
  };
}
