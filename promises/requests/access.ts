/** Who may send what, and how: methods, other sites' forms, origins, files. */
import { KNOWN } from '../graph.ts';
import { exchange, statusesIn } from '../http/raw.ts';
import { must, type ServicePromise } from '../promise.ts';
import { answered, refused } from '../replies.ts';

const QUERY = `{ concept(slug: "${KNOWN}") { name } }`;
const FILES = [
  ...['/package.json', '/.git/config', '/.env', '/dist/cli.js', '/src/cli.ts', '/node_modules/graphql/package.json'],
  ...['/..%2fpackage.json', '/%2e%2e/package.json', '/..%5cpackage.json', '/widget/..%2f..%2fpackage.json'],
  ...[
    '/widget/%2e%2e/%2e%2e/package.json',
    '/widget/term-lookup.js%00.css',
    '//etc/passwd',
    '/etc/passwd',
    '/%2fetc%2fpasswd',
  ],
  ...['/data/riskgraph.db', '/widget/', '/widget', '/explorer/..', '/.well-known/x', '/server-status', '/debug/pprof'],
  ...[
    '/widget/term-lookup.js/',
    '/widget/term-lookup.js.map',
    '/__proto__',
    '/constructor',
    '/GRAPHQL',
    '/graphql/..;/',
    '/%',
    '/\\..\\',
  ],
];

export const ACCESS: readonly ServicePromise[] = [
  {
    id: 'access.methods',
    threat: 'other methods; a mutation by GET; TRACE, which would show headers to scripts',
    expected: '405 with Allow; TRACE never echoes',
    async holds({ service }) {
      for (const method of ['PUT', 'DELETE', 'PATCH']) {
        const { status, headers } = await service.get('/graphql', { method });
        must(
          status === 405 && /POST/.test(headers.get('allow') ?? ''),
          `${method}: ${status}, allow: ${headers.get('allow')}`,
        );
      }
      const mutation = await service.get(`/graphql?query=${encodeURIComponent('mutation { __typename }')}`);
      must([400, 405].includes(mutation.status), `a mutation by GET: ${mutation.status}`);
      const { text: trace } = await exchange(
        service,
        `TRACE /graphql HTTP/1.1\r\nhost: x\r\nx-secret: 4711\r\nconnection: close\r\n\r\n`,
      );
      must(!trace.includes('4711'), 'TRACE echoes');
      return 'five methods';
    },
  },
  {
    id: 'access.forms',
    threat: 'a form of another site: text/plain, urlencoded, multipart',
    expected: '400 or 415, nothing is executed',
    async holds(subject) {
      const { service } = subject;
      const bodies: [string, string][] = [
        ['text/plain', JSON.stringify({ query: QUERY })],
        ['application/x-www-form-urlencoded', `query=${encodeURIComponent(QUERY)}`],
        [
          'multipart/form-data; boundary=x',
          `--x\r\ncontent-disposition: form-data; name="query"\r\n\r\n${QUERY}\r\n--x--\r\n`,
        ],
        ['', JSON.stringify({ query: QUERY })],
      ];
      for (const [type, body] of bodies)
        refused(subject, await service.send(body, { 'content-type': type }), [400, 415]);
      return 'four forms';
    },
  },
  {
    id: 'access.origins',
    threat: 'pages of other sites, of no origin, of a host that ends like ours',
    expected: 'allowed to all without credentials, or a list with Vary; never reflected with credentials',
    async holds({ service }) {
      for (const origin of ['https://evil.example', 'null', `${service.url}.evil.example`]) {
        for (const method of ['OPTIONS', 'POST']) {
          const { headers } = await service.get('/graphql', {
            method,
            headers: { origin, 'content-type': 'application/json', 'access-control-request-method': 'POST' },
            ...(method === 'POST' && { body: JSON.stringify({ query: QUERY }) }),
          });
          const allowed = headers.get('access-control-allow-origin');
          must(
            allowed !== origin && headers.get('access-control-allow-credentials') === null,
            `${origin} is allowed: ${allowed}`,
          );
        }
      }
      return 'three origins';
    },
  },
  {
    id: 'access.files',
    threat: 'paths out of the folder, dotfiles, sources, the data',
    expected: '404 and nothing of them',
    async holds({ service, isOurs }) {
      for (const path of FILES) {
        // Raw, as an HTTP client would normalise the dots away.
        const { text } = await exchange(service, `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
        const [status = 0] = statusesIn(text);
        must(isOurs ? status === 404 : status >= 400, `${path}: ${status}`);
        must(!/"dependencies"|root:x:|SQLite format/.test(text), `${path} gives a file away`);
      }
      return `${FILES.length} paths`;
    },
  },
  {
    id: 'access.headers',
    threat: 'a refusal that a browser or a cache takes for something else',
    expected: 'JSON, no-store, nosniff on every refusal',
    async holds({ service }) {
      const replies = [
        await service.send('nonsense'),
        await service.send('query=1', { 'content-type': 'application/x-www-form-urlencoded' }),
        await service.ask('{ nothing }'),
        await service.send(' '.repeat(2_000_000)),
        await service.get('/graphql', { method: 'PUT' }),
        await service.get('/nothing'),
      ];
      for (const { status, headers } of replies) {
        const [type, cache, sniff] = ['content-type', 'cache-control', 'x-content-type-options'].map((name) =>
          headers.get(name),
        );
        must(/^application\/(graphql-response\+)?json/.test(type ?? ''), `${status} of type ${type}`);
        must(cache === 'no-store' && sniff === 'nosniff', `${status} with cache-control: ${cache}, nosniff: ${sniff}`);
      }
      return `${replies.length} refusals`;
    },
  },
  {
    id: 'access.health',
    threat: 'an orchestrator that sends requests too early, or to a service that is stuck',
    expected: 'liveness, readiness and metrics that are true',
    async holds({ service }) {
      for (const path of ['/healthz', '/readyz', '/metrics']) {
        const { status } = await service.get(path);
        must(status === 200, `${path}: ${status}`);
      }
      answered(await service.ask(QUERY));
      return 'three addresses';
    },
  },
];
