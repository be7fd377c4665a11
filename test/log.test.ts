/** The log on streams that are not read, are closed, or are read late. */
import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { jsonLog } from '../src/log.ts';

/** A stream that accepts data only while it is read. */
function pipe() {
  let text = '';
  let isRead = false;
  const waiting: (() => void)[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string, _, done) {
      text += chunk;
      if (isRead) done();
      else waiting.push(done);
    },
  });
  return {
    stream,
    /** The log so far, parsed line by line. */
    lines: () =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    read() {
      isRead = true;
      for (const done of waiting.splice(0)) done();
    },
  };
}

describe('the log', () => {
  it('has one line an event, with what belongs to it', () => {
    const { stream, lines, read } = pipe();
    read();
    const log = jsonLog(stream);
    log.info('it began');
    log.warn('it was odd', { status: 503 });
    log.error(new Error('it broke'), { requestId: 'r1' });
    log.error('thrown text');
    expect(lines()).toMatchObject([
      { level: 30, msg: 'it began' },
      { level: 40, msg: 'it was odd', status: 503 },
      { level: 50, msg: 'it broke', requestId: 'r1', err: { type: 'Error', stack: expect.any(String) } },
      { level: 50, msg: 'thrown text' },
    ]);
  });

  it('escapes what would move the cursor, break the line or turn it around, and loses none of it', () => {
    const hostile = 'a\u001b[2J\r\n\u009b2J\u202etxt\u2066\u2028\u061cb "é"';
    let text = '';
    const log = jsonLog(
      new Writable({
        write(chunk: Buffer, _, done) {
          text += chunk.toString();
          done();
        },
      }),
    );
    log.warn(hostile);
    expect(text).toMatch(/^[^\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+\n$/u);
    expect((JSON.parse(text) as { msg: string }).msg).toBe(hostile);
  });

  it('holds a bounded part of what nobody reads, and says later how many lines it left out', () => {
    const { stream, lines, read } = pipe();
    const log = jsonLog(stream);
    for (let i = 0; i < 5_000; i++) log.info('x'.repeat(1_000));
    expect(stream.writableLength).toBeLessThanOrEqual(1_000_000);
    read();
    log.info('read again');
    const said = lines();
    const kept = said.filter(({ msg }) => String(msg).startsWith('xxx')).length;
    expect(said.at(-2)).toMatchObject({ msg: `${5_000 - kept} log lines dropped because standard error was not read` });
    expect(said.at(-1)).toMatchObject({ msg: 'read again' });
  });

  it('goes on where its reader has gone', async () => {
    const stream = new Writable({
      write(_, __, done) {
        done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
      },
    });
    const failed = new Promise((resolve) => stream.once('error', resolve));
    const log = jsonLog(stream);
    log.info('one');
    await failed;
    log.info('two');
  });
});
