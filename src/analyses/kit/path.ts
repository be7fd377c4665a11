/**
 * Paths name places in the parameters of a calculator: `shock`, `positions[0].leverage`, `positions[*].size`,
 * `liabilities[0][1]`; `[*]` is every entry.
 */

export interface Path {
  /** As the caller wrote it. */
  text: string;
  /** The parameter of the calculator. */
  name: string;
  /** Entry by entry inwards; none for a parameter as a whole. */
  indices: readonly (number | '*')[];
  /** The field of the entry of a list of objects. */
  field: string | null;
}

const PATH = /^([A-Za-z]\w*)((?:\[(?:0|[1-9]\d{0,8}|\*)\]){0,2})(?:\.([A-Za-z]\w*))?$/;

/**
 * Parts of a path, whatever calculator it is meant for.
 *
 * @returns null where the text is no path.
 * @example parsedPath('positions[*].size'); // => { text: …, name: 'positions', indices: ['*'], field: 'size' }
 */
export function parsedPath(text: string): Path | null {
  const [, name, brackets = '', field = null] = PATH.exec(text) ?? [];
  if (name === undefined) return null;
  const indices = Array.from(brackets.matchAll(/\d+|\*/g), ([index]) => (index === '*' ? index : Number(index)));
  return { text, name, indices: indices as Path['indices'], field };
}

/** Whether some number, word or list is addressed by both: what one of them writes there the other would write over. */
export function isSamePlace(a: Path, b: Path): boolean {
  return (
    a.name === b.name &&
    a.field === b.field &&
    a.indices.length === b.indices.length &&
    a.indices.every((index, depth) => index === '*' || b.indices[depth] === '*' || index === b.indices[depth])
  );
}
