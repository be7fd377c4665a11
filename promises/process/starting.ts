/** Faults around the program: its port, its options, its log's reader. Tried on this product only. */
import { createServer } from 'node:net';
import { KNOWN } from '../graph.ts';
import type { Ended } from '../process.ts';
import { RISKGRAPH, run, start } from '../process.ts';
import { must, type ServicePromise } from '../promise.ts';

/** Exit 1 and one line that names what is wrong, without a stack. */
export function saidInOneLine({ status, stderr }: Ended, names: RegExp): void {
  must(status === 1, `it ended with ${status}`);
  const lines = stderr.trim().split('\n');
  must(lines.length === 1 && names.test(stderr) && !/\bat .*:\d+/.test(stderr), `it said ${stderr.slice(0, 300)}`);
}

export const STARTING: readonly ServicePromise[] = [
  {
    id: 'process.port',
    threat: 'the port is taken',
    expected: 'exit 1, one line that names it',
    async holds() {
      const other = createServer();
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
      const { port } = other.address() as { port: number };
      try {
        saidInOneLine(
          await run([...RISKGRAPH, 'serve', '--store', 'memory:', '--port', String(port)]),
          new RegExp(String(port)),
        );
      } finally {
        other.close();
      }
      return 'one line';
    },
  },
  {
    id: 'process.configuration',
    threat: 'an invalid store, a folder that does not exist, a port that is not a number',
    expected: 'exit 1, one line that names it',
    async holds() {
      saidInOneLine(
        await run([...RISKGRAPH, 'serve', '--store', 'neo5j://me:secret@x', '--port', '0']),
        /^store must be (?!.*secret)/,
      );
      saidInOneLine(await run([...RISKGRAPH, 'ingest', '/nowhere', '--dry-run', '--store', 'memory:']), /\/nowhere/);
      const { status, stderr } = await run([...RISKGRAPH, 'serve', '--port', 'x']);
      must(status === 1 && /--port/.test(stderr) && !/\n\s+at /.test(stderr), stderr);
      return 'three mistakes';
    },
  },
  ...(['unread', 'closed'] as const).map(
    (how): ServicePromise => ({
      id: `process.log-${how}`,
      threat: how === 'unread' ? 'nobody reads its log, and the pipe is full' : 'whoever read its log has gone',
      expected: 'it goes on answering',
      async holds() {
        // The store is unreachable, so that each request is logged.
        const child = start([...RISKGRAPH, 'serve', '--store', 'bolt://127.0.0.1:1', '--port', '0'], {
          env: { NEO4J_USERNAME: 'neo4j', NEO4J_PASSWORD: 'none' },
        });
        const [, address = ''] = await child.says(/^GraphQL +(\S+)$/m);
        const ask = () =>
          fetch(address, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ query: `{ concept(slug: "${KNOWN}") { name } }` }),
            signal: AbortSignal.timeout(10_000),
          }).then(async (answer) => ({ status: answer.status, text: await answer.text() }));
        try {
          if (how === 'closed') child.process.stderr?.destroy();
          else child.process.stderr?.pause();
          for (let i = 0; i < 1_000; i++) {
            const { status, text } = await ask();
            must(status === 200 && text.includes('SERVICE_UNAVAILABLE'), `${status} ${text} after ${i} answers`);
          }
          return 'a thousand answers';
        } finally {
          child.process.kill('SIGKILL');
        }
      },
    }),
  ),
  {
    id: 'process.first-request',
    threat: 'ready is said before anything was answered',
    expected: 'from the first line of its address on, ready and answering',
    async holds({ launch }) {
      const service = await launch();
      const [ready, answer] = await Promise.all([
        service.get('/readyz'),
        service.ask(`{ concept(slug: "${KNOWN}") { name } }`),
      ]);
      await service.end();
      must(ready.status === 200 && answer.status === 200, `${ready.status} and ${answer.status}`);
      return `the first answer in ${Math.round(answer.milliseconds)} ms`;
    },
  },
];
