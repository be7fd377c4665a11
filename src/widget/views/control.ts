/** What every input of a calculator's form can do, whatever it holds. */
import type { Value } from './definition.ts';

/** What cannot be sent as it was typed. */
export class Unreadable extends Error {
  /** Below the parameter, such as `[2].leverage`. */
  readonly path: string;

  constructor(message: string, path = '') {
    super(message);
    this.path = path;
  }
}

export interface Control {
  /** What is put on the page: the input itself, or what it stands in. */
  element: HTMLElement;
  /** The input that a label belongs to; none where the control has a label for each of its inputs. */
  input: HTMLElement | null;
  /** @returns undefined where nothing is given, so that the default holds. @throws Unreadable */
  read(): Value;
  write(value: Value): void;
  /** The input at a path below the parameter; null where the path is of the whole. */
  inputAt(path: string): HTMLElement | null;
  /** Marks the input at a path below the parameter, such as `[2].leverage`, as wrong or sound. */
  mark(path: string, isWrong: boolean): void;
}
