/** What every input of a calculator's form can do, whatever it holds. */
import type { Value } from './definition.ts';

/** Typed input that cannot be sent. */
export class Unreadable extends Error {
  /** Path below the parameter, such as `[2].leverage`. */
  readonly path: string;

  constructor(message: string, path = '') {
    super(message);
    this.path = path;
  }
}

export interface Control {
  /** What goes on the page: the input itself, or its container. */
  element: HTMLElement;
  /** The input that a label belongs to; null if the control labels each of its inputs. */
  input: HTMLElement | null;
  /** @returns undefined where nothing is entered, so that the default applies. @throws Unreadable */
  read(): Value;
  write(value: Value): void;
  /** The input at a path below the parameter; null if the path means the whole. */
  inputAt(path: string): HTMLElement | null;
  /** Marks the input at a path below the parameter, such as `[2].leverage`, as wrong or right. */
  mark(path: string, isWrong: boolean): void;
}
