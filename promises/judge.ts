/** Tries promises one after another and reports each in one line. */
import { Broken, NotTried, type RunLength, type ServicePromise, type Subject } from './promise.ts';
import type { RunningService } from './service.ts';

export interface Verdict {
  id: string;
  outcome: 'kept' | 'broken' | 'not tried';
  /** What was measured, or what happened instead. */
  finding: string;
  seconds: number;
}

export interface Server {
  isOurs: boolean;
  launch(): Promise<RunningService>;
}

const LONGEST_FINDING = 300;

/** @param say - called with each verdict. */
export async function judge(
  promises: readonly ServicePromise[],
  server: Server,
  length: RunLength,
  say: (promise: ServicePromise, verdict: Verdict) => void,
): Promise<Verdict[]> {
  const launched = new Set<RunningService>();
  const launch = async () => {
    const service = await server.launch();
    launched.add(service);
    return service;
  };
  let service = await launch();
  const verdicts: Verdict[] = [];
  for (const promise of promises) {
    if (!(await isWell(service))) {
      await service.end('SIGKILL');
      service = await launch();
    }
    const verdict = await verdictOn(promise, { service, launch, isOurs: server.isOurs, length });
    verdicts.push(verdict);
    say(promise, verdict);
    for (const other of launched) if (other !== service) await other.end('SIGKILL');
  }
  await service.end('SIGKILL');
  return verdicts;
}

async function isWell(service: RunningService): Promise<boolean> {
  if (!service.isUp()) return false;
  return service.ask('{ __typename }').then(
    ({ status }) => status === 200,
    () => false,
  );
}

async function verdictOn(promise: ServicePromise, subject: Subject): Promise<Verdict> {
  const began = performance.now();
  const verdict = (outcome: Verdict['outcome'], finding: string): Verdict => {
    const line = finding.replaceAll(/\s+/g, ' ').slice(0, LONGEST_FINDING);
    return { id: promise.id, outcome, finding: line, seconds: (performance.now() - began) / 1_000 };
  };
  try {
    const measured = await promise.holds(subject);
    if (!subject.service.isUp()) throw new Broken('the service ended');
    return verdict('kept', measured);
  } catch (error) {
    if (error instanceof NotTried) return verdict('not tried', error.message);
    const isPromise = error instanceof Broken;
    return verdict('broken', isPromise ? error.message : `${(error as Error).message} ${(error as Error).cause ?? ''}`);
  }
}
