/** What the test of an application calls in its page. */
export interface Harness {
  hydrate(): void;
  show(paragraphs: string[]): void;
  unmount(): void;
  /** The terms whose cards' titles were chosen. */
  chosen: string[];
}

/** What the server renders. */
export const FIRST = ['A margin call asks for collateral.', 'Another margin call, and slippage.'];
