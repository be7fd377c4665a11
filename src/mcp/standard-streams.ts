/**
 * Protocol messages on standard input and output, one per line.
 *
 * The SDK's own transport drops requests still in progress when the input ends, and ignores a line that is not a
 * message. Here every request received is answered, and such a line gets the error that JSON-RPC 2.0 requires.
 */
import type { Readable, Writable } from 'node:stream';
import { serializeMessage } from '@modelcontextprotocol/sdk/shared/stdio.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import {
  ErrorCode,
  type JSONRPCMessage,
  JSONRPCMessageSchema,
  type RequestId,
} from '@modelcontextprotocol/sdk/types.js';
import { isRecord } from '../is-record.ts';

/** Longest line [characters]. */
const LONGEST_LINE = 10_000_000;

export interface StandardStreams extends Transport {
  /** Resolves once the input has ended and every request in it is answered or cancelled. */
  readonly done: Promise<void>;
}

export function standardStreams(input: Readable, output: Writable): StandardStreams {
  const unanswered: RequestId[] = [];
  let rest = '';
  let hasEnded = false;
  let finish = () => {};
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });

  function settle(id: RequestId | undefined): void {
    const place = unanswered.indexOf(id as RequestId);
    if (place >= 0) unanswered.splice(place, 1);
    if (hasEnded && unanswered.length === 0) finish();
  }

  async function refuse(code: ErrorCode, message: string, id: RequestId | null = null): Promise<void> {
    await write({ jsonrpc: '2.0', id, error: { code, message } } as JSONRPCMessage);
  }

  function receive(line: string): void {
    if (line.trim() === '') return;
    let json: unknown;
    try {
      json = JSON.parse(line);
    } catch (error) {
      void refuse(
        ErrorCode.ParseError,
        `a line must be a JSON-RPC message, but is not JSON: ${(error as Error).message}`,
      );
      return;
    }
    const { data: message, success } = JSONRPCMessageSchema.safeParse(json);
    if (!success) {
      void refuse(ErrorCode.InvalidRequest, 'a line must be one JSON-RPC 2.0 message', idOf(json));
      return;
    }
    if ('method' in message && 'id' in message) unanswered.push(message.id);
    transport.onmessage?.(message);
    // The protocol sends no answer to a cancelled request.
    if ('method' in message && message.method === 'notifications/cancelled') {
      settle(message.params?.requestId as RequestId | undefined);
    }
  }

  function read(chunk: string): void {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) receive(line);
    if (rest.length <= LONGEST_LINE) return;
    void refuse(ErrorCode.InvalidRequest, `a line must have at most ${LONGEST_LINE} characters`);
    rest = '';
    end();
  }

  function end(): void {
    if (hasEnded) return;
    input.off('data', read).pause();
    receive(rest);
    hasEnded = true;
    settle(undefined);
  }

  function write(message: JSONRPCMessage): Promise<void> {
    return new Promise((resolve) => {
      if (output.write(serializeMessage(message))) resolve();
      else output.once('drain', resolve);
    });
  }

  const transport: StandardStreams = {
    done,
    async start() {
      input.setEncoding('utf8').on('data', read).once('end', end);
      // An input that can no longer be read has ended.
      input.once('error', end);
    },
    async send(message) {
      await write(message);
      if (!('method' in message)) settle(message.id);
    },
    async close() {
      input.off('data', read).off('end', end).off('error', end).pause();
      transport.onclose?.();
    },
  };
  return transport;
}

function idOf(json: unknown): RequestId | null {
  const id = isRecord(json) ? json.id : null;
  return typeof id === 'string' || (typeof id === 'number' && Number.isInteger(id)) ? id : null;
}
