/** Bytes of a value as JSON. */
export function bytesOf(value: unknown): number {
  switch (typeof value) {
    case 'string':
    case 'object':
      return Buffer.byteLength(JSON.stringify(value));
    case 'number':
      return String(value).length;
    default:
      return 5;
  }
}
