/** Help on calculators: a list of them, and the parameters of one. */
import type { Fields, Parameter } from '../calculators/kit/input.ts';
import { noteInWords, rangeInWords, rangeOf } from '../calculators/kit/wording.ts';
import { CALCULATORS } from '../calculators/registry.ts';

/** A longer default is a list of many entries; the output of a run shows it anyway. */
const LONGEST_DEFAULT = 60;

/** A line for each calculator, beginning with its slug. */
export function calculatorLines(): string {
  const width = Math.max(...CALCULATORS.map(({ slug }) => slug.length));
  return CALCULATORS.map(({ slug, title }) => `  ${slug.padEnd(width)}  ${title}`).join('\n');
}

/**
 * The parameters of the calculator with this slug, one line each, and an example; the list of calculators if there is
 * none.
 */
export function helpOn(slug: string | undefined): string {
  const calculator = CALCULATORS.find((one) => one.slug === slug);
  if (calculator === undefined) return `Calculators:\n${calculatorLines()}`;
  const [preset] = calculator.presets;
  const lines = parameterLines(calculator.parameters, '  ').join('\n');
  const about = `Parameters of ${calculator.slug}, fields of the JSON object that --parameters takes:`;
  return `${about}\n${lines}\n\nExample (${preset.title}):\n  npx riskgraph calculate ${calculator.slug}${flagOf(preset.parameters)}`;
}

function flagOf(parameters: object): string {
  if (Object.keys(parameters).length === 0) return '';
  return ` --parameters '${JSON.stringify(parameters).replaceAll("'", "'\\''")}'`;
}

function parameterLines(fields: Fields, indent: string): string[] {
  return Object.entries(fields).flatMap(([name, parameter]) => {
    const unit = parameter.unit === '1' ? '' : ` [${parameter.unit}]`;
    const values = parameter.type === 'ENUM' ? `${Object.keys(parameter.values).join(' or ')}; ` : '';
    const line = `${indent}${name}${unit} (${values}${defaultOf(parameter)}): ${sentencesOf(parameter).join(' ')}`;
    return parameter.type === 'OBJECT_LIST' ? [line, ...parameterLines(parameter.fields, `${indent}  `)] : [line];
  });
}

/** Its meaning, shape, range and notes. */
function sentencesOf(parameter: Parameter): string[] {
  // The default is printed before the sentences.
  const { derived: _, ...others } = parameter;
  const sentences = [
    parameter.description,
    shapeOf(parameter),
    rangeInWords(rangeOf(parameter)),
    noteInWords(others) ?? '',
  ];
  return sentences.filter((sentence) => sentence !== '');
}

function shapeOf(parameter: Parameter): string {
  switch (parameter.type) {
    case 'OBJECT_LIST':
      return `A list of at most ${parameter.maxLength} objects with the fields below.`;
    case 'NUMBER_LIST':
      return `A list of at most ${parameter.maxLength} numbers.`;
    case 'NUMBER_MATRIX': {
      const shape = parameter.square ? 'square, such as [[0, 1], [2, 0]],' : 'such as [[1, 2, 3], [4, 5, 6]],';
      return `A list of rows of numbers, ${shape} at most ${parameter.maxLength} × ${parameter.maxLength}.`;
    }
    default:
      return '';
  }
}

function defaultOf(parameter: Parameter): string {
  if (parameter.derived !== undefined) return `default: ${parameter.derived}`;
  if (parameter.default === undefined) return parameter.nullable ? 'optional' : 'required';
  const json = JSON.stringify(parameter.default);
  return `default: ${json.length > LONGEST_DEFAULT ? 'an example' : json}`;
}
