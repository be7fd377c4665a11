/**
 * Traces as the service produces them in its own process. The SDK here is a stand-in with the same interface that keeps
 * spans in memory and prints them at the end.
 */
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { copyDependencies } from '../support/installed.ts';
import { ROOT, run, start, temporaryFolder } from '../support/program.ts';

const STAND_IN = `
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
export class NodeSDK {
  constructor({ serviceName, instrumentations }) {
    this.serviceName = serviceName;
    this.instrumentations = instrumentations;
    this.exporter = new InMemorySpanExporter();
    this.provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(this.exporter)] });
  }
  start() {
    this.provider.register();
    registerInstrumentations({ instrumentations: this.instrumentations });
  }
  async shutdown() {
    const spans = this.exporter.getFinishedSpans().map((span) => ({
      name: span.name,
      attributes: span.attributes,
      status: span.status,
      id: span.spanContext().spanId,
      parent: span.parentSpanContext?.spanId ?? null,
    }));
    console.log(JSON.stringify({ serviceName: this.serviceName, spans }));
  }
}`;

interface Span {
  name: string;
  attributes: Record<string, unknown>;
  status: { code: number; message?: string };
  id: string;
  parent: string | null;
}

const folder = temporaryFolder();
afterAll(folder.remove);

/** The installed program, with OpenTelemetry's packages beside it. */
function installed(): string {
  const app = join(folder.path, 'app');
  for (const part of ['bin', 'dist', 'schema', 'package.json'])
    cpSync(join(ROOT, part), join(app, part), { recursive: true });
  copyDependencies(app);
  const packages = join(app, 'node_modules/@opentelemetry');
  mkdirSync(join(packages, 'sdk-node'), { recursive: true });
  for (const name of ['api', 'instrumentation', 'instrumentation-http', 'sdk-trace-node'])
    symlinkSync(join(ROOT, 'node_modules/@opentelemetry', name), join(packages, name));
  writeFileSync(join(packages, 'sdk-node/package.json'), '{"type": "module", "exports": "./index.js"}');
  writeFileSync(join(packages, 'sdk-node/index.js'), STAND_IN);
  return join(app, 'bin/riskgraph.js');
}

it('gives a request a span, with one each for parsing, validation and execution in it', async () => {
  const { child, says, ended } = start(['serve', '--store', 'memory:', '--port', '0', '--telemetry'], {
    program: installed(),
  });
  const [, url] = await says(/^Riskgraph +(\S+)\/$/m);
  const ask = (query: string) =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': 'r1' },
      body: JSON.stringify({ query }),
    });
  await (await ask('query Named { calculators { slug } }')).text();
  await (await ask('{ nothing }')).text();
  await (await fetch(`${url}/healthz`)).text();
  child.kill('SIGTERM');
  const { status, stdout } = await ended;
  expect(status).toBe(0);
  const { serviceName, spans } = JSON.parse(stdout) as { serviceName: string; spans: Span[] };
  expect(serviceName).toBe('riskgraph');

  const requests = spans.filter(({ name }) => name === 'POST');
  expect(requests).toHaveLength(2);
  expect(spans.filter(({ name }) => name === 'GET')).toEqual([]); // probes
  const within = (request: Span | undefined) => spans.filter(({ parent }) => parent === request?.id);
  expect(within(requests[0]).map(({ name, status }) => [name, status.code])).toEqual([
    ['graphql.parse', 0],
    ['graphql.validate', 0],
    ['graphql.execute', 0],
  ]);
  expect(within(requests[0])[2]?.attributes).toEqual({
    'graphql.operation.type': 'query',
    'graphql.operation.name': 'Named',
    'riskgraph.request.id': 'r1',
  });
  expect(within(requests[1]).map(({ name, status }) => [name, status.code])).toEqual([
    ['graphql.parse', 0],
    ['graphql.validate', 2],
  ]);
});

it('is refused in one line where its packages are not installed', async () => {
  expect(await run(['serve', '--store', 'memory:', '--port', '0', '--telemetry'])).toEqual({
    status: 1,
    stdout: '',
    stderr:
      '--telemetry needs packages that are not installed: run npm install @opentelemetry/api @opentelemetry/sdk-node @opentelemetry/instrumentation-http\n',
  });
});
