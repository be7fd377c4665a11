/**
 * The terms of a text as a list for keyboards and screen readers, since marked text cannot take the focus. The list is
 * one Tab stop, within which the arrow keys move. It is invisible, but the focused term is marked in the text, with its
 * card open.
 */
import { h } from '../dom.ts';

export interface ListedTerm {
  slug: string;
  /** As written in the text. */
  text: string;
  meaning: string | null;
}

export interface TermList {
  readonly element: HTMLElement;
  show(terms: readonly ListedTerm[]): void;
}

export interface ListOptions {
  /** Called when a reader moves to a term. */
  reached(slug: string, place: { position: number; of: number }): void;
  /** False for a term that is not visible at the moment, such as in a folded part. */
  isShown(slug: string): boolean;
}

export function termList({ reached, isShown }: ListOptions): TermList {
  const element = h('div', {
    class: 'terms',
    role: 'listbox',
    'aria-label': 'Terms explained in this text',
    lang: 'en',
    dir: 'ltr',
    hidden: true,
  });
  const options = new Map<string, HTMLElement>();
  let current: HTMLElement | undefined;

  const shownOptions = () => [...options].filter(([slug]) => isShown(slug)).map(([, option]) => option);

  function stopAt(option: HTMLElement | undefined): void {
    if (current !== option) current?.setAttribute('tabindex', '-1');
    current = option;
    current?.setAttribute('tabindex', '0');
  }

  function select(option: HTMLElement, slug: string): void {
    stopAt(option);
    for (const other of options.values()) other.setAttribute('aria-selected', String(other === option));
    const shown = shownOptions();
    reached(slug, { position: shown.indexOf(option) + 1, of: shown.length });
  }

  element.addEventListener('keydown', (event) => {
    const option = event.target as HTMLElement;
    const shown = shownOptions();
    const isChosen = event.key === 'Enter' || event.key === ' ';
    if (isChosen) option.click();
    const next = isChosen ? option : nextOf(shown, shown.indexOf(option), event);
    if (next === undefined) return;
    event.preventDefault();
    // No scrolling: the list is invisible, and its term is in the text.
    next.focus({ preventScroll: true });
  });

  return {
    element,
    show(terms) {
      const stale = new Set(options.keys());
      for (const { slug } of terms) stale.delete(slug);
      const hadFocus = element.contains((element.getRootNode() as ShadowRoot).activeElement);
      for (const slug of stale) {
        options.get(slug)?.remove();
        options.delete(slug);
      }
      const ordered = terms.map(({ slug }) => options.get(slug) ?? h('div', { role: 'option', tabindex: '-1' }));
      options.clear();
      for (const [i, { slug, text, meaning }] of terms.entries()) {
        const option = ordered[i] as HTMLElement;
        options.set(slug, option);
        option.textContent = text;
        if (meaning !== null) option.setAttribute('aria-description', meaning);
        option.onfocus = () => select(option, slug);
        option.onclick = () => select(option, slug);
        // Move only where necessary: an element that moves loses the focus.
        if (element.children[i] !== option) element.insertBefore(option, element.children[i] ?? null);
      }
      element.hidden = terms.length === 0;
      if (current === undefined || !current.isConnected) stopAt(shownOptions()[0] ?? ordered[0]);
      if (hadFocus && !element.contains((element.getRootNode() as ShadowRoot).activeElement)) {
        current?.focus({ preventScroll: true });
      }
    },
  };
}

/** The option that a key leads to: arrows, Home, End, or a first letter. */
function nextOf(options: readonly HTMLElement[], at: number, event: KeyboardEvent): HTMLElement | undefined {
  const { key, altKey, ctrlKey, metaKey } = event;
  if (altKey || ctrlKey || metaKey) return undefined;
  if (key === 'ArrowDown' || key === 'ArrowRight') return options[Math.min(at + 1, options.length - 1)];
  if (key === 'ArrowUp' || key === 'ArrowLeft') return options[Math.max(at - 1, 0)];
  if (key === 'Home') return options[0];
  if (key === 'End') return options.at(-1);
  if (!/^[\p{L}\p{N}]$/u.test(key)) return undefined;
  const isMatch = (option: HTMLElement) => option.textContent?.toLowerCase().startsWith(key.toLowerCase());
  return [...options.slice(at + 1), ...options.slice(0, at)].find(isMatch);
}
