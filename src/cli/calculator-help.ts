/** What `riskgraph calculate` says of calculators: which there are, and which parameters one takes. */
import type { Fields, Parameter } from '../calculators/kit/input.ts';
import { CALCULATORS } from '../calculators/registry.ts';

/** A longer default is an example of many entries: the output shows it, as it does all parameters of a run. */
const LONGEST_DEFAULT = 60;

/** A line for each calculator, its slug first. */
export function calculatorLines(): string {
  const width = Math.max(...CALCULATORS.map(({ slug }) => slug.length));
  return CALCULATORS.map(({ slug, title }) => `  ${slug.padEnd(width)}  ${title}`).join('\n');
}

/** The parameters of the calculator with this slug, a line each; where there is none, the calculators. */
export function helpOn(slug: string | undefined): string {
  const calculator = CALCULATORS.find((one) => one.slug === slug);
  if (calculator === undefined) return `Calculators:\n${calculatorLines()}`;
  const lines = parameterLines(calculator.parameters, '  ').join('\n');
  return `Parameters of ${calculator.slug}, fields of the JSON object that --parameters takes:\n${lines}`;
}

function parameterLines(fields: Fields, indent: string): string[] {
  return Object.entries(fields).flatMap(([name, parameter]) => {
    const unit = parameter.unit === '1' ? '' : ` [${parameter.unit}]`;
    const values = parameter.type === 'ENUM' ? `${Object.keys(parameter.values).join(' or ')}; ` : '';
    const line = `${indent}${name}${unit} (${values}${defaultOf(parameter)}): ${parameter.description}`;
    return parameter.type === 'OBJECT_LIST' ? [line, ...parameterLines(parameter.fields, `${indent}  `)] : [line];
  });
}

function defaultOf(parameter: Parameter): string {
  if (parameter.derived !== undefined) return `default: ${parameter.derived}`;
  if (parameter.default === undefined) return parameter.nullable ? 'optional' : 'required';
  const json = JSON.stringify(parameter.default);
  return `default: ${json.length > LONGEST_DEFAULT ? 'an example' : json}`;
}
