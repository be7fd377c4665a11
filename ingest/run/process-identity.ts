/**
 * Identifies a process by the machine's boot, the PID namespace, the process id and the start time, so that another
 * process can tell that it has ended.
 *
 * A process id alone is not enough: other containers use the same ones, and a new process may get that of an old one.
 * /proc gives the boot id, the PID namespace and the start time of each process.
 */
import { readFileSync, readlinkSync } from 'node:fs';

/** The identity of this process as one word; empty where /proc does not give it. */
export function thisProcess(): string {
  try {
    return [bootId(), namespace(), process.pid, startOf(process.pid)].join('/');
  } catch {
    return '';
  }
}

/** Whether the process with this identity has certainly ended; false if that cannot be told from here. */
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

/** The PID namespace, such as `pid:[4026531836]`. */
function namespace(): string {
  return readlinkSync('/proc/self/ns/pid');
}

/** Start time of a process [clock ticks since boot]. */
function startOf(id: number): string | undefined {
  return factsOf(id)[19];
}

/** Whether a process is a zombie: ended, but not yet reaped by its parent. */
function isRemnant(id: number): boolean {
  return factsOf(id)[0] === 'Z';
}

/** The fields of the process's `stat` file from its state on; the name before that may hold any characters. */
function factsOf(id: number): string[] {
  const text = readFileSync(`/proc/${id}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}
