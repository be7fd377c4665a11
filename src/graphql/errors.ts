/** The one place that turns failures into what clients see: a message, a code, and never a stack. */
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { InvalidInput, Overloaded, RunTimeout, StoreTimeout, StoreUnavailable } from '../errors.ts';
import { LIMITS } from './limits.ts';

/** Formats errors for clients. */
export function formatError(formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError {
  const { path, locations } = formatted;
  const place = { ...(locations && { locations: locations.slice(0, LIMITS.errors) }), ...(path && { path }) };
  const cause = unwrapResolverError(thrown);
  if (cause instanceof InvalidInput) {
    return {
      message: bounded(cause.message),
      ...place,
      extensions: { code: 'BAD_USER_INPUT', problems: cause.problems },
    };
  }
  if (cause instanceof StoreUnavailable) {
    const isLate = cause instanceof StoreTimeout;
    const message = isLate ? 'the store did not answer in time' : 'the store is not available, try again later';
    return { message, ...place, extensions: { code: isLate ? 'TIMEOUT' : 'SERVICE_UNAVAILABLE' } };
  }
  if (cause instanceof RunTimeout) return { message: cause.message, ...place, extensions: { code: 'TIMEOUT' } };
  if (cause instanceof Overloaded) return { message: cause.message, ...place, extensions: { code: 'OVERLOADED' } };
  if (isOfTheRequest(thrown)) {
    return { message: bounded(formatted.message), ...place, extensions: { code: 'BAD_USER_INPUT' } };
  }
  const { code, problems } = formatted.extensions ?? {};
  if (code === undefined || code === 'INTERNAL_SERVER_ERROR') {
    return { message: 'internal error; it has been logged', ...place, extensions: { code: 'INTERNAL_SERVER_ERROR' } };
  }
  return { message: bounded(formatted.message), ...place, extensions: { code, ...(problems ? { problems } : {}) } };
}

/** The cause of `thrown` to log if it is a fault of ours or of the store, else null. */
export function faultBehind(thrown: GraphQLError): unknown {
  const cause = unwrapResolverError(thrown);
  if (cause instanceof StoreUnavailable) return cause;
  if (isOfTheRequest(thrown)) return null;
  if (cause instanceof InvalidInput || cause instanceof RunTimeout || cause instanceof Overloaded) return null;
  const { code } = thrown.extensions;
  return code === undefined || code === 'INTERNAL_SERVER_ERROR' ? cause : null;
}

/**
 * Whether graphql-js refused the request itself, so that no code threw in any field. It sets no code when variables
 * have more errors than its maximum.
 */
function isOfTheRequest(thrown: unknown): boolean {
  return (
    thrown instanceof GraphQLError &&
    thrown.path === undefined &&
    thrown.originalError === undefined &&
    thrown.extensions.code === undefined
  );
}

function bounded(message: string): string {
  return message.length <= LIMITS.message ? message : `${message.slice(0, LIMITS.message)}…`;
}
