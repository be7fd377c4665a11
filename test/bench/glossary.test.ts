/** The synthetic glossary behind the published figures stays the same, byte for byte. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { asLines, syntheticConcepts } from '../../bench/glossary/concepts.ts';
import { writePages } from '../../bench/glossary/pages.ts';
import { temporaryFolder } from '../support/program.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

describe('the synthetic glossary', () => {
  // Digests of the glossary that the first figures were measured with.
  it.each([
    [500, 1, '25898c6194432e27'],
    [500, 7, '6f3cc3f443a81eff'],
  ])('of %i concepts from seed %i is the one that was measured', (count, seed, expected) => {
    expect(digest(asLines(syntheticConcepts(count, seed).concepts))).toBe(expected);
  });

  it('has the pages that were measured', async () => {
    await writePages(folder.path, syntheticConcepts(500), 'most');
    const files = readdirSync(folder.path, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.md'),
    );
    expect(files).toHaveLength(500);
    const text = files.sort().map((name) => readFileSync(join(folder.path, name), 'utf8'));
    expect(digest(text.join(''))).toBe('cd44dd72ee2e1612');
  });
});
