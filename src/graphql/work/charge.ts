/** What a request may produce, known before execution. */
export interface Charge {
  /** Objects, plus the cost of finding them in objects. */
  nodes: number;
  /** Bytes of the answer. */
  bytes: number;
  /** Objects and values of introspection. */
  introspected: number;
}

/** The most that a light request may produce, which needs no room in the heavy queue. */
export const LIGHT: Charge = { nodes: 1_000, bytes: 256_000, introspected: 0 };
