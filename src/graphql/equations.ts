/** Equations as MathML, made here so that no page needs a LaTeX library, and once for each calculator. */
import type { CalculatorRecord } from './calculator-records.ts';

const made = new WeakMap<CalculatorRecord['equations'], Promise<string[]>>();

export const equationResolvers = {
  Calculator: {
    equationsMathml({ equations }: CalculatorRecord): Promise<string[]> {
      const mathml = made.get(equations) ?? inMathml(equations);
      made.set(equations, mathml);
      // What failed once may succeed the next time.
      mathml.catch(() => made.delete(equations));
      return mathml;
    },
  },
};

async function inMathml(equations: readonly string[]): Promise<string[]> {
  const { default: temml } = await import('temml');
  // Without style attributes: a strict policy of the page that shows them would refuse those.
  return equations.map((latex) =>
    temml.renderToString(latex, { displayMode: true, xml: true, throwOnError: true }).replaceAll(/ style="[^"]*"/g, ''),
  );
}
