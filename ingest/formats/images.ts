/** The image that a page states. As stated, the address may be relative and the sizes are text. */
import type { Image } from '../../src/model/types.ts';
import { plainText } from './plain-text.ts';

export interface StatedImage {
  url: string;
  width: string | null;
  height: string | null;
  alt: string | null;
}

/** The longest alternative text, in UTF-16 units; longer ones are descriptions, usually generated. */
const ALT = 125;
const SIDE = 100_000;

/**
 * The first stated image with a web address, its size and alternative text completed from others with the same address.
 * Null if there is none.
 * @param from - the base of relative addresses.
 */
export function imageOf(stated: readonly (StatedImage | null)[], from: string): Image | null {
  const found = stated.flatMap((one): Image[] => {
    const url = one === null ? null : imageUrl(one.url, from);
    if (one === null || url === null) return [];
    return [{ url, width: side(one.width), height: side(one.height), alt: altOf(one.alt) }];
  });
  const [first] = found;
  if (first === undefined) return null;
  const same = found.filter(({ url }) => url === first.url);
  const sized = same.find(({ width, height }) => width !== null && height !== null) ?? first;
  return { ...sized, alt: same.find(({ alt }) => alt !== null)?.alt ?? null };
}

function imageUrl(raw: string, from: string): string | null {
  const text = raw.trim();
  if (text === '' || text.length > 4096) return null;
  try {
    const { protocol, username, password, href } = new URL(text, from);
    return /^https?:$/.test(protocol) && username === '' && password === '' ? href : null;
  } catch {
    return null;
  }
}

/** Pixels from `640`, `640px` or `640.0`; null for anything else. */
function side(text: string | null): number | null {
  const words = text?.trim() ?? '';
  const number = /^\d{1,7}(?:\.\d{1,3})?(?: ?px)?$/.test(words) ? Number.parseFloat(words) : 0;
  return number >= 1 && number <= SIDE ? Math.round(number) : null;
}

/** An author's alternative text is a few words; null for longer texts and several sentences, which are generated. */
function altOf(text: string | null): string | null {
  const alt = plainText(text ?? '');
  return alt === '' || alt.length > ALT || /[.!?]\s+\S/.test(alt) ? null : alt;
}
