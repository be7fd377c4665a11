/** Bytes of a value as JSON. */
export function bytesOf(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return Buffer.byteLength(/["\\\p{Cc}]/u.test(value) ? JSON.stringify(value) : value) + 2;
    case 'object':
      return value === null ? 4 : Buffer.byteLength(JSON.stringify(value));
    case 'number':
      return String(value).length;
    default:
      return 5;
  }
}
