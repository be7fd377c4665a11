/** Copies a question as code and shows what was copied, for browsers that deny clipboard access. */
import { h } from '../../dom.ts';
import type { Question } from './asking.ts';

const LANGUAGES = ['GraphQL', 'cURL', 'Python'] as const;

export function copyRow(endpoint: string, question: Question): HTMLElement {
  const done = h('p', { class: 'hint', role: 'status' });
  const shown = h('pre', { tabindex: '0', hidden: true, dir: 'ltr' });

  async function copy(language: (typeof LANGUAGES)[number]): Promise<void> {
    const { codeOf } = await import('./code.ts');
    const code = codeOf(language, endpoint, question);
    shown.textContent = code;
    shown.hidden = false;
    shown.setAttribute('aria-label', `The question as ${language}`);
    done.textContent = (await copied(code))
      ? `Copied as ${language}.`
      : 'Not copied: the browser does not allow it. Select the text below.';
  }

  const buttons = LANGUAGES.map((language) =>
    h('button', { type: 'button', onclick: () => void copy(language) }, `Copy as ${language}`),
  );
  return h('div', { class: 'copy' }, ...buttons, done, shown);
}

/** Whether the browser allowed copying a text to the clipboard. */
export async function copied(text: string): Promise<boolean> {
  // A page without TLS has no clipboard.
  if (navigator.clipboard === undefined) return false;
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}
