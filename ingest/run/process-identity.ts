/**
 * Which process of which start of which machine: what another process can tell from to say that it has ended.
 *
 * A process id alone says little: other containers have the same ones, and a new process gets that of an old one. The
 * kernel tells its own start, the namespace that its process ids belong to, and when each process began.
 */
import { readFileSync, readlinkSync } from 'node:fs';

/** This process as one word; empty where the system does not tell. */
export function thisProcess(): string {
  try {
    return [bootId(), namespace(), process.pid, startOf(process.pid)].join('/');
  } catch {
    return '';
  }
}

/** Whether the process that called itself `identity` has ended for certain: false where that cannot be seen from here. */
export function hasEnded(identity: string): boolean {
  const [boot, pids, id, start] = identity.split('/');
  try {
    if (boot !== bootId() || pids !== namespace()) return false;
    return !exists(Number(id)) || isRemnant(Number(id)) || startOf(Number(id)) !== start;
  } catch {
    return false;
  }
}

function exists(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

/** Such as `pid:[4026531836]`. */
function namespace(): string {
  return readlinkSync('/proc/self/ns/pid');
}

/** When a process began, in ticks since the machine was started. */
function startOf(id: number): string | undefined {
  return factsOf(id)[19];
}

/** A process that has ended and that its parent has not asked after. */
function isRemnant(id: number): boolean {
  return factsOf(id)[0] === 'Z';
}

/** What the kernel tells of a process from its state on; before that stands its name, which may hold anything. */
function factsOf(id: number): string[] {
  const text = readFileSync(`/proc/${id}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}
