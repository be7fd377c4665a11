/** The picture that a page says it has, as it says it: the address may be relative, sizes are words. */
import type { Image } from '../../src/model/types.ts';
import { plainText } from './plain-text.ts';

export interface StatedImage {
  url: string;
  width: string | null;
  height: string | null;
  alt: string | null;
}

/** Past this many characters a text is no name of a picture but a description of it, as programs write them. */
const ALT = 125;
const SIDE = 100_000;

/**
 * The first of the pictures that a page states whose address is one of the web, with what others of the same address say
 * of it.
 * @param from - the address that relative ones start from.
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

/** `640`, `640px` or `640.0`. */
function side(text: string | null): number | null {
  const words = text?.trim() ?? '';
  const number = /^\d{1,7}(?:\.\d{1,3})?(?: ?px)?$/.test(words) ? Number.parseFloat(words) : 0;
  return number >= 1 && number <= SIDE ? Math.round(number) : null;
}

/** A generated caption runs over sentences; what an author writes in place of a picture is a few words. */
function altOf(text: string | null): string | null {
  const alt = plainText(text ?? '');
  return alt === '' || alt.length > ALT || /[.!?]\s+\S/.test(alt) ? null : alt;
}
