/**
 * What requests leave behind. An object that outlives two collections of the young generation waits for a full one, and
 * so does all that it holds: should one request's object hold on to the next one's, every answer becomes work for both.
 */
import { execFileSync } from 'node:child_process';
import { expect, it } from '@jest/globals';
import { ROOT } from '../support/program.ts';

/** Prints, for each query, the bytes a request that have come to stay, one number a round. */
const SCRIPT = `
  import { Agent, request } from 'node:http';
  import { getHeapSpaceStatistics } from 'node:v8';
  import { page } from './test/support/pages.ts';
  import { startTestService } from './test/support/service.ts';

  const TIMES = 200;
  const ROUNDS = 5;
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
  for (const query of ['{ concept(slug: "leverage") { meaning } }', '{ changes { nodes { __typename } } }']) {
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
  const args = ['--expose-gc', '--import', 'tsx', '--input-type=module', '--eval', SCRIPT];
  const printed = execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  const found = Object.values(JSON.parse(printed) as Record<string, number[]>);
  expect(found).toHaveLength(2);
  // A full collection in between takes more away than all requests of a round have left.
  for (const bytes of found) expect(Math.min(...bytes.filter((each) => each > 0))).toBeLessThan(2_500);
});
