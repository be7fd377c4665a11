/** Fills a list from a CSV file: a button to choose one, and the list itself as the drop target. */
import { h } from '../dom.ts';
import { latest } from '../latest.ts';
import type { Parameter, Value } from './definition.ts';
import { counted, inSentence } from './wording.ts';

const LARGEST_FILE = 10_000_000;
const MOST_FAULTS = 5;

export interface FileFill {
  /** The button, the columns that a file must have, and the outcome of the last file. */
  element: HTMLElement;
  takeDropsOn(target: HTMLElement): void;
  /** Forgets the last file, once the values that it filled in have changed. */
  clear(): void;
}

/** @param fill - receives the entries of a valid file. */
export function fileFill(parameter: Parameter, id: string, fill: (entries: Value[]) => void): FileFill {
  const fields = parameter.type === 'OBJECT_LIST' ? (parameter.fields ?? []) : [parameter];
  const columns = fields.map(({ label, indexOf }) => (indexOf === null ? label : `${label} (from 0)`));
  const input = h('input', { type: 'file', accept: '.csv,.tsv,.txt,text/csv' });
  const button = h(
    'button',
    { type: 'button', 'aria-describedby': `${id}-file-problem ${id}-columns`, onclick: () => input.click() },
    `Fill ${inSentence(parameter.label)} from a CSV file`,
  );
  const hint = `with the column${columns.length > 1 ? 's' : ''} ${columns.join(', ')}`;
  const taken = h('p', { class: 'hint', role: 'status' });
  const problem = h('div', { class: 'problem', id: `${id}-file-problem`, role: 'alert', hidden: true });
  const reading = latest();

  function clear(): void {
    reading.cancel();
    taken.textContent = '';
    problem.replaceChildren();
    problem.hidden = true;
  }

  function refuse(faults: readonly string[]): void {
    const further = faults.length - MOST_FAULTS;
    const lines = further > 0 ? [...faults.slice(0, MOST_FAULTS), `and ${further} more`] : faults;
    problem.append(...lines.map((line) => h('p', {}, line)));
    problem.hidden = false;
  }

  async function take(file: File): Promise<void> {
    clear();
    try {
      const list = await reading.run(() => read(parameter, file));
      if (list === undefined) return;
      if (list.faults.length > 0) return refuse(list.faults.map((fault) => `${file.name}: ${fault}`));
      fill(list.entries);
      taken.textContent = `${counted(list.entries.length, 'row')} from ${file.name}.`;
    } catch (error) {
      refuse([`${file.name} cannot be read: ${(error as Error).message}`]);
    }
  }

  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file) void take(file);
    // Lets the reader choose the same file again after correcting it.
    input.value = '';
  });

  return {
    element: h(
      'div',
      { class: 'file' },
      button,
      h('span', { class: 'hint', id: `${id}-columns` }, hint),
      taken,
      problem,
    ),
    clear,
    takeDropsOn(target) {
      const hover = (isOver: boolean) => target.classList.toggle('over', isOver);
      target.addEventListener('dragover', (event) => {
        if (!event.dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        hover(true);
      });
      target.addEventListener('dragleave', ({ relatedTarget }) => {
        if (!(relatedTarget instanceof Node && target.contains(relatedTarget))) hover(false);
      });
      target.addEventListener('drop', (event) => {
        const [file] = event.dataTransfer?.files ?? [];
        if (file === undefined) return;
        event.preventDefault();
        hover(false);
        void take(file);
      });
    },
  };
}

async function read(parameter: Parameter, file: File) {
  if (file.size > LARGEST_FILE) throw new Error(`it is larger than ${LARGEST_FILE} bytes`);
  const { csvList } = await import('./csv-list.ts');
  return csvList(parameter, await file.text());
}
