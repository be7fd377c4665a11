/** No site can direct a crawl to this machine or its local networks. */
import type { LookupAddress } from 'node:dns';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openConnections } from '../../../ingest/crawl/http/connections.ts';
import { isPublic } from '../../../ingest/crawl/http/public-address.ts';
import { type Site, startSite } from '../../support/site.ts';

describe('an address of the internet', () => {
  it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '192.0.1.1', '2606:4700::1111', '::ffff:8.8.8.8', '64:ff9b::808:808'])(
    'is %s',
    (address) => expect(isPublic(address)).toBe(true),
  );

  it.each([
    ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.255.255.254', '169.254.169.254', '172.16.0.1'],
    ...['172.31.255.255', '192.0.0.8', '192.0.2.1', '192.168.1.1', '198.18.0.1', '198.51.100.1', '203.0.113.1'],
    ...['224.0.0.1', '255.255.255.255', '::', '::1', '::127.0.0.1', '::ffff:127.0.0.1', '::ffff:a00:1', '100::1'],
    ...['64:ff9b::7f00:1', '64:ff9b::a9fe:a9fe', '64:ff9b:1::1', 'fc00::1', 'fd12:3456::1', 'fe80::1', 'fe80::1%eth0'],
    ...['fec0::1', 'ff02::1', '2001::1', '2001:db8::1', '2002:7f00:1::', '3fff::1', 'localhost', ''],
  ])('is not %j', (address) => expect(isPublic(address)).toBe(false));
});

describe('a request', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite({ '/': 'secret' });
  });
  afterAll(() => site.close());

  const get = (address: string, found: LookupAddress[] = [], isAllowed = false) => {
    const connections = openConnections(isAllowed, (_, __, done) => done(null, found));
    const signal = new AbortController().signal;
    return connections
      .get(new URL(address), { headers: {}, signal, largest: () => 1_000 })
      .finally(() => connections.close());
  };
  const port = () => new URL(site.origin).port;
  const here = { address: '127.0.0.1', family: 4 };

  it.each([
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '017700000001',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '0',
    '127.0.0.1.',
  ])('is not made to %s', async (host) => {
    await expect(get(`http://${host}:${port()}/`, [here])).rejects.toThrow('is not a public address');
  });

  it('is not made to a name that leads here, with whatever other addresses it has', async () => {
    const other = { address: '2606:4700::1111', family: 6 };
    for (const found of [[here], [other, here], [here, other]]) {
      await expect(get(`http://glossary.example:${port()}/`, found)).rejects.toThrow(
        'glossary.example at 127.0.0.1 is not a public address; use --allow-private to crawl it',
      );
    }
    expect(site.asked).toEqual([]);
  });

  it('is made to the very addresses that were checked', async () => {
    let lookups = 0;
    const connections = openConnections(true, (_, __, done) => {
      lookups++;
      done(null, [here]);
    });
    const signal = new AbortController().signal;
    const url = new URL(`http://glossary.example:${port()}/`);
    const answer = await connections.get(url, { headers: {}, signal, largest: () => 1_000 });
    connections.close();
    expect([Buffer.from(answer.body).toString(), lookups]).toEqual(['secret', 1]);
  });

  it('is not made in another scheme or with a password', async () => {
    await expect(get('file:///etc/passwd')).rejects.toThrow('file: is not supported');
    await expect(get(`http://a:b@glossary.example:${port()}/`, [here], true)).rejects.toThrow('a password');
  });
});
