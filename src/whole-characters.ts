/** JavaScript strings may contain unpaired surrogates, which no text file can hold. */
const LONE_SURROGATES = /\p{Cs}/gu;

/** The first `length` code units of `text`, without ending in the middle of a surrogate pair. */
export function startOf(text: string, length: number): string {
  const isHalf = /[\uD800-\uDBFF]/.test(text.charAt(length - 1));
  return text.slice(0, isHalf ? length - 1 : length);
}

/** `text` with each unpaired surrogate replaced by U+FFFD. */
export function wholeCharacters(text: string): string {
  return /[\uD800-\uDFFF]/.test(text) ? text.replace(LONE_SURROGATES, '\uFFFD') : text;
}
