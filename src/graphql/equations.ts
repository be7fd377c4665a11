/** Equations as MathML, made here so that no page needs a LaTeX library. */
import type { CalculatorRecord } from './calculator-records.ts';

export const equationResolvers = {
  Calculator: {
    equationsMathml: async ({ equations }: CalculatorRecord): Promise<string[]> => {
      const { default: temml } = await import('temml');
      // Without style attributes: a strict policy of the page that shows them would refuse those.
      return equations.map((latex) =>
        temml
          .renderToString(latex, { displayMode: true, xml: true, throwOnError: true })
          .replaceAll(/ style="[^"]*"/g, ''),
      );
    },
  },
};
