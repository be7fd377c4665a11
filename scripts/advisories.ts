/** What `npm audit --json` knows of the packages that users get; those that only build and test are left out. */

interface Vulnerability {
  name: string;
  severity: 'info' | 'low' | 'moderate' | 'high' | 'critical';
  /** Folders of the packages that it is in. */
  nodes: string[];
  /** Titles of the advisories, or names of the packages that bring them. */
  via: (string | { title: string; url: string })[];
}

export interface Verdict {
  lines: string[];
  isRefused: boolean;
}

/** @param report - what npm printed; an error where the registry offers no advisories or is not reached. */
export function verdictOn(report: unknown, shipped: readonly { path: string }[]): Verdict {
  const { vulnerabilities } = report as { vulnerabilities?: Record<string, Vulnerability> };
  if (vulnerabilities === undefined) {
    return { lines: ['advisories: not checked, for the registry gave none'], isRefused: false };
  }
  const paths = new Set(shipped.map(({ path }) => path));
  const found = Object.values(vulnerabilities).filter(({ nodes }) => nodes.some((node) => paths.has(node)));
  const lines = found.map(({ name, severity, via }) => {
    const reasons = via.map((reason) => (typeof reason === 'string' ? `through ${reason}` : reason.title));
    return `${severity}: ${name}: ${reasons.join('; ')}`;
  });
  return {
    lines: [...lines, `advisories: ${found.length} on ${paths.size} packages that are shipped`],
    isRefused: found.some(({ severity }) => severity === 'high' || severity === 'critical'),
  };
}
