/** A question copied as code, run unchanged in each language, gets the service's answer. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Question } from '../../../src/widget/analyses/kit/asking.ts';
import { codeOf } from '../../../src/widget/analyses/kit/code.ts';
import { startTestService, type TestService } from '../../support/service.ts';

const run = promisify(execFile);
const hasPython = await run('python3', ['--version']).then(
  () => true,
  () => false,
);

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

const BOOK = {
  collateral: 0,
  symbols: [{ markPrice: 100 }],
  positions: [{ symbol: 0, size: 100, marginMode: 'isolated', leverage: 10 }],
};
const QUESTIONS: [string, Question, unknown][] = [
  [
    'a run',
    { name: 'runCalculator', variables: { slug: 'account-liquidation', parameters: BOOK } },
    // (1 - 1 / 10) / (1 - 0.005) - 1, by hand.
    { runCalculator: { outputs: { nearestDistance: expect.closeTo(1 - 0.9 / 0.995, 10) } } },
  ],
  [
    'an analysis',
    {
      name: 'solve',
      variables: {
        input: {
          calculator: 'account-liquidation',
          parameters: BOOK,
          unknown: { path: 'positions[0].leverage', from: 1, to: 100 },
          target: { output: 'positionResults[0].distance', comparison: 'AT_MOST', value: -0.2 },
        },
      },
    },
    { solve: { value: expect.closeTo(1 / (1 - 0.8 * 0.995), 6) } },
  ],
];

it.each(QUESTIONS)('%s as GraphQL', async (_, question, answer) => {
  const { body } = await service.query(codeOf('GraphQL', `${service.url}/graphql`, question));
  expect(body).toMatchObject({ data: answer });
});

it.each(QUESTIONS)('%s as cURL', async (_, question, answer) => {
  const { stdout } = await run('sh', ['-c', codeOf('cURL', `${service.url}/graphql`, question)]);
  expect(JSON.parse(stdout)).toMatchObject({ data: answer });
});

(hasPython ? it.each : it.skip.each)(QUESTIONS)('%s as Python', async (_, question, answer) => {
  const { stdout } = await run('python3', ['-c', codeOf('Python', `${service.url}/graphql`, question)]);
  expect(JSON.parse(stdout)).toMatchObject({ data: answer });
});
