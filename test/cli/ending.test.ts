import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { untilToldToStop } from '../../src/cli/ending.ts';

function ending() {
  const program = new EventEmitter();
  const logged: unknown[] = [];
  let exits = 0;
  const told = untilToldToStop(program, { info() {}, warn() {}, error: (error) => logged.push(error) }, () => {
    exits++;
  });
  return { program, told, logged, exits: () => exits };
}

describe('a service', () => {
  it.each(['SIGINT', 'SIGTERM'])('ends in order at %s, with status 0', async (signal) => {
    const { program, told, exits } = ending();
    program.emit(signal);
    expect([(await told)(), exits()]).toEqual([0, 0]);
  });

  it('ends at once at a second signal', async () => {
    const { program, told, exits } = ending();
    program.emit('SIGTERM');
    await told;
    program.emit('SIGTERM');
    expect(exits()).toBe(1);
  });

  it.each(['uncaughtException', 'unhandledRejection'])(
    'ends in order after an %s, which is logged once, with status 1',
    async (event) => {
      const { program, told, logged, exits } = ending();
      const first = new Error('first');
      program.emit(event, first);
      const status = await told;
      program.emit(event, new Error('what followed from it'));
      expect([status(), logged, exits()]).toEqual([1, [first], 0]);
    },
  );

  it('ends with 1 where an error comes while it ends, and still in order', async () => {
    const { program, told, logged, exits } = ending();
    program.emit('SIGTERM');
    const status = await told;
    expect(status()).toBe(0);
    program.emit('uncaughtException', 'late');
    expect([status(), logged, exits()]).toEqual([1, ['late'], 0]);
  });
});
