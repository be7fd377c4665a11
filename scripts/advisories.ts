/** Evaluates `npm audit --json` for the packages that users get, without those used only to build and test. */

interface Vulnerability {
  name: string;
  severity: 'info' | 'low' | 'moderate' | 'high' | 'critical';
  /** Folders of the affected packages. */
  nodes: string[];
  /** The advisories, or the names of the packages through which they apply. */
  via: (string | { title: string; url: string })[];
}

export interface Verdict {
  lines: string[];
  isRefused: boolean;
}

/** @param report - npm's output; an error if the registry has no advisories or cannot be reached. */
export function verdictOn(report: unknown, shipped: readonly { path: string }[]): Verdict {
  const { vulnerabilities } = report as { vulnerabilities?: Record<string, Vulnerability> };
  if (vulnerabilities === undefined) {
    return { lines: ['advisories: not checked: the registry returned none'], isRefused: false };
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
