/**
 * An editable combobox with list autocomplete and manual selection, as the ARIA Authoring Practices describe it: focus
 * stays in the input, arrows move through the list, Enter selects, Escape closes the list and then clears the input.
 */
import { h } from './dom.ts';
import { debounced, latest } from './latest.ts';
import { optionList } from './options.ts';
import { Refused } from './service.ts';
import { lookUp, type Offer, suggestions } from './suggest.ts';

const PAUSE_MS = 120;
const SLOW_MS = 1_000;
const NOTHING: Offer = { text: '', options: [], note: '' };

interface Options {
  endpoint(): string;
  choose(slug: string): void;
}

export interface Combobox {
  element: HTMLElement;
  input: HTMLInputElement;
  /** Announces a text to screen readers only. */
  announce(text: string): void;
  /** Puts the name of the shown concept into the input, unless the user is typing. */
  show(name: string): void;
}

export function combobox({ endpoint, choose }: Options): Combobox {
  const input = h('input', {
    id: 'input',
    part: 'input',
    role: 'combobox',
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: 'false',
    enterkeyhint: 'search',
    maxlength: 256,
    dir: 'auto',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': 'listbox',
  });
  const list = h('div', { id: 'listbox', part: 'listbox', role: 'listbox', 'aria-labelledby': 'label', hidden: true });
  const status = h('p', { class: 'unseen', role: 'status' });
  const notice = h('p', { class: 'notice', hidden: true });
  const question = latest();
  const typing = debounced(suggestNow, PAUSE_MS);
  let offer = NOTHING;
  let items: readonly Element[] = [];
  let active = -1;
  let isTyped = false;

  const announce = (text: string) => {
    status.textContent = text;
  };

  function showNotice(text: string, again?: () => void): void {
    notice.replaceChildren(text);
    if (again) notice.append(' ', h('button', { type: 'button', onclick: again }, 'Try again'));
    notice.hidden = text === '';
    if (text !== '') announce(text);
  }

  function close(): void {
    typing.cancel();
    question.cancel();
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    activate(-1);
  }

  function open(next: Offer): void {
    const chosen = offer.options[active]?.concept.slug;
    offer = next;
    list.replaceChildren(...optionList(offer, ({ slug, name }) => take(slug, name)));
    items = [...list.querySelectorAll('[role=option]')];
    list.hidden = items.length === 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
    // If the user had moved to an option before this answer came, it stays active.
    activate(offer.options.findIndex(({ concept }) => concept.slug === chosen));
  }

  /** Opens the list and announces its size, or says that there is nothing to choose from. */
  function present(next: Offer): void {
    open(next);
    const { length } = items;
    if (length === 0) showNotice(next.note);
    else announce(`${next.note} ${length} ${length === 1 ? 'suggestion' : 'suggestions'}, use the arrow keys.`.trim());
  }

  function activate(index: number): void {
    active = index;
    for (const [i, item] of items.entries()) item.setAttribute('aria-selected', String(i === index));
    const item = items[index];
    if (item) {
      input.setAttribute('aria-activedescendant', item.id);
      item.scrollIntoView({ block: 'nearest' });
    } else {
      input.removeAttribute('aria-activedescendant');
    }
  }

  function take(slug: string, name: string): void {
    input.value = name;
    isTyped = false;
    close();
    showNotice('');
    choose(slug);
  }

  /** Runs a request and tells the user if it is slow or fails; the typed text stays. */
  async function asking<Answer>(ask: (signal: AbortSignal) => Promise<Answer>, again: () => void) {
    const slow = setTimeout(() => showNotice('Still looking…'), SLOW_MS);
    try {
      const answer = await question.run(ask);
      if (answer !== undefined) showNotice('');
      return answer;
    } catch (error) {
      open(NOTHING);
      const isRefused = error instanceof Refused;
      showNotice(isRefused ? error.message : 'The glossary is not responding.', isRefused ? undefined : again);
    } finally {
      clearTimeout(slow);
    }
    return undefined;
  }

  async function suggestNow(): Promise<void> {
    const text = input.value.trim();
    if (text === '') return;
    const found = await asking((signal) => suggestions(endpoint(), text, signal), suggestNow);
    if (found !== undefined) present(found);
  }

  async function lookUpNow(): Promise<void> {
    const text = input.value.trim();
    if (text === '') return;
    const found = await asking((signal) => lookUp(endpoint(), text, signal), lookUpNow);
    if (found === undefined) return;
    if (found.concept !== null) take(found.concept.slug, input.value);
    else present(found.offer);
  }

  function move(step: number): void {
    if (list.hidden) {
      if (offer.text !== input.value.trim()) return void suggestNow();
      open(offer);
    }
    const places = items.length + 1;
    // In the cycle, the input itself comes between the last option and the first.
    activate(((active + 1 + step + places) % places) - 1);
  }

  input.addEventListener('input', () => {
    showNotice('');
    activate(-1);
    isTyped = input.value !== '';
    if (input.value.trim() === '') close();
    else typing.call();
  });
  // A click selects the shown name, so that typing replaces it, unless the user is editing it.
  input.addEventListener('pointerdown', () => {
    if (isTyped || input.matches(':focus')) return;
    const selectAll = () => {
      if (input.selectionStart === input.selectionEnd) input.select();
    };
    input.addEventListener('click', selectAll, { once: true });
  });
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const { key } = event;
    if (key === 'ArrowDown') move(1);
    else if (key === 'ArrowUp') move(-1);
    else if (key === 'Enter') enter();
    else if (key === 'Escape') giveUp();
    else return;
    event.preventDefault();
  });
  // Pressing an option must not take the focus from the input, which would close the list.
  list.addEventListener('mousedown', (event) => event.preventDefault());

  function enter(): void {
    const chosen = list.hidden ? undefined : offer.options[active]?.concept;
    typing.cancel();
    if (chosen) take(chosen.slug, chosen.name);
    else void lookUpNow();
  }

  function giveUp(): void {
    const wasOpen = !list.hidden;
    close();
    showNotice('');
    announce('');
    if (wasOpen) return;
    input.value = '';
    isTyped = false;
  }

  function show(name: string): void {
    if (!isTyped) input.value = name;
  }

  return { element: h('div', { class: 'combobox' }, input, list, status, notice), input, announce, show };
}
