/** A part of the view that is folded until a reader opens it, which loads its code. */
import { h } from './dom.ts';

/** `load` builds the content; if it fails, a button retries. */
export function foldedPart(
  title: Node | string,
  load: () => Promise<HTMLElement>,
  attributes: Readonly<Record<string, string>> = {},
): HTMLDetailsElement {
  const content = h('div', { class: 'part' });
  const details = h('details', attributes, h('summary', {}, title), content);
  let isLoading = false;

  async function fill(): Promise<void> {
    if (isLoading || !details.open || content.childElementCount > 0) return;
    isLoading = true;
    content.textContent = 'Loading…';
    try {
      content.replaceChildren(await load());
    } catch {
      const again = () => {
        content.replaceChildren();
        void fill();
      };
      const retry = h('button', { type: 'button', onclick: again }, 'Try again');
      content.replaceChildren(h('p', { class: 'notice', role: 'alert' }, 'This part could not be loaded. ', retry));
    }
    isLoading = false;
  }

  details.addEventListener('toggle', () => void fill());
  return details;
}
