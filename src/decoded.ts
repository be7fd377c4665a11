/** A part of an address in its own letters; null for one that is not encoded as an address is. */
export function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
