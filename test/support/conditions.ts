/** Suites that need more than Node: if it is missing they are skipped by name, and the name says why. */
import { existsSync } from 'node:fs';
import { afterAll, describe } from '@jest/globals';
import { endWhatIsLeft } from './ended-at-last.ts';

/** `describe` for a suite that needs a Neo4j server; the environment variable NEO4J_URI names one. */
export function describeWithNeo4j(title: string, suite: () => void): void {
  const whole = () => {
    suite();
    afterAll(endWhatIsLeft);
  };
  if (process.env.NEO4J_URI) describe(title, whole);
  else describe.skip(`${title} (skipped: NEO4J_URI names no Neo4j server; npm run neo4j starts one)`, suite);
}

/** `describe` for a suite that reads a folder outside this project. */
export function describeWithFolder(title: string, folder: string, suite: () => void): void {
  if (existsSync(folder)) describe(title, suite);
  else describe.skip(`${title} (skipped: there is no ${folder})`, suite);
}

/** Debian's browser, the only supported path. */
export const CHROMIUM = '/usr/bin/chromium';

/** `describe` for a suite that needs a browser: RISKGRAPH_BROWSER_TESTS must be set and Chromium installed. */
export function describeWithBrowser(title: string, suite: () => void): void {
  if (process.env.RISKGRAPH_BROWSER_TESTS && existsSync(CHROMIUM)) describe(title, suite);
  else describe.skip(`${title} (skipped: needs ${CHROMIUM} and RISKGRAPH_BROWSER_TESTS=1)`, suite);
}
