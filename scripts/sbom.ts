/**
 * Prints a bill of materials (CycloneDX) of what users get. `npm sbom` lists installed packages, but bundled packages
 * are dev dependencies: its list is cut down to the bundled packages and the runtime dependencies.
 */
import { execFileSync } from 'node:child_process';
import { PACKAGE_ROOT } from '../src/package-root.ts';
import { shippedPackages } from './shipped.ts';

interface Dependency {
  ref: string;
  dependsOn?: string[];
}

const list = execFileSync(
  'npm',
  ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'],
  {
    cwd: PACKAGE_ROOT,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  },
);
const bill = JSON.parse(list);
const root = bill.metadata.component;
// npm uses the folder's name.
root.name = 'riskgraph';
const kept = new Set([root['bom-ref'], ...shippedPackages().map(({ id }) => id)]);
bill.components = bill.components
  .filter((component: { 'bom-ref': string }) => kept.has(component['bom-ref']))
  .map(({ properties, ...component }: { properties: unknown }) => component);
bill.dependencies = bill.dependencies
  .filter(({ ref }: Dependency) => kept.has(ref))
  .map(({ ref, dependsOn = [] }: Dependency) => ({ ref, dependsOn: dependsOn.filter((id) => kept.has(id)) }));
process.stdout.write(`${JSON.stringify(bill, null, 2)}\n`);
