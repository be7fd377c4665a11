/** Offers a file that was made on the page as a download. */
import { h } from '../dom.ts';

export function saveAs(name: string, content: Blob): void {
  const href = URL.createObjectURL(content);
  h('a', { href, download: name }).click();
  URL.revokeObjectURL(href);
}
