/** Equations as MathML, rendered here so that pages need no LaTeX library, once for each calculator. */
import type { CalculatorRecord } from './calculator-records.ts';

const made = new WeakMap<CalculatorRecord['equations'], Promise<string[]>>();

export const equationResolvers = {
  Calculator: {
    equationsMathml({ equations }: CalculatorRecord): Promise<string[]> {
      const mathml = made.get(equations) ?? inMathml(equations);
      made.set(equations, mathml);
      // A retry may succeed.
      mathml.catch(() => made.delete(equations));
      return mathml;
    },
  },
};

async function inMathml(equations: readonly string[]): Promise<string[]> {
  const { default: temml } = await import('temml');
  // Without style attributes, which a strict content security policy would block.
  return equations.map((latex) =>
    temml.renderToString(latex, { displayMode: true, xml: true, throwOnError: true }).replaceAll(/ style="[^"]*"/g, ''),
  );
}
