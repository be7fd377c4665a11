/** The typography of the pages' text. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { ROOT } from '../support/program.ts';

it.each(['landing.html', 'docs.html'])('keeps each number of %s on one line with its percent sign', (file) => {
  const page = readFileSync(join(ROOT, 'src', 'web', file), 'utf8');
  expect(page).toMatch(/\d&nbsp;%/);
  expect(page.match(/\d\s+%/g)).toBeNull();
});
