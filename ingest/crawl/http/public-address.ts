/**
 * Tells public internet addresses from those of this machine and its networks, where a site must never lead a crawl.
 * The ranges are those of IANA's registries of special-purpose addresses (RFC 6890).
 */
import { BlockList, isIP } from 'node:net';

const NOT_PUBLIC_4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;
/** Exceptions within 2000::/3, the only range allocated for the public internet. */
const NOT_PUBLIC_6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const special = new BlockList();
for (const [start, bits] of NOT_PUBLIC_4) special.addSubnet(start, bits, 'ipv4');
for (const [start, bits] of NOT_PUBLIC_6) special.addSubnet(start, bits, 'ipv6');
const given = new BlockList();
given.addSubnet('2000::', 3, 'ipv6');
/** IPv6 addresses that embed an IPv4 address: IPv4-mapped ones, and those of NAT64 (RFC 6052). */
const translated = new BlockList();
translated.addSubnet('::ffff:0:0', 96, 'ipv6');
translated.addSubnet('64:ff9b::', 96, 'ipv6');

/** Whether `address`, as a resolver returns it, is on the public internet. */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !special.check(address, 'ipv4');
  if (family !== 6 || address.includes('%')) return false;
  if (translated.check(address, 'ipv6')) return !special.check(embedded(address), 'ipv4');
  return given.check(address, 'ipv6') && !special.check(address, 'ipv6');
}

/** The IPv4 address in the last 32 bits. */
function embedded(address: string): string {
  // URL normalizes an IPv6 address, with the last 32 bits as two groups of hexadecimal digits.
  const [high = '', low = ''] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split(':').slice(-2);
  const bits = [high, low].map((group) => Number.parseInt(group || '0', 16));
  return bits.flatMap((group) => [group >> 8, group & 0xff]).join('.');
}
