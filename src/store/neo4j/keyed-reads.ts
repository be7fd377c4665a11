/**
 * Reads of many keys. A statement costs the server and the driver more than most of the data that it reads, so reads
 * that a request makes in the same turn of the event loop are sent as one statement.
 */
import { byCodePoint } from '../../model/orders.ts';
import type { Connection, Parameters } from './connection.ts';
import { isOfOneStatement } from './faults.ts';
import type { Weight } from './places.ts';

/** A part of a statement. If two have the same text and differ only in parameters, the server plans them once. */
export interface KeyedRead {
  /** Cypher that binds `key` in each row, with at most one row per key. */
  match: string;
  /** A Cypher expression for the value of the key. */
  value: string;
  parameters: Parameters;
  /** Default: light. */
  weight?: Weight;
}

/** Returns values by key; a key that is not in the graph has no entry. */
export type ReadByKey = <Value>(read: KeyedRead) => Promise<Map<string, Value>>;

interface Row {
  part: number;
  key: string;
  value: unknown;
}
interface Waiting {
  read: KeyedRead;
  resolve(values: Map<string, never>): void;
  reject(error: unknown): void;
}

/** Longer statements would too often have a new text: the server caches the plans of a thousand texts. */
const MOST_PARTS = 8;

/** Sends each read as its own statement. */
export function readsAlone({ read }: Pick<Connection, 'read'>): ReadByKey {
  return (one) => new Promise((resolve, reject) => send(read, [{ read: one, resolve, reject }]));
}

/** Sends the reads of one turn of the event loop as one statement. */
export function readsTogether({ read }: Pick<Connection, 'read'>): ReadByKey {
  let waiting: Waiting[] = [];
  const sendAll = () => {
    // Sort the parts, so that the same reads always give a text that the server has already planned.
    const parts = waiting.toSorted((a, b) => byCodePoint(textOf(a), textOf(b)));
    waiting = [];
    for (let start = 0; start < parts.length; start += MOST_PARTS) send(read, parts.slice(start, start + MOST_PARTS));
  };
  return (one) =>
    new Promise((resolve, reject) => {
      // The loaders of one level of a query call this one after the other, from callbacks that are already queued.
      if (waiting.push({ read: one, resolve, reject }) === 1) process.nextTick(sendAll);
    });
}

/** Sends reads as one statement. If one of them makes it fail, sends each separately, so that the others succeed. */
async function send(read: Connection['read'], parts: readonly Waiting[]): Promise<void> {
  try {
    const rows = await read<Row>(
      parts.map(statementOf).join(' UNION ALL '),
      Object.assign({}, ...parts.map(parametersOf)),
      undefined,
      parts.some((part) => part.read.weight === 'heavy') ? 'heavy' : 'light',
    );
    const values = parts.map(() => new Map<string, never>());
    for (const { part, key, value } of rows) values[part]?.set(key, value as never);
    for (const [i, part] of parts.entries()) part.resolve(values[i] as Map<string, never>);
  } catch (error) {
    if (parts.length > 1 && isOfOneStatement(error)) for (const part of parts) send(read, [part]);
    else for (const { reject } of parts) reject(error);
  }
}

function textOf({ read: { match, value } }: Waiting): string {
  return match + value;
}

function statementOf({ read: { match, value } }: Waiting, i: number): string {
  return `${match} RETURN ${i} AS part, key, ${value} AS value`.replace(/\$(\w+)/g, `$$$1_${i}`);
}

function parametersOf({ read: { parameters } }: Waiting, i: number): Parameters {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [`${name}_${i}`, value]));
}
