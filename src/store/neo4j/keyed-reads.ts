/**
 * Reads of many keys. A statement costs the server and the driver more than most of what one reads, so that those which
 * one request makes in the same turn go to the server as one.
 */
import { byCodePoint } from '../../model/orders.ts';
import type { Connection, Parameters } from './connection.ts';
import { isOfOneStatement } from './faults.ts';
import type { Weight } from './places.ts';

/** A part of a statement. Where two have the same text, only their parameters differ, and the server plans them once. */
export interface KeyedRead {
  /** Cypher that gives `key` for each row; there is at most one row for a key. */
  match: string;
  /** A Cypher expression for what is read of it. */
  value: string;
  parameters: Parameters;
  /** Light unless it is said. */
  weight?: Weight;
}

/** Answers by key; a key that the graph does not have has none. */
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

/** A longer statement would be a new one too often: the server plans each text once, and keeps a thousand. */
const MOST_PARTS = 8;

/** Each read as a statement of its own. */
export function readsAlone({ read }: Pick<Connection, 'read'>): ReadByKey {
  return (one) => new Promise((resolve, reject) => send(read, [{ read: one, resolve, reject }]));
}

/** The reads of one turn as one statement. */
export function readsTogether({ read }: Pick<Connection, 'read'>): ReadByKey {
  let waiting: Waiting[] = [];
  const sendAll = () => {
    // In one order, whoever asked first: so the text is one that the server has planned already.
    const parts = waiting.toSorted((a, b) => byCodePoint(textOf(a), textOf(b)));
    waiting = [];
    for (let start = 0; start < parts.length; start += MOST_PARTS) send(read, parts.slice(start, start + MOST_PARTS));
  };
  return (one) =>
    new Promise((resolve, reject) => {
      // The loaders of one level of a query ask one after the other, each from a callback that waits already.
      if (waiting.push({ read: one, resolve, reject }) === 1) process.nextTick(sendAll);
    });
}

/** Sends reads as one statement; apart, where that fails by itself: then it is the fault of one, and the others are answered. */
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
