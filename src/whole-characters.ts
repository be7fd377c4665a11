/** Strings of JavaScript may hold half a character, which no file of text can. */
const LONE_SURROGATES = /\p{Cs}/gu;

/** `text` with a replacement character for each half of one. */
export function wholeCharacters(text: string): string {
  return /[\uD800-\uDFFF]/.test(text) ? text.replace(LONE_SURROGATES, '\uFFFD') : text;
}
