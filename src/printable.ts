/** Text from outside, made fit for a terminal and for a log. */

/** C0 and C1 controls, line and paragraph separators, and the controls of writing direction. */
const UNPRINTABLE = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** `text` with every character escaped, as JSON does it, that could move the cursor or turn the line around. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
