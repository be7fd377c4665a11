/**
 * Paths name places in the parameters of a calculator: `shock`, `positions[0].leverage`, `positions[*].size`,
 * `liabilities[0][1]`; `[*]` is every entry.
 */

export interface Path {
  /** As the caller wrote it. */
  text: string;
  /** The parameter of the calculator. */
  name: string;
  /** From the outside in; empty for a parameter as a whole. */
  indices: readonly (number | '*')[];
  /** The field of the entry of a list of objects. */
  field: string | null;
}

const PATH = /^([A-Za-z]\w*)((?:\[(?:0|[1-9]\d{0,8}|\*)\]){0,2})(?:\.([A-Za-z]\w*))?$/;

/**
 * Parses a path, independently of any calculator.
 *
 * @returns null if the text is not a path.
 * @example parsedPath('positions[*].size'); // => { text: …, name: 'positions', indices: ['*'], field: 'size' }
 */
export function parsedPath(text: string): Path | null {
  const [, name, brackets = '', field = null] = PATH.exec(text) ?? [];
  if (name === undefined) return null;
  const indices = Array.from(brackets.matchAll(/\d+|\*/g), ([index]) => (index === '*' ? index : Number(index)));
  return { text, name, indices: indices as Path['indices'], field };
}

/** Whether both paths address a common value, so that one would overwrite what the other writes. */
export function isSamePlace(a: Path, b: Path): boolean {
  return (
    a.name === b.name &&
    a.field === b.field &&
    a.indices.length === b.indices.length &&
    a.indices.every((index, depth) => index === '*' || b.indices[depth] === '*' || index === b.indices[depth])
  );
}
