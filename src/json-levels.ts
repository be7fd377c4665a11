/**
 * How deep JSON nests, found before parsing: unbounded depth breaks recursive code that processes the value, such as
 * the copy that is sent to a worker thread.
 */

/** Most levels of objects and lists accepted: schema.org blocks and the inputs of analyses have fewer than ten. */
export const MOST_LEVELS = 64;

/** The deepest nesting of brackets outside strings. */
export function levelsOf(json: string): number {
  let level = 0;
  let deepest = 0;
  for (let at = 0; at < json.length; at += 1) {
    const character = json.charCodeAt(at);
    if (character === 0x22) at = endOfString(json, at) - 1;
    else if (character === 0x7b || character === 0x5b) {
      level += 1;
      deepest = Math.max(deepest, level);
    } else if (character === 0x7d || character === 0x5d) level -= 1;
  }
  return deepest;
}

/** The index after the quote that closes the string beginning at `start`. */
export function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length) {
    const quote = json.indexOf('"', at);
    if (quote < 0) return json.length;
    let backslashes = 0;
    while (json.charAt(quote - 1 - backslashes) === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
  return json.length;
}
