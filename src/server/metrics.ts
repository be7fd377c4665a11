/** Prometheus metrics: few, and no label values from clients. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { getOrMake } from '../get-or-make.ts';

export interface Metrics {
  /** Records one answered request. */
  observe(route: string, status: number, seconds: number): void;
  graphVersion(version: number): void;
  /** Records an answer that was compiled instead of executed. */
  compiled(): void;
  print(): Promise<{ type: string; text: string }>;
}

/** @param inFlight - requests being answered now. */
export function createMetrics(inFlight: () => number): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'riskgraph_http_requests_total',
    help: 'Requests answered, by route and status.',
    labelNames: ['route', 'status'],
    registers,
  });
  const duration = new Histogram({
    name: 'riskgraph_http_request_duration_seconds',
    help: 'Time from a request to its answer, by route.',
    labelNames: ['route'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  const version = new Gauge({
    name: 'riskgraph_graph_version',
    help: 'Version of the graph that is served.',
    registers,
  });
  const compiled = new Counter({
    name: 'riskgraph_graphql_compiled_total',
    help: 'GraphQL requests answered by a compiled document.',
    registers,
  });
  new Gauge({
    name: 'riskgraph_http_requests_in_flight',
    help: 'Requests being answered.',
    registers,
    collect() {
      this.set(inFlight());
    },
  });
  /** Counters by their labels, because looking them up in the registry takes longer than counting. */
  const counted = new Map<string, ReturnType<typeof requests.labels>>();
  const timed = new Map<string, ReturnType<typeof duration.labels>>();
  return {
    observe(route, status, seconds) {
      getOrMake(counted, `${route} ${status}`, () => requests.labels({ route, status })).inc();
      getOrMake(timed, route, () => duration.labels({ route })).observe(seconds);
    },
    compiled: () => compiled.inc(),
    graphVersion: (value) => version.set(value),
    print: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}
