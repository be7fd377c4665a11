/** The bill of materials and the audit cover what users get: bundled packages too, but no build or test tools. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { verdictOn } from '../../scripts/advisories.ts';
import { shippedPackages } from '../../scripts/shipped.ts';
import { ROOT } from '../support/program.ts';

describe('the bill of materials', () => {
  it('lists each package that is bundled or installed along, once, with its version and hash', () => {
    const tsx = join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs');
    const printed = execFileSync(process.execPath, [tsx, 'scripts/sbom.ts'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: 'pipe',
    });
    const { bomFormat, metadata, components, dependencies } = JSON.parse(printed);
    expect([bomFormat, metadata.component.name, metadata.component.type]).toEqual([
      'CycloneDX',
      'riskgraph',
      'application',
    ]);
    const ids: string[] = components.map((component: { 'bom-ref': string }) => component['bom-ref']);
    expect([...ids].sort()).toEqual([...new Set(shippedPackages().map(({ id }) => id))].sort());
    const names = new Set(components.map(({ name }: { name: string }) => name));
    for (const name of ['@photostructure/sqlite', 'node-gyp-build', 'graphql', 'neo4j-driver', 'react']) {
      expect([name, names.has(name)]).toEqual([name, true]);
    }
    for (const name of ['jest', 'esbuild', 'typescript']) expect([name, names.has(name)]).toEqual([name, false]);
    for (const component of components) {
      expect(component).toMatchObject({ version: expect.any(String), hashes: [{ alg: 'SHA-512' }] });
    }
    const refs = new Set([metadata.component['bom-ref'], ...ids]);
    for (const { ref, dependsOn } of dependencies) {
      expect([ref, ...dependsOn].filter((id) => !refs.has(id))).toEqual([]);
    }
  });
});

describe('the audit', () => {
  const shipped = [{ path: 'node_modules/graphql' }, { path: 'node_modules/a/node_modules/entities' }];
  const vulnerability = (name: string, severity: string, path: string) => ({
    vulnerabilities: { [name]: { name, severity, nodes: [path], via: [{ title: 'It loops', url: '' }, 'other'] } },
  });

  it('fails on what is high or critical in a package that is shipped', () => {
    for (const severity of ['high', 'critical']) {
      expect(verdictOn(vulnerability('graphql', severity, 'node_modules/graphql'), shipped)).toEqual({
        lines: [`${severity}: graphql: It loops; through other`, 'advisories: 1 on 2 packages that are shipped'],
        isRefused: true,
      });
    }
    const nested = vulnerability('entities', 'high', 'node_modules/a/node_modules/entities');
    expect(verdictOn(nested, shipped).isRefused).toBe(true);
  });

  it('tells what is less, and leaves out what only builds or tests', () => {
    expect(verdictOn(vulnerability('graphql', 'moderate', 'node_modules/graphql'), shipped)).toMatchObject({
      lines: ['moderate: graphql: It loops; through other', expect.any(String)],
      isRefused: false,
    });
    const other = vulnerability('entities', 'critical', 'node_modules/entities');
    expect(verdictOn(other, shipped)).toEqual({
      lines: ['advisories: 0 on 2 packages that are shipped'],
      isRefused: false,
    });
  });

  it('says that it knows nothing where the registry has no advisories', () => {
    expect(verdictOn({ message: '405 Method Not Allowed', statusCode: 405 }, shipped)).toEqual({
      lines: ['advisories: not checked: the registry returned none'],
      isRefused: false,
    });
  });
});
