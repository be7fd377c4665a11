import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { documentedCrashes } from '../../scripts/episodes.ts';
import { EPISODES } from '../../src/episodes/registry.ts';
import { ROOT } from '../support/program.ts';

const document = readFileSync(join(ROOT, 'docs/episodes.md'), 'utf8');

describe('docs/episodes.md', () => {
  it('is what npm run generate would print', () => {
    expect(document).toBe(documentedCrashes());
  });

  it('has a section for each episode, to which the overview leads, and tables that no cell breaks', () => {
    for (const { slug } of EPISODES) {
      expect(document).toContain(`\n## ${slug}\n`);
      expect(document).toContain(`[${slug}](#${slug})`);
    }
    const tables = document.split('\n\n').filter((part) => part.startsWith('| '));
    expect(tables.length).toBeGreaterThan(2 * EPISODES.length);
    for (const table of tables) {
      expect(
        new Set(
          table
            .trim()
            .split('\n')
            .map((row) => row.split(/(?<!\\)\|/).length),
        ).size,
      ).toBe(1);
    }
  });

  it('says of every model that misses by how much', () => {
    expect(document).toContain('| 0.05 | 0.00272 | misses by 94.6 % |');
    expect(document).toContain('| 69,400,000 | 74,100,000 | hits, 6.8 % off |');
  });
});
