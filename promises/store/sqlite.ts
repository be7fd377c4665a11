/** Faults of the graph's file, and of the processes that write it. */
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manyPages, writeFiles } from '../../test/support/markdown.ts';
import { saidInOneLine } from '../process/starting.ts';
import { RISKGRAPH, ROOT, run, sleep, start } from '../process.ts';
import { must, type ServicePromise } from '../promise.ts';
import { bodyOf, codesOf } from '../replies.ts';
import { launch } from '../service.ts';

/** Runs `work` in a folder with 300 pages and their graph, and removes it afterwards. */
async function withGraph<T>(work: (folder: string, file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'riskgraph-'));
  try {
    writeFiles(join(folder, 'pages'), manyPages(300));
    const file = join(folder, 'graph.db');
    const { status, stderr } = await run([...RISKGRAPH, 'ingest', join(folder, 'pages'), '--store', `file:${file}`]);
    must(status === 0, stderr);
    return await work(folder, file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const serve = (file: string, ...more: string[]) => [
  ...RISKGRAPH,
  'serve',
  '--store',
  `file:${file}`,
  '--port',
  '0',
  ...more,
];

export const SQLITE: readonly ServicePromise[] = [
  {
    id: 'sqlite.cut',
    threat: 'the file is cut short anywhere, or its header is damaged',
    expected: 'exit 1, one line that names it; the file is left as it was',
    holds: () =>
      withGraph(async (folder, file) => {
        const size = statSync(file).size;
        const broken = join(folder, 'broken.db');
        const cuts = Array.from({ length: 15 }, (_, i) => Math.floor((size * (i + 1)) / 16));
        for (const cut of cuts) {
          copyFileSync(file, broken);
          truncateSync(broken, cut);
          saidInOneLine(await run(serve(broken)), /broken\.db/);
          must(statSync(broken).size === cut, `the file of ${cut} bytes was changed`);
        }
        for (const at of [0, 18, 60, 68]) {
          copyFileSync(file, broken);
          const opened = openSync(broken, 'r+');
          writeSync(opened, Buffer.from([0xff, 0xff, 0xff, 0xff]), 0, 4, at);
          closeSync(opened);
          saidInOneLine(await run(serve(broken)), /broken\.db/);
        }
        return `${cuts.length} cuts, 4 headers`;
      }),
  },
  {
    id: 'sqlite.replaced',
    threat: 'the file is replaced by another graph while it is served',
    expected: 'never another concept under a slug; the new graph, or SERVICE_UNAVAILABLE until then',
    holds: () =>
      withGraph(async (folder, file) => {
        const service = await launch(serve(file));
        const ask = (slug: string) => service.ask(`{ concept(slug: "${slug}") { slug name } }`);
        must(bodyOf(await ask('term-7')).data?.concept != null, 'the graph is not served');
        for (const path of [file, `${file}-wal`, `${file}-shm`]) if (existsSync(path)) renameSync(path, `${path}.old`);
        const others = Object.fromEntries(
          Object.entries(manyPages(200)).map(([name, text]) => [name, text.replaceAll('term-', 'other-')]),
        );
        writeFiles(join(folder, 'others'), others);
        const { status, stderr } = await run([
          ...RISKGRAPH,
          'ingest',
          join(folder, 'others'),
          '--store',
          `file:${file}`,
        ]);
        must(status === 0, stderr);
        let isNew = false;
        for (const watch = service.watch(); !isNew && watch.milliseconds() < 10_000; ) {
          for (const slug of ['term-7', 'other-7']) {
            const reply = await ask(slug);
            const concept = bodyOf(reply).data?.concept as { slug: string } | null | undefined;
            if (concept != null) must(concept.slug === slug, `${slug} was answered with ${concept.slug}`);
            else if (codesOf(reply).length > 0) must(codesOf(reply)[0] === 'SERVICE_UNAVAILABLE', reply.text);
            isNew ||= concept?.slug === 'other-7';
          }
          await sleep(100);
        }
        await service.end();
        must(isNew, 'the new graph was not served within 10 s');
        return 'the new graph is served';
      }),
  },
  {
    id: 'sqlite.read-only',
    threat: 'the file and its folder cannot be written',
    expected: 'it is served; an ingest says so in one line',
    holds: () =>
      withGraph(async (folder, file) => {
        chmodSync(file, 0o444);
        chmodSync(folder, 0o555);
        try {
          const service = await launch(serve(file));
          const { status } = await service.ask('{ concept(slug: "term-7") { name } }');
          await service.end();
          must(status === 200, `${status}`);
          // Root ignores write permissions.
          if (process.getuid?.() !== 0) {
            saidInOneLine(
              await run([...RISKGRAPH, 'ingest', join(folder, 'pages'), '--store', `file:${file}`]),
              /graph\.db/,
            );
          }
          return 'served';
        } finally {
          chmodSync(folder, 0o755);
        }
      }),
  },
  {
    id: 'sqlite.disk-full',
    threat: 'the disk is full in the middle of an ingest',
    expected: 'exit 1, one line; what was there stands, and an ingest with room goes on from there',
    holds: () =>
      withGraph(async (folder, file) => {
        writeFiles(join(folder, 'more'), manyPages(3_000));
        const ingest = [...RISKGRAPH, 'ingest', join(folder, 'more'), '--store', `file:${file}`];
        const blocks = Math.ceil((statSync(file).size * 2) / 1024);
        const quoted = ingest.map((part) => `'${part}'`).join(' ');
        const full = await run(['bash', '-c', `trap '' XFSZ; ulimit -f ${blocks}; exec ${quoted}`]);
        saidInOneLine(
          {
            ...full,
            stderr: full.stderr
              .split(/\r|\n/)
              .filter((line) => !/^(reading|writing)/i.test(line) && line !== '')
              .join('\n'),
          },
          /./,
        );
        const verified = await run([...RISKGRAPH, 'verify', '--store', `file:${file}`]);
        must(verified.status === 0, `verify: ${verified.stdout}${verified.stderr}`);
        const again = await run(ingest);
        must(again.status === 0, again.stderr);
        return full.stderr.trim().split('\n').at(-1)?.slice(0, 100) ?? '';
      }),
  },
  {
    id: 'ingest.killed',
    threat: 'SIGKILL in the middle of an ingest, --kills times, on each store that there is',
    expected: 'every page whole or absent; run again, the graph of an undisturbed run',
    async holds({ length }) {
      const isOnNeo4j = process.env.NEO4J_URI !== undefined;
      const suites = ['test/cli/crash', ...(isOnNeo4j ? ['test/neo4j/crash'] : [])];
      const { status, stdout, stderr } = await run(['npm', 'test', '--silent', '--', ...suites], {
        cwd: ROOT,
        env: { KILLS: String(length.kills) },
      });
      must(status === 0, (stdout + stderr).slice(-1_500));
      return `${length.kills} kills${isOnNeo4j ? ' on each store' : ', SQLite alone'}`;
    },
  },
  {
    id: 'ingest.two',
    threat: 'two ingests at once',
    expected: 'one of them exits 1 within 1 s of the other’s lock and says whose it is; the other is whole',
    holds: () =>
      withGraph(async (folder) => {
        let refused = 0;
        for (let i = 0; i < 10; i++) {
          const command = [
            ...RISKGRAPH,
            'ingest',
            join(folder, 'pages'),
            '--store',
            `file:${join(folder, `two-${i}.db`)}`,
          ];
          const ended = await Promise.all([start(command).ended, start(command).ended]);
          for (const one of ended) {
            if (one.status !== 0) saidInOneLine(one, /another ingest is running/);
            if (one.status !== 0) refused++;
          }
          must(
            ended.some(({ status }) => status === 0),
            'neither ended well',
          );
        }
        return `${refused} of 10 refused`;
      }),
  },
  {
    id: 'ingest.bad-pages',
    threat: 'pages that are none, nested without end, not text, cut short, or no files at all',
    expected: 'exit 3, each named with its reason, all others stored; run again, nothing changes',
    holds: () =>
      withGraph(async (folder) => {
        const deep = `# Deep\n\n\`\`\`json\n${'['.repeat(100_000)}\n\`\`\`\n`;
        writeFiles(join(folder, 'mixed'), {
          ...manyPages(20),
          'definition/nul.md': '# A\0',
          'definition/none.md': 'nothing of a page',
          'definition/large.md': `# A\n${'a '.repeat(1_100_000)}`,
          'definition/nested.html': `<html><h1>A</h1>${'<div>'.repeat(100_000)}`,
          'definition/deep.md': deep,
        });
        const made = await run(['mkfifo', join(folder, 'mixed', 'definition', 'pipe.md')]);
        const file = join(folder, 'mixed.db');
        const ingest = [
          ...RISKGRAPH,
          'ingest',
          join(folder, 'mixed'),
          '--store',
          `file:${file}`,
          '--report',
          join(folder, 'report.json'),
        ];
        const ending = start(ingest);
        const timer = setTimeout(() => ending.process.kill('SIGKILL'), 600_000);
        const { status } = await ending.ended;
        clearTimeout(timer);
        must(status === 3, `it ended with ${status}`);
        const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as {
          totals: Record<string, number>;
        };
        const wanted = made.status === 0 ? 6 : 5;
        must(
          (report.totals.added ?? 0) >= 20 && (report.totals.rejected ?? 0) >= wanted - 1,
          JSON.stringify(report.totals),
        );
        const again = await run(ingest);
        must(again.status === 3, `the second run ended with ${again.status}`);
        return JSON.stringify(report.totals);
      }),
  },
];
