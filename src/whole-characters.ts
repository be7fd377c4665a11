/** Strings of JavaScript may hold half a character, which no file of text can. */
const LONE_SURROGATES = /\p{Cs}/gu;

/** The first `length` units of `text`, not ending in half a character. */
export function startOf(text: string, length: number): string {
  const isHalf = /[\uD800-\uDBFF]/.test(text.charAt(length - 1));
  return text.slice(0, isHalf ? length - 1 : length);
}

/** `text` with a replacement character for each half of one. */
export function wholeCharacters(text: string): string {
  return /[\uD800-\uDFFF]/.test(text) ? text.replace(LONE_SURROGATES, '\uFFFD') : text;
}
