/** Calculator definitions in the API: the types Calculator, Parameter, Output and Preset as plain objects. */
import type { Calculator } from '../calculators/kit/definition.ts';
import type { Fields, Parameter } from '../calculators/kit/input.ts';
import { labelOf, valueLabelOf } from '../calculators/kit/label.ts';
import type { Output, Outputs } from '../calculators/kit/output.ts';
import { inSchemaSpelling } from '../calculators/kit/spelling.ts';
import { noteInWords, rangeOf, unitsInWords } from '../calculators/kit/wording.ts';
import { isRequired } from './calculator-sdl.ts';
import { nodeId } from './ids.ts';

/** A calculator in the API; resolvers look up concepts by the slugs in it. */
export function calculatorRecord(calculator: Calculator) {
  const { slug, title, summary, version, equations, assumptions, references, presets } = calculator;
  return {
    id: nodeId('Calculator', slug),
    slug,
    title,
    summary,
    version,
    equations,
    assumptions,
    references: references.map(({ citation, doi, url }) => ({
      citation,
      doi: doi ?? null,
      url: url ?? (doi === undefined ? null : `https://doi.org/${doi}`),
    })),
    parameters: parameterRecords(calculator.parameters),
    outputs: outputRecords(calculator.outputs),
    presets: presets.map((preset) => ({
      ...preset,
      source: preset.source ?? null,
      input: inSchemaSpelling(calculator.parameters, preset.parameters),
    })),
  };
}
export type CalculatorRecord = ReturnType<typeof calculatorRecord>;

export interface ParameterRecord extends ReturnType<typeof parameterRecord> {
  fields: readonly ParameterRecord[];
}

function parameterRecords(fields: Fields): ParameterRecord[] {
  return Object.entries(fields).map(([name, parameter]) => ({
    ...parameterRecord(name, parameter),
    fields: parameter.type === 'OBJECT_LIST' ? parameterRecords(parameter.fields) : [],
  }));
}

function parameterRecord(name: string, parameter: Parameter) {
  const { min, above, max, below } = rangeOf(parameter);
  const length = 'maxLength' in parameter ? parameter : undefined;
  return {
    name,
    label: parameter.label ?? labelOf(name, parameter.unit),
    type: parameter.type,
    unit: parameter.unit,
    description: parameter.description,
    required: isRequired(parameter),
    // A null default is described in words; passing null means the same as leaving the parameter out.
    nullable: parameter.nullable === true || parameter.derived !== undefined,
    default: parameter.default ?? null,
    emptyOnce: parameter.emptyOnce ?? [],
    note: noteInWords(parameter),
    minimum: min ?? above ?? null,
    minimumExcluded: min === undefined && above !== undefined,
    maximum: max ?? below ?? null,
    maximumExcluded: max === undefined && below !== undefined,
    minimumLength: length?.minLength ?? null,
    maximumLength: length?.maxLength ?? null,
    ...valueRecords(parameter),
    indexOf: parameter.indexOf ?? null,
    /** Slug of the concept that explains the parameter. */
    conceptSlug: parameter.concept ?? null,
  };
}

export interface OutputRecord extends ReturnType<typeof outputRecord> {
  fields: readonly OutputRecord[];
}

function outputRecords(fields: Outputs): OutputRecord[] {
  return Object.entries(fields).map(([name, output]) => ({
    ...outputRecord(name, output),
    fields: output.type === 'OBJECT_LIST' ? outputRecords(output.fields) : [],
  }));
}

function outputRecord(name: string, output: Output) {
  const { type, unit, description, unitWhen, nullable = false, axis } = output;
  const { firstEntries = [], indexOf = null, zeroLabel = null } = output;
  return {
    name,
    label: output.label ?? labelOf(name, unit),
    type,
    unit,
    description: unitWhen === undefined ? description : `${description} ${unitsInWords(unitWhen)}`,
    nullable,
    ...valueRecords(output),
    indexOf,
    zeroLabel,
    axis,
    firstEntries,
  };
}

function valueRecords(field: Parameter | Output) {
  const values = field.type === 'ENUM' ? Object.keys(field.values) : null;
  return { values, valueLabels: values?.map(valueLabelOf) ?? null };
}
