/** Follows the documentation like a reader: writes the files, runs the commands, and compares their output. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blocksOf } from './blocks.ts';
import { writeFiles } from './markdown.ts';
import { ROOT, run } from './program.ts';

/** The combined output of a block's commands, and the output in the documentation. */
export interface Shown {
  commands: string;
  printed: string;
  documented: string;
}

/**
 * Follows `docs/<name>` in `folder`: blocks with a title are files, `sh` blocks are commands of `npx riskgraph`, and
 * the block after one of these is their output.
 */
export async function follow(name: string, folder: string): Promise<Shown[]> {
  const blocks = blocksOf(readFileSync(join(ROOT, 'docs', name), 'utf8'));
  const shown: Shown[] = [];
  for (const [i, { language, title, code }] of blocks.entries()) {
    if (title !== undefined) writeFiles(folder, { [title]: code });
    if (language !== 'sh') continue;
    let printed = '';
    for (const command of code.trim().split('\n')) {
      const args = command.replace(/^npx riskgraph /, '').split(' ');
      const { stdout, stderr } = await run(args, { cwd: folder });
      printed += stdout + stderr;
    }
    shown.push({ commands: code, printed, documented: blocks[i + 1]?.code ?? '' });
  }
  return shown;
}

/** The lines of `shown` that `text` lacks in this order; `…` matches anything. */
export function missing(shown: string, text: string): string[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  let at = 0;
  return shown
    .trimEnd()
    .split('\n')
    .filter((line) => {
      if (line === '…') return false;
      const parts = line.split('…');
      const has = (candidate: string) => {
        let from = 0;
        return parts.every((part, i) => {
          const found = candidate.indexOf(part, from);
          from = found + part.length;
          return (
            found >= 0 && (i > 0 || found === 0) && (i < parts.length - 1 || part === '' || from === candidate.length)
          );
        });
      };
      const found = lines.findIndex((candidate, i) => i >= at && has(candidate));
      if (found >= 0) at = found + 1;
      return found < 0;
    });
}
