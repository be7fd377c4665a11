/**
 * Parts of an example that give way to a reader's own book.
 *
 * If a reader enters positions, the open interest that the example has instead must not be counted as well. What a
 * reader has typed stays, whatever else is entered.
 */
import { type Control, Unreadable } from './control.ts';
import type { Parameter, Values } from './definition.ts';
import { inSentence } from './wording.ts';

/** A parameter of the form, as part of a book. */
export interface BookPart {
  parameter: Pick<Parameter, 'name' | 'label' | 'type' | 'default' | 'emptyOnce'>;
  control: Pick<Control, 'read' | 'write'>;
  /** Where the form says what gave way to this part. */
  replaced: { textContent: string | null; hidden: string | boolean } | null;
  /** Updates what is shown beside the input for its value. */
  refresh(): void;
}

export interface ExampleBook {
  /** Called after the form was filled with an example as the starting point. */
  start(values: Values): void;
  /** @param isWhole - the whole part was replaced, so nothing of the example is left in it. */
  enter(part: BookPart, isWhole: boolean): void;
}

/** The value of a parameter that is not given: its default, or empty if other parts of the same book are given. */
export function whereAbsent(parameter: BookPart['parameter'], values: Values): unknown {
  return parameter.emptyOnce.some((name) => Object.hasOwn(values, name)) ? nothing(parameter) : parameter.default;
}

export function exampleBook(parts: readonly BookPart[]): ExampleBook {
  let example: Values = {};
  /** The parts that a reader has changed, and those that the reader has replaced as a whole. */
  const changed = new Set<BookPart>();
  const own = new Set<string>();
  const empty = new Set<BookPart>();

  function note(part: BookPart): void {
    if (isEmpty(part)) empty.add(part);
    else empty.delete(part);
  }

  /** The unchanged parts that stand for the same as this one. */
  function othersOf({ parameter: { name } }: BookPart): BookPart[] {
    return parts.filter((part) => part.parameter.emptyOnce.includes(name) && !changed.has(part));
  }

  return {
    start(values) {
      example = values;
      changed.clear();
      own.clear();
      for (const part of parts) {
        note(part);
        showCleared(part, []);
      }
    },
    enter(part, isWhole) {
      const wasEmpty = empty.has(part);
      changed.add(part);
      note(part);
      if (empty.has(part)) own.delete(part.parameter.name);
      else if (isWhole || wasEmpty) own.add(part.parameter.name);
      const others = othersOf(part);
      for (const other of others) {
        const { parameter, control } = other;
        const isReplaced = parameter.emptyOnce.some((name) => own.has(name));
        const started = Object.hasOwn(example, parameter.name)
          ? example[parameter.name]
          : whereAbsent(parameter, example);
        control.write(isReplaced ? nothing(parameter) : started);
        other.refresh();
        note(other);
      }
      showCleared(part, own.has(part.parameter.name) ? others : []);
    },
  };
}

function showCleared({ replaced }: BookPart, cleared: readonly BookPart[]): void {
  if (replaced === null) return;
  const labels = cleared.map(({ parameter }) => inSentence(parameter.label));
  replaced.textContent = labels.length === 0 ? '' : `Cleared, as it belonged to the example: ${labels.join(' and ')}.`;
  replaced.hidden = labels.length === 0;
}

function nothing({ type }: BookPart['parameter']): unknown {
  return type === 'NUMBER' || type === 'INTEGER' ? 0 : [];
}

/** Unreadable input is not empty. */
function isEmpty({ control }: BookPart): boolean {
  try {
    const value = control.read();
    return value === undefined || value === 0 || (Array.isArray(value) && value.length === 0);
  } catch (error) {
    if (error instanceof Unreadable) return false;
    throw error;
  }
}
