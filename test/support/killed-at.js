/**
 * Preloaded into the program: counts its store operations, which are SQLite statements or messages to a server, and
 * before operation number KILL_AT kills the process, or sends it the signal KILL_BY. If it ends otherwise, writes the
 * count to the file COUNT_IN.
 */
import { writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { Socket } from 'node:net';

let count = 0;
globalThis.countOne = () => {
  if (++count === Number(process.env.KILL_AT)) process.kill(process.pid, process.env.KILL_BY ?? 'SIGKILL');
};

// The program gets the SQLite driver through a counting module.
register('./counted-sqlite.js', import.meta.url);

const { write } = Socket.prototype;
Socket.prototype.write = function (...given) {
  if (this.remotePort !== undefined) globalThis.countOne();
  return write.apply(this, given);
};

process.on('exit', () => {
  if (process.env.COUNT_IN) writeFileSync(process.env.COUNT_IN, String(count));
});
