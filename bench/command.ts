/** What the commands of the bench have in common: options in words, errors in one line, nothing left running. */

/** Runs a command to its end; what fails is told in one line. */
export async function command(name: string, work: () => Promise<void>): Promise<void> {
  // Programs end with this one, whatever ends it: see `probe.ts`.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  try {
    await work();
  } catch (error) {
    console.error(`${name}: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}

/** @throws Error naming the option where `text` is no whole number above 0. */
export function countOption(name: string, text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count === 0) throw new Error(`--${name} must be a whole number above 0, but got ${text}`);
  return count;
}
