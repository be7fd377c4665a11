import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { definitionPage, writeFiles } from '../support/markdown.ts';
import { ROOT, run, start, temporaryFolder } from '../support/program.ts';
import { until } from '../support/until.ts';

const folder = temporaryFolder();
afterAll(folder.remove);
const at = (name: string) => join(folder.path, name);

describe('riskgraph', () => {
  it('tells its version and its commands', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(await run(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
    const help = await run(['--help']);
    expect(help.status).toBe(0);
    for (const command of ['ingest', 'serve', 'calculate', 'analyse', 'episodes', 'verify', 'schema', 'export'])
      expect(help.stdout).toContain(command);
  });

  it('ends with 1 and says what is wrong with a command or option', async () => {
    for (const [args, line] of [
      [['dance'], /unknown command 'dance'/],
      [['serve', '--port', 'x'], /--port.*whole number from 0 to 65535/],
      [['serve', '--port', '70000'], /--port.*whole number from 0 to 65535/],
      [['serve', '--store', 'nonsense'], /^store must be /],
      [['verify', '--store', ''], /^store must be /],
      [['serve', '--public-url', 'https://desk.example/terms'], /It must have no path, .*: https:\/\/desk\.example$/m],
      ...[['ingest', '.'], ['verify'], ['duplicates'], ['export', '--format', 'csv']].map(
        (args) =>
          [[...args, '--store', 'memory:'], /^--store memory: lasts only as long as this command; name /] as const,
      ),
    ] as const) {
      const { status, stdout, stderr } = await run(args);
      expect([args, status, stdout]).toEqual([args, 1, '']);
      expect(stderr).toMatch(line);
    }
    const { status, stderr } = await run(['serve'], { env: { RISKGRAPH_PORT: '-1' } });
    expect([status, stderr]).toEqual([1, expect.stringContaining('RISKGRAPH_PORT')]);
  });

  it('prints a schema that builds', async () => {
    const { status, stdout } = await run(['schema']);
    expect(status).toBe(0);
    expect(buildSchema(stdout).getQueryType()?.getFields().calculate?.type.toString()).toBe('Calculate!');
  });
});

describe('a store that cannot be', () => {
  // The first of them once kept the program busy for ever.
  it.each([
    ['/proc/nowhere/deep/graph.db', 'cannot be opened: no such file or directory: name another store with --store'],
    ['/dev/null/graph.db', 'cannot be opened: not a directory: name another store with --store'],
    ['/dev/null', 'is not a regular file: name a file with --store'],
    ['/proc', 'is a folder: name a file with --store'],
  ])('at %s is refused in a line that says its place and its fault once', async (path, fault) => {
    const { status, stderr } = await run(['ingest', '/nowhere', '--store', `file:${path}`]);
    expect([status, stderr]).toEqual([1, `${path} ${fault}\n`]);
  });

  it('is made with the folders that it wants', async () => {
    writeFiles(at('wanted'), { 'a.md': definitionPage({ slug: 'a', name: 'A' }) });
    expect(await run(['ingest', at('wanted'), '--store', `file:${at('new/and/deeper/graph.db')}`])).toMatchObject({
      status: 0,
    });
  });
});

it('ends although a server takes connections and says nothing', async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => void sockets.push(socket.on('error', () => {})));
  await new Promise<void>((resolve) => {
    silent.listen(0, '127.0.0.1', resolve);
  });
  const store = `bolt://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const commands = [['lookup', 'VaR'], ['verify']];
  const ended = await Promise.all(commands.map((args) => run([...args, '--store', store])));
  for (const each of ended)
    expect(each).toEqual({ status: 1, stdout: '', stderr: `Neo4j at ${store} has fallen silent\n` });
  for (const socket of sockets) socket.destroy();
  silent.close();
});

describe('what cannot be read', () => {
  it('is named once, with the reason in words', async () => {
    const gone = at('gone');
    const reason = `${gone} cannot be read: no such file or directory\n`;
    for (const [args, line] of [
      [['ingest', gone, '--dry-run', '--store', 'memory:'], reason],
      [
        ['ingest', 'glossary.example/terms', '--dry-run', '--store', 'memory:'],
        'glossary.example/terms cannot be read: no such file or directory; if it is a site, write https://glossary.example/terms\n',
      ],
      [['calculate', 'sell-off-feedback', '--parameters', gone], `--parameters ${reason}`],
      [['calculate', 'liquidation-cascade', '--csv', `positions=${gone}`], `--from-csv ${reason}`],
    ] as const) {
      expect(await run(args)).toEqual({ status: 1, stdout: '', stderr: line });
    }
  });
});

describe('riskgraph calculate', () => {
  const example = JSON.stringify({ dailyVolatility: 0.02, holdings: 10_000_000, sellSensitivity: 2.5, shock: 0.02 });

  it('prints parameters, outputs and warnings as JSON, from a file or standard input', async () => {
    writeFileSync(at('parameters.json'), example);
    const fromFile = await run(['calculate', 'sell-off-feedback', '--parameters', at('parameters.json')]);
    const fromInput = await run(['calculate', 'sell-off-feedback', '--parameters', '-'], { input: example });
    expect(fromFile).toMatchObject({ status: 0, stderr: '' });
    expect(fromInput).toEqual(fromFile);
    const { parameters, outputs, warnings } = JSON.parse(fromFile.stdout);
    expect(parameters).toMatchObject({ shock: 0.02, referencePrice: 100 });
    expect(outputs.linearAmplification).toBe(2); // gain 0.5
    expect(outputs.totalDecline).toBeCloseTo(0.04, 9);
    expect(warnings).toEqual([]);
  });

  it('runs with all defaults', async () => {
    expect((await run(['calculate', 'liquidation-cascade'])).status).toBe(0);
  });

  it('refuses bad parameters with one line a problem, nothing on standard output and status 1', async () => {
    const refused = async (slug: string, json?: string) => {
      const args = ['calculate', slug, ...(json === undefined ? [] : ['--parameters', '-'])];
      const { status, stdout, stderr } = await run(args, { input: json ?? '' });
      expect([status, stdout]).toEqual([1, '']);
      return stderr;
    };
    expect(await refused('sell-off-feedback', '{"shock": 2}')).toMatch(/^shock: OUT_OF_RANGE: .+\n$/);
    expect(await refused('sell-off-feedback', '{"shock": 1e999}')).toMatch(/^shock: NOT_FINITE: .+\n$/);
    expect(await refused('sell-off-feedback', '{"__proto__": 1}')).toMatch(/^__proto__: UNKNOWN_PARAMETER: .+\n$/);
    expect(await refused('sell-off-feedback', '[]')).toMatch(/: WRONG_TYPE: .+\n$/);
    expect(await refused('clearing-vector')).toMatch(/^liabilities: MISSING: .+\nexternalAssets: MISSING: .+\n$/);
    expect(await refused('dance')).toMatch(/^slug: UNKNOWN_VALUE: .+\n$/);
    expect(await refused('sell-off-feedback', 'nonsense')).toMatch(/^standard input is not JSON: .+\n$/);
    const absent = await run(['calculate', 'sell-off-feedback', '--parameters', at('absent.json')]);
    expect([absent.status, absent.stderr]).toEqual([
      1,
      expect.stringMatching(/^--parameters .*absent\.json cannot be read: .+\n$/),
    ]);
  });
});

describe('riskgraph calculate --csv', () => {
  const calculate = async (slug: string, csv: string, list: string, parameters = '{}') => {
    writeFileSync(at('book.csv'), csv);
    const { status, stdout, stderr } = await run(
      ['calculate', slug, '--parameters', '-', '--csv', `${list}=${at('book.csv')}`],
      { input: parameters },
    );
    return {
      status,
      outputs: status === 0 ? JSON.parse(stdout) : null,
      line: stderr.replaceAll(at('book.csv'), 'book.csv'),
    };
  };

  it('takes a list from a file as it takes it from JSON, empty cells as not given', async () => {
    const account = { symbols: [{ markPrice: 100 }], collateral: 2000 };
    const positions = [
      { symbol: 0, size: 100, entryPrice: 95.5 },
      { symbol: 0, side: 'short', size: 1e1 },
    ];
    const csv = '\ufeffsize,symbol,side,entryPrice\r\n100,0,,95.5\r\n\r\n1e1,0,"short",\r\n';
    const { outputs } = await calculate('account-liquidation', csv, 'positions', JSON.stringify(account));
    const json = await run(['calculate', 'account-liquidation', '--parameters', '-'], {
      input: JSON.stringify({ ...account, positions }),
    });
    expect(outputs).toEqual(JSON.parse(json.stdout));
  });

  it('takes a column of numbers, and cells apart by semicolons', async () => {
    const times = Array.from({ length: 60 }, (_, i) => 10 * i);
    const plain = await calculate('hawkes-calibration', ['timestamps', ...times].join('\n'), 'timestamps');
    expect(plain.outputs.outputs.status).toBe('poisson');
    const levels = await calculate('order-book-walk', 'price;quantity\n99;3\n98;4\n', 'bids', '{"side": "sell"}');
    expect(levels.outputs.parameters.bids).toEqual([
      { price: 99, quantity: 3 },
      { price: 98, quantity: 4 },
    ]);
  });

  it('takes the labels that the pages show as columns, in any case, and percent', async () => {
    const labelled =
      'Side,QUANTITY,Entry price,leverage,Maintenance margin rate\nLONG,10,100,8,0.7 %\nshort,20,99,5,\n';
    const { outputs } = await calculate('liquidation-cascade', labelled, 'positions');
    expect(outputs.parameters.positions).toMatchObject([
      { side: 'long', quantity: 10, entryPrice: 100, leverage: 8, maintenanceMarginRate: 0.007 },
      { side: 'short', quantity: 20, entryPrice: 99, leverage: 5 },
    ]);
    const strange = await calculate('liquidation-cascade', 'Side,Venue\n', 'positions');
    expect(strange.line).toMatch(/row 1, column 2: must be one of side, .*but got "Venue"\n$/);
  });

  it('takes a matrix as rows of numbers, and names the cell that is none', async () => {
    const banks = '{"externalAssets": [1, 1]}';
    const { outputs } = await calculate('clearing-vector', '0;2\n1;0\n', 'liabilities', banks);
    expect(outputs.parameters.liabilities).toEqual([
      [0, 2],
      [1, 0],
    ]);
    expect((await calculate('clearing-vector', 'a,b\n0,2\n', 'liabilities', banks)).line).toMatch(
      /^book\.csv: row 1, column 1: must be a number .*because a matrix has rows of numbers and no header, but got "a"\n$/,
    );
  });

  it.each([
    ['a word', 'price,quantity\n99,3\n98,x\n', /^book\.csv: row 3, column quantity: must be a number .*got "x"\n$/],
    ['a decimal comma', 'price;quantity\n99;3\n98;"4,5"\n', /^book\.csv: row 3, column quantity: must be a number /],
    [
      'a bare decimal comma',
      'price;quantity\n99;4,5\n',
      /^book\.csv: row 2, column quantity: must be a number .*got "4,5"\n$/,
    ],
    [
      'a decimal comma instead of a cell',
      'price;quantity\n99,5\n',
      /^book\.csv: row 2: must have 2 cells, but has 1\n$/,
    ],
    [
      'a decimal comma between tabs',
      'price\tquantity\n99\t4,5\n',
      /^book\.csv: row 2, column quantity: .*got "4,5"\n$/,
    ],
    ['a semicolon between commas', 'price,quantity\n99;4\n', /^book\.csv: row 2: must have 2 cells, but has 1\n$/],
    ['a size of -1', 'price,quantity\n\n99,-1\n', /^book\.csv: row 3, column quantity: OUT_OF_RANGE: /],
    ['no quantity', 'price\n99\n', /^book\.csv: row 2, column quantity: MISSING: /],
    [
      'a column too many',
      'price,quantity,venue\n',
      /^book\.csv: row 1, column 3: must be one of price, quantity, .*"venue"/,
    ],
    ['a column twice', 'price,price\n', /^book\.csv: row 1, column 2: price must appear only once/],
    ['a cell too few', 'price,quantity\n99\n', /^book\.csv: row 2: must have 2 cells, but has 1/],
    ['an open quotation', 'price,quantity\n"99,1\n', /^book\.csv: row \d: is not CSV: /],
    ['nothing', '', /^book\.csv: must have a header row/],
  ])('names the row and the column of %s', async (_, csv, line) => {
    const refused = await calculate('order-book-walk', csv, 'bids');
    expect([refused.status, refused.line]).toEqual([1, expect.stringMatching(line)]);
    expect(refused.line.trimEnd().split('\n')).toHaveLength(1);
  });

  it('says which lists there are, and that a list comes from one place', async () => {
    expect((await calculate('order-book-walk', 'a\n', 'orders')).line).toMatch(
      /orders: is not a list .*which has bids, asks/,
    );
    expect((await calculate('order-book-walk', 'price,quantity\n', 'bids', '{"bids": []}')).line).toMatch(/not both/);
    const absent = await run(['calculate', 'order-book-walk', '--csv', `bids=${at('absent.csv')}`]);
    expect([absent.status, absent.stderr]).toEqual([1, expect.stringMatching(/absent\.csv cannot be read: /)]);
  });
});

describe('riskgraph calculate with flags alone', () => {
  it('takes parameters one by one and prints the outputs that are asked for', async () => {
    // 0.05 / (1 - 0.4), the linear feedback of the README's example.
    const args = ['calculate', 'sell-off-feedback', '--set', 'holdings=10000000', '--set', 'shock=0.05'];
    const { status, stdout } = await run([...args, '--output', 'gain,status', '--output', 'priceSeries[0]']);
    const { gain, status: ended, ...others } = JSON.parse(stdout);
    expect([status, ended, Object.keys(others)]).toEqual([0, 'converged', ['priceSeries[0]']]);
    expect(gain).toBeCloseTo(0.4);
    const whole = JSON.parse((await run(args)).stdout);
    expect(JSON.parse((await run([...args, '--output', 'priceSeries'])).stdout)).toEqual({
      priceSeries: whole.outputs.priceSeries,
    });
  });

  it('names an output that there is not', async () => {
    const { status, stdout, stderr } = await run(['calculate', 'sell-off-feedback', '--output', 'gian']);
    expect([status, stdout, stderr]).toEqual([
      1,
      '',
      expect.stringMatching(/^--output: UNKNOWN_OUTPUT: .*but got "gian"\. Did you mean gain\?\n$/),
    ]);
  });
});

describe('riskgraph serve', () => {
  const ask = async (url: string, query: string) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as { data: Record<string, unknown> };
  };

  it('fills an empty store with the bundled glossary, answers, sees another process’s ingest, and ends in order', async () => {
    const store = `file:${at('served.db')}`;
    const service = start(['serve', '--demo', '--port', '0', '--store', store]);
    const [, url = ''] = await service.says(/^GraphQL +(http:\S+)$/m);
    const { data } = await ask(
      url,
      `{ concept(slug: "panic-selling-cascades") { name meaning definitions { text } related { name } calculators { slug } }
         calculate { liquidationCascade(input: {shock: 0.1}) { finalPrice rounds } } }`,
    );
    expect(data).toMatchObject({
      concept: { name: 'Panic Selling Cascades', calculators: expect.arrayContaining([{ slug: 'sell-off-feedback' }]) },
      calculate: { liquidationCascade: { finalPrice: expect.any(Number), rounds: expect.any(Number) } },
    });

    writeFiles(at('pages'), { 'new.md': definitionPage({ slug: 'brand-new', name: 'Brand New' }) });
    expect((await run(['ingest', at('pages'), '--store', store])).status).toBe(0);
    await until(async () => (await ask(url, '{ concept(slug: "brand-new") { pages { url } } }')).data.concept !== null);

    service.child.kill('SIGTERM');
    expect((await service.ended).status).toBe(0);
  });

  it('says that a port is taken', async () => {
    const first = start(['serve', '--port', '0', '--store', 'memory:']);
    const [, port = ''] = await first.says(/http:\/\/127\.0\.0\.1:(\d+)/);
    const second = await run(['serve', '--port', port, '--store', 'memory:']);
    expect(second).toMatchObject({
      status: 1,
      stderr: `127.0.0.1:${port} is taken by another program: choose another port with --port (npm start -- --port 4001)\n`,
    });
    first.child.kill('SIGINT');
    expect((await first.ended).status).toBe(0);
  });
});

describe('a store that is damaged', () => {
  it('is refused with one line that names it, and left as it was', async () => {
    writeFiles(at('sound'), { 'a.md': definitionPage({ slug: 'a', name: 'A' }) });
    await run(['ingest', at('sound'), '--store', `file:${at('sound.db')}`]);
    const sound = readFileSync(at('sound.db'));
    const broken = (change: (bytes: Buffer) => void) => {
      const bytes = Buffer.from(sound);
      change(bytes);
      return bytes;
    };
    const cases: [Buffer, RegExp][] = [
      [Buffer.from('no database, only text'.repeat(10)), /is not a SQLite database/],
      [sound.subarray(0, sound.length >> 1), /was cut short/],
      [broken((bytes) => bytes.writeUInt32BE(1, 68)), /is a database that belongs to another program/],
      [broken((bytes) => bytes.writeUInt32BE(999, 60)), /was written by a newer riskgraph/],
      [broken((bytes) => bytes.writeInt32BE(-1, 60)), /is damaged: its store version is -1/],
      [broken((bytes) => bytes.fill(0xff, 4096, 4096 * 4)), /is damaged/],
    ];
    for (const [bytes, line] of cases) {
      writeFileSync(at('broken.db'), bytes);
      for (const args of [['verify'], ['serve', '--port', '0'], ['ingest', at('sound')]]) {
        const { status, stderr } = await run([...args, '--store', `file:${at('broken.db')}`]);
        expect([status, stderr]).toEqual([1, expect.stringMatching(line)]);
        expect(stderr.trim().split('\n')).toHaveLength(1);
        expect(readFileSync(at('broken.db')).equals(bytes)).toBe(true);
      }
    }
  });

  it('that is not there is not made in order to be verified', async () => {
    const { status, stderr } = await run(['verify', '--store', `file:${at('nowhere.db')}`]);
    expect([status, stderr]).toEqual([1, `${at('nowhere.db')} does not exist: name a store with --store\n`]);
    expect(existsSync(at('nowhere.db'))).toBe(false);
  });

  it('is never read past its end, wherever it was cut', async () => {
    const sound = readFileSync(at('sound.db'));
    for (let part = 1; part < 16; part++) {
      writeFileSync(at('cut.db'), sound);
      truncateSync(at('cut.db'), Math.floor((sound.length * part) / 16));
      const { status, stderr } = await run(['verify', '--store', `file:${at('cut.db')}`]);
      expect([part, status, stderr.trim().split('\n')]).toEqual([part, 1, [expect.stringContaining('cut.db')]]);
    }
  });

  it('shows in verify where a page is not what was written', async () => {
    const { DatabaseSync } = await import('@photostructure/sqlite');
    writeFileSync(at('changed.db'), readFileSync(at('sound.db')));
    expect(await run(['verify', '--store', `file:${at('changed.db')}`])).toEqual({
      status: 0,
      stdout: '1 page, all sound\n',
      stderr: '',
    });
    const db = new DatabaseSync(at('changed.db'));
    db.exec(`UPDATE page SET texts = '[[1,null,"Forged."]]'`);
    db.close();
    const { status, stderr } = await run(['verify', '--store', `file:${at('changed.db')}`]);
    expect([status, stderr]).toEqual([
      1,
      [
        // The full-text index still holds the words that were written.
        'a: concept has other words in the full-text index than on its pages\n',
        'https://glossary.example/definition/a/ differs from what was stored: ingest it again\n',
      ].join(''),
    ]);
  });
});
