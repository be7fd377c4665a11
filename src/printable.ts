/** Makes text from outside safe for a terminal and a log. */

/** C0 and C1 controls, line and paragraph separators, and bidirectional controls. */
const UNPRINTABLE = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** `text` with every character that could move the cursor or reverse the line escaped as in JSON. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
