/** The address by which a client knows this service. */
import type { IncomingMessage } from 'node:http';
import { HttpRefusal } from './body.ts';

/** A host name or address, with or without a port. */
const HOST = /^(?:[\w.-]{1,253}|\[[\da-f:.]{2,45}\])(?::\d{1,5})?$/i;

/** The origin that the client or a proxy in front names, such as `https://glossary.example`; null if there is none. */
export function originOf({ headers }: IncomingMessage): string | null {
  const { host = '', 'x-forwarded-proto': forwarded = '' } = headers;
  // Each proxy appends its own; the first is the client's.
  const [asked = ''] = String(forwarded).split(',', 1);
  const scheme = asked.trim().toLowerCase() === 'https' ? 'https' : 'http';
  return HOST.test(host) ? `${scheme}://${host.toLowerCase()}` : null;
}

/** @throws HttpRefusal if the request names none. */
export function givenOrigin(request: IncomingMessage): string {
  const origin = originOf(request);
  if (origin === null)
    throw new HttpRefusal(
      400,
      'BAD_REQUEST',
      'the Host header must be a host name or an IP address, with or without a port',
    );
  return origin;
}
