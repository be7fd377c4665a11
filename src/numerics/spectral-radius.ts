/**
 * Largest absolute eigenvalue of a matrix without negative entries, such as the leverage of a network.
 *
 * The matrix is split into its strongly connected components, whose radii are found one by one: a network without a
 * cycle has only single nodes and comes out at exactly 0. Within a component A the radius is the Perron root, which
 * lies between the least and the largest ratio (Ax)_i / x_i for any x above 0 (Collatz and Wielandt). Solving
 * (mu I - A) y = x with mu the largest ratio gives a y above 0 whose largest ratio is smaller: it descends to the root
 * quadratically (Noda 1971), even for rings and two-sided markets, on which power iteration oscillates for ever.
 *
 * Components are balanced first: the ends of a thin chain may differ by hundreds of orders of magnitude.
 *
 * Noda, T. (1971), 'Note on the computation of the maximal eigenvalue of a non-negative irreducible matrix', Numerische
 * Mathematik 17, 382-386, doi 10.1007/BF01436087.
 */
import { growingLu } from './growing-lu.ts';
import { sparseRows } from './sparse-rows.ts';

/** Relative gap between the two bounds at which the iteration stops. */
const AGREED = 1e-12;
/** Most sweeps of balancing: a dense matrix takes a few; a long thin ring is left half balanced. */
const MOST_SWEEPS = 1000;

/**
 * Spectral radius of a square matrix without negative entries.
 *
 * @param matrix - n rows of n entries, one after the other, at least 0; not modified.
 * @param n - number of rows.
 * @returns rho, to a relative 1e-12 or so; exactly 0 for a matrix without a cycle. Takes about ten times n^3/3 steps.
 * @example spectralRadius(Float64Array.of(0, 0.5, 0.5, 0), 2); // => 0.5
 */
export function spectralRadius(matrix: Float64Array, n: number): number {
  let radius = 0;
  for (const nodes of stronglyConnected(matrix, n)) {
    const size = nodes.length;
    const part = new Float64Array(size * size);
    for (const [i, from] of nodes.entries()) {
      for (const [j, to] of nodes.entries()) part[i * size + j] = matrix[from * n + to] as number;
    }
    radius = Math.max(radius, size === 1 ? (part[0] as number) : perronRoot(balanced(part, size), size));
  }
  return radius;
}

/** The Perron root of an irreducible matrix. */
function perronRoot(matrix: Float64Array, n: number): number {
  let x = new Float64Array(n).fill(1);
  let root = Number.POSITIVE_INFINITY;
  for (;;) {
    const [least, most] = ratios(matrix, x, n);
    // Rounding ends the descent, even if the two bounds do not meet.
    if (!(most < root)) return root;
    root = most;
    if (most - least <= AGREED * most) return (least + most) / 2;
    const next = scaled(solveShifted(matrix, root, x, n));
    if (!next.every((entry) => entry > 0)) return root;
    x = next;
  }
}

/** The least and the largest of (Ax)_i / x_i. */
function ratios(matrix: Float64Array, x: Float64Array, n: number): [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (let i = 0; i < n; i += 1) {
    let image = 0;
    for (let j = 0; j < n; j += 1) image += (matrix[i * n + j] as number) * (x[j] as number);
    const ratio = image / (x[i] as number);
    least = Math.min(least, ratio);
    most = Math.max(most, ratio);
  }
  return [least, most];
}

/** Solves (mu I - A) y = x for y. */
function solveShifted(matrix: Float64Array, mu: number, x: Float64Array, n: number): Float64Array {
  const system = growingLu(n);
  const row = new Float64Array(n);
  const column = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < i; j += 1) {
      row[j] = -(matrix[i * n + j] as number);
      column[j] = -(matrix[j * n + i] as number);
    }
    system.border(row, column, mu - (matrix[i * n + i] as number));
  }
  return system.solve(x);
}

/** Similar matrix with row and column sums alike, scaled by powers of 2, which do not round (Osborne 1960). */
function balanced(matrix: Float64Array, n: number): Float64Array {
  const result = Float64Array.from(matrix);
  let isBalanced = false;
  for (let sweep = 0; sweep < MOST_SWEEPS && !isBalanced; sweep += 1) {
    isBalanced = true;
    for (let i = 0; i < n; i += 1) {
      let [row, column] = [0, 0];
      for (let j = 0; j < n; j += 1) {
        if (j === i) continue;
        row += result[i * n + j] as number;
        column += result[j * n + i] as number;
      }
      const exponent = Math.round(Math.log2(row / column) / 2);
      if (exponent === 0) continue;
      isBalanced = false;
      const factor = 2 ** exponent;
      for (let j = 0; j < n; j += 1) {
        if (j === i) continue;
        result[i * n + j] = (result[i * n + j] as number) / factor;
        result[j * n + i] = (result[j * n + i] as number) * factor;
      }
    }
  }
  return result;
}

/**
 * Strongly connected components of the graph of entries that are not 0.
 *
 * Tarjan, R. (1972), 'Depth-First Search and Linear Graph Algorithms', SIAM Journal on Computing 1(2), 146-160.
 */
function stronglyConnected(matrix: Float64Array, n: number): number[][] {
  const { start, column } = sparseRows(matrix, n);
  const components: number[][] = [];
  const open: number[] = [];
  const order = new Int32Array(n);
  const earliest = new Int32Array(n);
  const isOpen = new Uint8Array(n);
  let visited = 0;
  for (let root = 0; root < n; root += 1) if (order[root] === 0) visit(root);
  return components;

  function visit(node: number): void {
    visited += 1;
    order[node] = visited;
    earliest[node] = visited;
    open.push(node);
    isOpen[node] = 1;
    const end = start[node + 1] as number;
    for (let k = start[node] as number; k < end; k += 1) {
      const next = column[k] as number;
      if (order[next] === 0) {
        visit(next);
        earliest[node] = Math.min(earliest[node] as number, earliest[next] as number);
      } else if (isOpen[next] === 1) earliest[node] = Math.min(earliest[node] as number, order[next] as number);
    }
    if (earliest[node] !== order[node]) return;
    const component = open.splice(open.lastIndexOf(node));
    for (const member of component) isOpen[member] = 0;
    components.push(component);
  }
}

/** The same direction with a largest entry of 1, so that repeated steps do not overflow. */
function scaled(entries: Float64Array): Float64Array<ArrayBuffer> {
  const largest = entries.reduce((most, entry) => Math.max(most, entry), 0);
  return Float64Array.from(entries, (entry) => entry / largest);
}
