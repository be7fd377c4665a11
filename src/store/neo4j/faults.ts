/** What the driver's errors mean to a caller. Messages name the server, never the credentials. */
import { Neo4jError } from 'neo4j-driver';
import { Overloaded, StoreTimeout, StoreUnavailable, UsageError } from '../../errors.ts';

/** A server that comes back is noticed within this time. */
const PROBE_EVERY_MS = 1_000;
/** Neo4j locks a user out for some seconds after three failed logins. */
const PROBE_REFUSED_EVERY_MS = 10_000;

/** The error that callers see; our own bugs, such as an invalid statement, are kept as they are. */
export function translated(error: unknown, address: string): unknown {
  const failure = (what: string) => fault(StoreUnavailable, address, what, { cause: error });
  if (isOfHandshake(error)) return failure('cannot be reached');
  if (!(error instanceof Neo4jError)) return error;
  if (isTimedOut(error)) return fault(StoreTimeout, address, 'ended a query that took too long', { cause: error });
  if (isRefused(error)) return failure('refused the credentials');
  if (isUnknownDatabase(error)) return failure('has no such database');
  if (error.code.startsWith('Neo.ClientError') && !error.code.startsWith('Neo.ClientError.Cluster')) return error;
  return failure(isFromServer(error) ? `failed: ${error.code}` : 'cannot be reached');
}

/** What Neo4j at `address` did wrong, as an error; its reason, which anyone may see, leaves the address out. */
export function fault(
  Kind: typeof StoreUnavailable,
  address: string,
  what: string,
  options?: ErrorOptions,
): StoreUnavailable {
  return new Kind(`Neo4j at ${address} ${what}`, { ...options, reason: `Neo4j ${what}` });
}

/** The error for a call that found no place or connection in time although the server answers. */
export function overloaded(options?: ErrorOptions): Overloaded {
  return new Overloaded('the store is overloaded, try again later', options);
}

/** The error to show the user if they can fix the cause of `error`; null if they can only wait. */
export function usageError(error: unknown, address: string, database: string | undefined): UsageError | null {
  const cause = error instanceof StoreUnavailable ? error.cause : undefined;
  if (!(cause instanceof Neo4jError)) return null;
  if (isRefused(cause)) {
    return new UsageError(
      `Neo4j at ${address} refused the credentials: set NEO4J_USERNAME and NEO4J_PASSWORD to those of a user there`,
      { cause },
    );
  }
  if (isUnknownDatabase(cause)) {
    return new UsageError(
      `Neo4j at ${address} has no database ${JSON.stringify(database ?? '')}: set NEO4J_DATABASE to one it has`,
      { cause },
    );
  }
  return null;
}

/** How long to leave the server alone after `error` [ms]; null if the error says nothing about the server's health. */
export function pauseAfter(error: unknown): number | null {
  // A call that missed its deadline while the server answers other calls has no cause.
  if (!(error instanceof StoreUnavailable) || error.cause === undefined) return null;
  if (!(error.cause instanceof Neo4jError)) return PROBE_EVERY_MS;
  if (isRefused(error.cause)) return PROBE_REFUSED_EVERY_MS;
  // A server that reports a failed query can serve the next one.
  const isAway = !isFromServer(error.cause) || isUnknownDatabase(error.cause) || isUnavailable(error.cause);
  return isAway ? PROBE_EVERY_MS : null;
}

/** Whether the error concerns one statement only: the server works and rejected it at once, so others may succeed. */
export function isOfOneStatement(error: unknown): boolean {
  return !(error instanceof StoreTimeout || error instanceof Overloaded) && pauseAfter(error) === null;
}

/** Whether the driver had no connection for a call in time: all are in use, or none can be opened. */
export function isOutOfConnections(error: unknown): boolean {
  return error instanceof Neo4jError && !isFromServer(error) && /acquisition timed out/i.test(error.message);
}

/**
 * Whether opening a connection failed because the server's handshake arrived in pieces: the driver expects it in one
 * piece and reads past its end. No query was sent over that connection.
 */
export function isOfHandshake(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'ERR_OUT_OF_RANGE';
}

function isFromServer(error: Neo4jError): boolean {
  return error.code.startsWith('Neo.');
}

function isTimedOut(error: Neo4jError): boolean {
  return /^Neo\.\w+\.Transaction\.(?:TransactionTimedOut|LockAcquisitionTimeout)/.test(error.code);
}

function isRefused(error: Neo4jError): boolean {
  return error.code.startsWith('Neo.ClientError.Security.') && !error.code.endsWith('.Forbidden');
}

function isUnknownDatabase(error: Neo4jError): boolean {
  return error.code === 'Neo.ClientError.Database.DatabaseNotFound';
}

function isUnavailable(error: Neo4jError): boolean {
  return error.code.endsWith('.DatabaseUnavailable');
}
