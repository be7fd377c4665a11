/**
 * What requests leave behind. An object that outlives two collections of the young generation waits for a full one, and
 * so does all that it holds: should one request's object hold on to the next one's, every answer becomes work for both.
 *
 * So does an object that V8 makes in the old generation from the start, as it does where it has seen those from the same
 * place in the program stay. To a full collection that goes on while the first requests come, all that enters Node's queue
 * of ticks seems to stay.
 */
import { execFileSync } from 'node:child_process';
import { expect, it } from '@jest/globals';
import { ROOT } from '../support/program.ts';

/**
 * Prints, for each query, the bytes a request that have come to stay, one number a round. One full collection after the
 * other goes on during the first requests.
 */
const SCRIPT = `
  import { Agent, request } from 'node:http';
  import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
  import { keepYoungGeneration } from './src/cli/young-generation.ts';
  import { page } from './test/support/pages.ts';
  import { startTestService } from './test/support/service.ts';

  const TIMES = 200;
  const ROUNDS = 5;
  const DURING_COLLECTIONS = 20;
  keepYoungGeneration();
  const service = await startTestService([page('definition', 'leverage', { meaning: 'Borrowed size.' })]);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (body) =>
    new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': body.length };
      const sent = request(service.url + '/graphql', { agent, method: 'POST', headers }, (response) => {
        response.resume().on('end', resolve);
      });
      sent.on('error', reject).end(body);
    });
  const oldBytes = () => {
    for (let i = 0; i < 2; i++) globalThis.gc({ type: 'minor' });
    return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space').space_used_size;
  };
  const found = {};
  const queries = ['{ concept(slug: "leverage") { meaning } }', '{ changes { nodes { __typename } } }'];
  setFlagsFromString('--stress-incremental-marking');
  for (let i = 0; i < DURING_COLLECTIONS; i++) await ask(JSON.stringify({ query: queries[0] }));
  setFlagsFromString('--no-stress-incremental-marking');
  for (const query of queries) {
    const body = JSON.stringify({ query });
    found[query] = [];
    for (let round = -1; round < ROUNDS; round++) {
      const before = oldBytes();
      for (let i = 0; i < TIMES; i++) await ask(body);
      if (round >= 0) found[query].push((oldBytes() - before) / TIMES);
    }
  }
  console.log(JSON.stringify(found));
  agent.destroy();
  await service.stop();`;

it('is little, of an answer that is kept and of one that the store is asked for', () => {
  // V8 makes objects old once the young generation has its largest size: in a service, where the operator has set one.
  const args = ['--expose-gc', '--max-semi-space-size=16', '--import', 'tsx', '--input-type=module', '--eval', SCRIPT];
  const printed = execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  const found = Object.values(JSON.parse(printed) as Record<string, number[]>);
  expect(found).toHaveLength(2);
  // A full collection in between takes more away than all requests of a round have left.
  for (const bytes of found) expect(Math.min(...bytes.filter((each) => each > 0))).toBeLessThan(2_500);
});
