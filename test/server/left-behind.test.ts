/**
 * What requests leave in memory. An object that survives two young-generation collections waits for a full one, with
 * all it references: if one request's object referenced the next one's, every answer would burden both collectors.
 *
 * The same goes for an object that V8 pretenures, as it does at allocation sites whose objects survived before. To a
 * full collection in progress during the first requests, everything that enters Node's tick queue seems to survive.
 */
import { execFileSync } from 'node:child_process';
import { expect, it } from '@jest/globals';
import { ROOT } from '../support/program.ts';

/**
 * Prints, for each query, the bytes per request that were promoted, one number per round. Full collections follow one
 * another during the first requests.
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
  // V8 pretenures only once the young generation has its maximum size: in a service, where the operator has set one.
  const args = ['--expose-gc', '--max-semi-space-size=16', '--import', 'tsx', '--input-type=module', '--eval', SCRIPT];
  const printed = execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  const found = Object.values(JSON.parse(printed) as Record<string, number[]>);
  expect(found).toHaveLength(2);
  // A full collection in between frees more than all requests of a round have left.
  for (const bytes of found) expect(Math.min(...bytes.filter((each) => each > 0))).toBeLessThan(2_500);
});
