/**
 * Optional traces by OpenTelemetry: a span for each HTTP request, by OpenTelemetry's own instrumentation, with child
 * spans for parsing, validation and execution. Those have the names that its GraphQL instrumentation uses, which cannot
 * reach a bundled package.
 *
 * Its packages are not installed with this one. The SDK reads the OTEL_ variables, which say where spans go.
 */
import { createRequire } from 'node:module';
import type { ApolloServerPlugin } from '@apollo/server';
import type * as Api from '@opentelemetry/api';
import type { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { UsageError } from '../errors.ts';
import type { Context } from '../graphql/context.ts';
import { packageVersion } from '../package-root.ts';

const PACKAGES = ['@opentelemetry/api', '@opentelemetry/sdk-node', '@opentelemetry/instrumentation-http'] as const;
/** Polled by machines; not worth tracing. */
const PROBES = new Set(['/healthz', '/readyz', '/metrics']);

/** The part of `@opentelemetry/sdk-node` used here. */
interface Sdk {
  NodeSDK: new (options: {
    serviceName: string;
    instrumentations: HttpInstrumentation[];
  }) => { start(): void; shutdown(): Promise<void> };
}

export interface Telemetry {
  plugin: ApolloServerPlugin<Context>;
  /** Sends the pending spans, and shuts down. */
  stop(): Promise<void>;
}

/** @throws UsageError if its packages are not installed. */
export async function startTelemetry(): Promise<Telemetry> {
  const { api, NodeSDK, Http } = await load();
  const http = new Http({ ignoreIncomingRequestHook: ({ url = '' }) => PROBES.has(url) });
  const sdk = new NodeSDK({ serviceName: process.env.OTEL_SERVICE_NAME || 'riskgraph', instrumentations: [http] });
  sdk.start();
  // The instrumentation patches node:http when it is next required.
  createRequire(import.meta.url)('http');
  return { plugin: spansPlugin(api), stop: () => sdk.shutdown() };
}

async function load() {
  try {
    const [api, sdk, http] = await Promise.all(PACKAGES.map((name) => import(name)));
    return {
      api: api as typeof Api,
      NodeSDK: (sdk as Sdk).NodeSDK,
      Http: (http as { HttpInstrumentation: typeof HttpInstrumentation }).HttpInstrumentation,
    };
  } catch (error) {
    throw new UsageError(`--telemetry needs packages that are not installed: run npm install ${PACKAGES.join(' ')}`, {
      cause: error,
    });
  }
}

function spansPlugin({ trace, SpanStatusCode }: typeof Api): ApolloServerPlugin<Context> {
  const tracer = trace.getTracer('riskgraph', packageVersion());
  /** Begins a span; returns a function that ends it. */
  const span = (name: string, attributes: Api.Attributes = {}) => {
    const begun = tracer.startSpan(name, { attributes });
    return async (failure?: Error | readonly Error[]) => {
      const [error] = [failure ?? []].flat();
      if (error !== undefined) begun.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
      begun.end();
    };
  };
  return {
    async requestDidStart() {
      return {
        parsingDidStart: async () => span('graphql.parse'),
        validationDidStart: async () => span('graphql.validate'),
        async executionDidStart({ operation, operationName, contextValue }) {
          const executionDidEnd = span('graphql.execute', {
            'graphql.operation.type': operation.operation,
            ...(operationName === null ? {} : { 'graphql.operation.name': operationName }),
            'riskgraph.request.id': contextValue.requestId,
          });
          return { executionDidEnd };
        },
      };
    },
  };
}
