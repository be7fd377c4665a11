/** Plugins for Apollo Server: they enforce limits and log faults. */
import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLError, GraphQLSchema } from 'graphql';
import type { Context } from '../graphql/context.ts';
import { faultBehind } from '../graphql/errors.ts';
import { checkOperation } from '../graphql/limits/check.ts';
import { LIMITS } from '../graphql/limits.ts';
import type { Work } from '../graphql/work/work.ts';
import type { Log } from '../log.ts';
import type { Resolved } from './hot-documents.ts';

/** Refuses before execution what the document and variables alone show to be wrong; reports the cost on request. */
export function limitsPlugin(
  schema: GraphQLSchema,
  works: WeakMap<object, Work>,
  answered: WeakMap<Work, Resolved>,
): ApolloServerPlugin<Context> {
  return {
    async requestDidStart({ request }) {
      let cost: number | undefined;
      return {
        async didResolveOperation({ document, operation, contextValue }) {
          const charge = operation && checkOperation(schema, document, operation, request.variables ?? {});
          if (!charge) return;
          cost = charge.nodes;
          await contextValue.work.admit(charge);
        },
        async didEncounterErrors({ errors }) {
          // In place, because Apollo formats this very list next: thousands of fields may have failed for one reason.
          if (errors.every(({ path }) => path !== undefined)) (errors as GraphQLError[]).sort(byPlace);
          (errors as GraphQLError[]).splice(LIMITS.fieldErrors);
        },
        async willSendResponse({ response, contextValue, document, operation }) {
          if (response.body.kind !== 'single') return;
          const { singleResult } = response.body;
          if (document && operation && singleResult.data && !singleResult.errors) {
            answered.set(contextValue.work, { document, operation });
          }
          if (singleResult.data) works.set(singleResult.data, contextValue.work);
          if (request.extensions?.cost !== true || cost === undefined) return;
          singleResult.extensions = { ...singleResult.extensions, cost };
        },
      };
    },
  };
}

/** Logs faults of ours or of the store, with the id of the request. */
export function faultsPlugin(log: Log): ApolloServerPlugin<Context> {
  return {
    async contextCreationDidFail({ error }) {
      log.error(error);
    },
    async unexpectedErrorProcessingRequest({ requestContext, error }) {
      log.error(error, { requestId: requestContext.contextValue.requestId });
    },
    async requestDidStart() {
      return {
        async didEncounterErrors({ errors, contextValue }) {
          const { requestId, signal } = contextValue;
          const { reason } = signal();
          for (const fault of new Set(errors.map(faultBehind))) {
            if (fault !== null && fault !== reason) log.error(fault, { requestId });
          }
        },
      };
    },
  };
}

/** Orders field errors as their fields, whichever failed first, so that the same request gets the same answer. */
function byPlace(one: GraphQLError, other: GraphQLError): number {
  const [at, otherAt] = [one.positions?.[0] ?? 0, other.positions?.[0] ?? 0];
  if (at !== otherAt) return at - otherAt;
  const [path, otherPath] = [one.path ?? [], other.path ?? []];
  for (const [i, key] of path.entries()) {
    const otherKey = otherPath[i] ?? '';
    if (key === otherKey) continue;
    return typeof key === 'number' && typeof otherKey === 'number' ? key - otherKey : key < otherKey ? -1 : 1;
  }
  return 0;
}
