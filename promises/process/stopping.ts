/** Stopping a service. */
import { HUB_SLUGS, KNOWN } from '../graph.ts';
import { exchange, open, posted, statusesIn } from '../http/raw.ts';
import { ROUNDS } from '../load/asking.ts';
import { sleep } from '../process.ts';
import { must, type ServicePromise } from '../promise.ts';
import { answered } from '../replies.ts';

/** Out of the ten seconds that a stop may take. */
const LONGEST_HELD_MS = 1_000;
const LIGHT = `{ concept(slug: "${KNOWN}") { name related { slug } } }`;
const LONG = `{ conceptsBySlug(slugs: ${JSON.stringify(HUB_SLUGS)}) { definitions(first: 40) { text } } }`;

export const STOPPING: readonly ServicePromise[] = [
  {
    id: 'process.sigterm',
    threat: 'SIGTERM while 50 requests have been sent, some of them not yet read, and five long answers are under way',
    expected: 'every one is answered to its last byte, nobody else is let in, exit 0 within 10 s',
    async holds({ launch, isOurs }) {
      let answers = 0;
      let tries = 0;
      for (let round = 0; round < 3; round++) {
        const service = await launch();
        answered(await service.ask(LIGHT));
        const sockets = await Promise.all(Array.from({ length: 55 }, () => open(service)));
        const texts = sockets.map((socket, i) => {
          let text = '';
          socket.on('data', (chunk) => {
            text += chunk.toString('latin1');
          });
          socket.write(posted(i < 5 ? LONG : LIGHT));
          return new Promise<string>((resolve) => {
            socket.on('close', () => resolve(text)).on('end', () => resolve(text));
          });
        });
        await sleep(round * 10);
        const ending = service.end();
        const came = await Promise.all(texts);
        const { status, stderr, milliseconds, heldBack } = await ending;
        const whole = came.filter(isWhole).length;
        // A service that had to wait for a processor during its ten seconds may not have finished sending: try again.
        if (heldBack > LONGEST_HELD_MS && whole < sockets.length && tries++ < ROUNDS) {
          round--;
          continue;
        }
        answers += whole;
        must(whole === sockets.length, `${whole} of ${sockets.length} were answered whole`);
        // A server that re-raises the signal ends without a status.
        must(!isOurs || status === 0, `it ended with ${status}`);
        must(milliseconds < 10_000, `it took ${Math.round(milliseconds)} ms`);
        must(!/\n\s+at /.test(stderr), `a stack in the log: ${stderr.slice(-400)}`);
      }
      return `${answers} answers, none cut`;
    },
  },
  {
    id: 'process.sigterm-idle',
    threat: 'SIGTERM while clients keep connections open, and one has sent half a request',
    expected: 'exit 0 within 10 s',
    async holds({ launch, isOurs }) {
      const service = await launch();
      answered(await service.ask(LIGHT));
      const sockets = await Promise.all(Array.from({ length: 20 }, () => open(service)));
      sockets[0]?.write('POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n');
      const kept = sockets[1];
      kept?.write(posted('{ __typename }'));
      await sleep(200);
      const { status, milliseconds } = await service.end();
      for (const socket of sockets) socket.destroy();
      const seconds = (milliseconds / 1_000).toFixed(1);
      must((!isOurs || status === 0) && milliseconds < 10_000, `status ${status} after ${seconds} s`);
      return `${seconds} s`;
    },
  },
  {
    id: 'process.sigterm-twice',
    threat: 'a second SIGTERM while the first is waited for',
    expected: 'it ends at once',
    async holds({ launch }) {
      const service = await launch();
      const socket = await open(service);
      socket.write(
        'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{',
      );
      await sleep(200);
      const ending = service.end();
      await sleep(300);
      const nobody = { text: '' };
      const { text } = await exchange(service, 'GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n', 500).catch(() => nobody);
      must(text === '', 'it still lets others in');
      const again = await service.end();
      await ending;
      socket.destroy();
      const milliseconds = Math.round(again.milliseconds);
      must(milliseconds < 1_000, `it took ${milliseconds} ms`);
      return `${milliseconds} ms`;
    },
  },
];

/** Whether the answer arrived in full, by its content length or to its last chunk. */
function isWhole(text: string): boolean {
  if (!statusesIn(text).includes(200)) return false;
  const body = text.slice(text.indexOf('\r\n\r\n') + 4);
  const length = /^content-length: (\d+)$/im.exec(text.slice(0, text.indexOf('\r\n\r\n')))?.[1];
  return length === undefined ? body.endsWith('0\r\n\r\n') : body.length === Number(length);
}
