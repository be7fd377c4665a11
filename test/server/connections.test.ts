/** What a server does with its connections when it stops: tests wait for bytes in sockets, never for a clock. */
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { followConnections, type Pulse } from '../../src/server/connections.ts';
import { passes, stopClock } from '../support/clock.ts';

const FOR_EVER = 2 ** 30;
const GET = 'GET / HTTP/1.1\r\nhost: x\r\n\r\n';

interface Client {
  socket: Socket;
  /** Everything that the server sent until the connection closed; rejects if it was reset. */
  said: Promise<string>;
}

/** Cleans up after failed tests. */
const endings: (() => void)[] = [];
afterEach(() => {
  for (const end of endings.splice(0)) end();
});

async function serving(answer: RequestListener) {
  const server = createServer(answer);
  endings.push(() => server.closeAllConnections());
  let looks = 0;
  const everyTurn: Pulse = (look) => {
    let isOver = false;
    (async () => {
      for (; !isOver; looks++) {
        await setImmediate();
        look();
      }
    })();
    const end = () => {
      isOver = true;
    };
    endings.push(end);
    return end;
  };
  const connections = followConnections(server, everyTurn);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  /** A connection that Node may not have accepted yet. */
  const begin = (): Client => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk;
    });
    const said = new Promise<string>((resolve, reject) => {
      socket.on('close', () => resolve(text)).on('error', reject);
    });
    said.catch(() => {}); // checked later
    return { socket, said };
  };
  const open = async () => {
    const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
    const client = begin();
    return { ...client, accepted: await accepted };
  };
  /** Resolves once the server has checked its connections several times since it started to stop. */
  const looked = async () => {
    while (looks < 5) await setImmediate();
  };
  return {
    begin,
    open,
    looked,
    endIdle: connections.endIdle,
    restAfter: connections.restAfter,
    close: (patience = FOR_EVER) => connections.close(patience),
  };
}

describe('an idle connection', () => {
  it('is not ended while a request that was sent on it waits to be read', async () => {
    const { open, endIdle, close } = await serving((_, response) => response.end('whole'));
    const client = await open();
    await new Promise((resolve) => client.socket.write(GET, resolve));
    await endIdle(client.accepted);
    await close();
    expect(await client.said).toMatch(/whole$/);
  });

  it('is ended where nothing has come', async () => {
    const { open, endIdle, close } = await serving((_, response) => response.end('whole'));
    const client = await open();
    await endIdle(client.accepted);
    expect(await client.said).toBe('');
    await close();
  });

  it('is kept while its answer is being made', async () => {
    let take: (response: ServerResponse) => void = () => {};
    const taken = new Promise<ServerResponse>((resolve) => {
      take = resolve;
    });
    const { open, endIdle, close } = await serving((_, response) => take(response));
    const client = await open();
    client.socket.write(GET);
    const response = await taken;
    await endIdle(client.accepted);
    response.end('whole');
    await close();
    expect(await client.said).toMatch(/whole$/);
  });
});

describe('a connection that rests after an answer', () => {
  const turns = async () => {
    for (let i = 0; i < 20; i++) await setImmediate();
  };
  const resting = async () => {
    stopClock();
    let read = 0;
    const service = await serving((_, response) => {
      if (++read === 1) service.restAfter(response);
      response.end('whole');
    });
    const client = await service.open();
    await new Promise((resolve) => client.socket.once('data', resolve).write(GET));
    await turns();
    await new Promise((resolve) => client.socket.write(GET, resolve));
    await turns();
    return { ...service, client, read: () => read };
  };

  it('is read again half a second later', async () => {
    const { client, read, close } = await resting();
    await passes(499);
    await turns();
    expect(read()).toBe(1);
    const answered = new Promise((resolve) => client.socket.once('data', resolve));
    await passes(1);
    await answered;
    expect(read()).toBe(2);
    await close();
  });

  it('is read at once where the server ends', async () => {
    const { client, read, close } = await resting();
    expect(read()).toBe(1);
    await close();
    expect(read()).toBe(2);
    expect(await client.said).toMatch(/whole$/);
  });

  it('may be left meanwhile', async () => {
    const { client, read, close } = await resting();
    expect([read(), client.accepted.destroyed]).toEqual([1, false]);
    client.socket.destroy();
    await passes(500);
    await close();
    expect(client.accepted.destroyed).toBe(true);
  });
});

it('a connection that ends closes each answer once: the one that it had got to, and those behind it', async () => {
  const answers: ServerResponse[] = [];
  const closed: number[] = [];
  const { open, close } = await serving((_, response) => {
    const i = answers.push(response) - 1;
    response.on('close', () => closed.push(i));
    if (i === 0) response.end('whole');
  });
  const client = await open();
  client.socket.on('error', () => {}).write(GET.repeat(4));
  await new Promise((resolve) => client.socket.once('data', resolve));
  client.socket.destroy();
  while (closed.length < 4) await setImmediate();
  for (const answer of answers) answer.end('for nobody');
  await close();
  expect(closed).toEqual([0, 1, 2, 3]);
  expect(answers.map(({ destroyed }) => destroyed)).toEqual([true, true, true, true]);
});

describe('a server that ends', () => {
  it('answers every request that was sent, read or not', async () => {
    const { open, close } = await serving((_, response) => response.end('whole'));
    const clients: Client[] = [];
    for (let i = 0; i < 50; i++) clients.push(await open());
    for (const { socket } of clients) socket.write(GET);
    await close();
    for (const { said } of clients) expect(await said).toMatch(/^HTTP\/1\.1 200 .*connection: close.*whole$/is);
  });

  it('answers on connections that were not yet accepted', async () => {
    const { begin, close } = await serving((_, response) => response.end('whole'));
    const clients = Array.from({ length: 20 }, begin);
    for (const { socket } of clients) socket.write(GET);
    await close();
    for (const { said } of clients) expect(await said).toMatch(/whole$/);
  });

  it('waits for the rest of a request of which a part has come', async () => {
    const { open, looked, close } = await serving((request, response) => {
      request.on('end', () => response.end('whole')).resume();
    });
    const header = await open();
    const body = await open();
    header.socket.write(GET.slice(0, 20));
    body.socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\n\r\nab');
    const closed = close();
    await looked();
    header.socket.write(GET.slice(20));
    body.socket.write('cd');
    await closed;
    expect(await header.said).toMatch(/whole$/);
    expect(await body.said).toMatch(/whole$/);
  });

  it('sends the whole of an answer that is read slowly', async () => {
    const bytes = 19_000_000;
    const { open, looked, close } = await serving((_, response) => response.end('x'.repeat(bytes)));
    const client = await open();
    client.socket.once('data', () => client.socket.pause()).write(GET);
    await new Promise((resolve) => client.socket.once('pause', resolve));
    const closed = close();
    await looked();
    client.socket.resume();
    await closed;
    const said = await client.said;
    expect(said.length - said.indexOf('\r\n\r\n') - 4).toBe(bytes);
  });

  it('ends connections that are kept alive, and those on which nothing ever came', async () => {
    const { open, close } = await serving((_, response) => response.end('whole'));
    const used = await open();
    await new Promise((resolve) => used.socket.once('data', resolve).write(GET));
    const unused = await open();
    await close();
    expect(await used.said).toMatch(/whole$/);
    expect(await unused.said).toBe('');
  });

  it('cuts, when its patience ends, whoever does not read', async () => {
    const { open, close } = await serving((_, response) => response.end('x'.repeat(19_000_000)));
    const client = await open();
    client.socket.once('data', () => client.socket.pause()).write(GET);
    await new Promise((resolve) => client.socket.once('pause', resolve));
    await close(0);
    client.socket.destroy();
  });

  it('takes no new connection', async () => {
    const { begin, open, looked, close } = await serving((request, response) => {
      request.on('end', () => response.end()).resume();
    });
    const client = await open();
    client.socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\n\r\n');
    const closed = close();
    await looked();
    await expect(begin().said).rejects.toThrow('ECONNREFUSED');
    client.socket.write('x');
    await closed;
  });
});
