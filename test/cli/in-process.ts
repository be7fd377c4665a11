/** Runs a command's own function in this process as the program would run it. */
import { jest } from '@jest/globals';
import type { Ended } from '../support/program.ts';

/** @param command - resolves to the status that the program would exit with. */
export async function ended(command: () => Promise<number>): Promise<Ended> {
  const written = { stdout: '', stderr: '' };
  const catching = (['stdout', 'stderr'] as const).map((stream) =>
    jest.spyOn(process[stream], 'write').mockImplementation((text) => {
      // Node itself warns once, at any time, that modules in a VM are experimental.
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

/** The problems that a refused request printed, one line each. @throws Error if it printed anything else. */
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
