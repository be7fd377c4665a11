/** A command's own function, run in this process as the program would run it in one of its own. */
import { jest } from '@jest/globals';
import type { Ended } from '../support/program.ts';

/** @param command - gives the status that the program would end with. */
export async function ended(command: () => Promise<number>): Promise<Ended> {
  const written = { stdout: '', stderr: '' };
  const catching = (['stdout', 'stderr'] as const).map((stream) =>
    jest.spyOn(process[stream], 'write').mockImplementation((text) => {
      // Node itself warns once that modules run in a VM are experimental, whenever it gets round to it.
      if (!/^\((node:\d+\)|Use `node) /.test(String(text))) written[stream] += text;
      return true;
    }),
  );
  try {
    return { status: await command(), ...written };
  } finally {
    for (const spy of catching) spy.mockRestore();
  }
}

/** What a refused request printed: one line a problem and nothing else. @throws Error for anything else. */
export function problemsOf({ status, stdout, stderr }: Ended): { parameter: string; code: string }[] {
  if (status !== 1 || stdout !== '') throw new Error(`status ${status}, stdout ${stdout}, stderr ${stderr}`);
  return stderr
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [, parameter = '', code = ''] = /^(.*?): ([A-Z_]+): ./.exec(line) ?? [];
      return { parameter, code };
    });
}
