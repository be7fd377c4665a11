/** What an application's test calls in its page. */
export interface Harness {
  hydrate(): void;
  show(paragraphs: string[]): void;
  unmount(): void;
  /** The terms whose cards' titles were clicked. */
  chosen: string[];
}

/** The server-rendered text. */
export const FIRST = ['A margin call asks for collateral.', 'Another margin call, and slippage.'];
