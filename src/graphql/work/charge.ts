/** What a request may make, known before it is executed. */
export interface Charge {
  /** Objects, and what finding them costs in objects. */
  nodes: number;
  /** Bytes of the answer. */
  bytes: number;
  /** Objects and values of introspection. */
  introspected: number;
}

/** What is light needs no room of its own. */
export const LIGHT: Charge = { nodes: 1_000, bytes: 256_000, introspected: 0 };
