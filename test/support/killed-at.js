/**
 * Loaded into the program before it starts: counts what it does to its store, a statement of SQLite or a message to a
 * server, and kills the process before the one whose number is in KILL_AT, or sends it the signal that KILL_BY names.
 * Ending otherwise it leaves the count in the file that COUNT_IN names.
 */
import { writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { Socket } from 'node:net';

let count = 0;
globalThis.countOne = () => {
  if (++count === Number(process.env.KILL_AT)) process.kill(process.pid, process.env.KILL_BY ?? 'SIGKILL');
};

// The program gets the driver of SQLite by way of a module that counts.
register('./counted-sqlite.js', import.meta.url);

const { write } = Socket.prototype;
Socket.prototype.write = function (...given) {
  if (this.remotePort !== undefined) globalThis.countOne();
  return write.apply(this, given);
};

process.on('exit', () => {
  if (process.env.COUNT_IN) writeFileSync(process.env.COUNT_IN, String(count));
});
