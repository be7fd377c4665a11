/**
 * Allocates lists of numbers within shared blocks, because an ArrayBuffer each would take more memory than most lists.
 * A block lives as long as any of its lists, so blocks are small.
 */
const BLOCK = 1_024;

let block = new Uint32Array(BLOCK);
let used = 0;

/** A list of zeros. */
export function numbers(length: number): Uint32Array {
  if (length > BLOCK / 4) return new Uint32Array(length);
  if (used + length > BLOCK) {
    block = new Uint32Array(BLOCK);
    used = 0;
  }
  used += length;
  return block.subarray(used - length, used);
}

export function areEqual(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((number, i) => number === b[i]);
}
