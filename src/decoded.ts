/** Decodes a percent-encoded part of a URL; null if the encoding is invalid. */
export function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
