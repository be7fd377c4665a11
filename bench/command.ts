/** Shared by the bench commands: option parsing, one-line errors, and no process left running. */

/** Runs a command to its end; reports a failure in one line. */
export async function command(name: string, work: () => Promise<void>): Promise<void> {
  // Child programs exit with this process, however it ends: see `probe.ts`.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  try {
    await work();
  } catch (error) {
    console.error(`${name}: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}

/** @throws Error naming the option if `text` is not a positive integer. */
export function countOption(name: string, text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count === 0) throw new Error(`--${name} must be a whole number above 0, but got ${text}`);
  return count;
}
