/** A part of the view that is folded until somebody opens it, and whose code is loaded then. */
import { h } from './dom.ts';

/** `load` makes the content; where it fails, a button tries again. */
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
