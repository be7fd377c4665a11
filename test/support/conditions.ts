/** Suites that need more than Node: where it is missing they are skipped by name, and the name says why. */
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

/** `describe` for a suite on a folder that is no part of this project. */
export function describeWithFolder(title: string, folder: string, suite: () => void): void {
  if (existsSync(folder)) describe(title, suite);
  else describe.skip(`${title} (skipped: there is no ${folder})`, suite);
}

/** The browser that Debian installs; no other is looked for. */
export const CHROMIUM = '/usr/bin/chromium';

/** `describe` for a suite that needs a browser: RISKGRAPH_BROWSER_TESTS asks for it, Chromium has to be there. */
export function describeWithBrowser(title: string, suite: () => void): void {
  if (process.env.RISKGRAPH_BROWSER_TESTS && existsSync(CHROMIUM)) describe(title, suite);
  else describe.skip(`${title} (skipped: needs ${CHROMIUM} and RISKGRAPH_BROWSER_TESTS=1)`, suite);
}
