/** A query of an analysis that selects every field of its answer. */
import { type GraphQLObjectType, type GraphQLSchema, getNamedType, isObjectType } from 'graphql';
import type { AnalysisName } from '../../src/analyses/analysis.ts';

/** Types of which cases hold only the name or the outputs. */
const SHORT: Readonly<Record<string, string>> = {
  Calculator: '{ slug }',
  CalculatorRun: '{ outputs }',
  Warning: '{ code }',
};

export function wholeQuery(schema: GraphQLSchema, name: AnalysisName): string {
  const field = schema.getQueryType()?.getFields()[name];
  if (field === undefined) throw new Error(`there is no root ${name}`);
  return `query ($input: ${field.args[0]?.type}) { ${name}(input: $input) ${selection(getNamedType(field.type))} }`;
}

function selection(type: ReturnType<typeof getNamedType>): string {
  if (!isObjectType(type)) return '';
  const fields = Object.values((type as GraphQLObjectType).getFields());
  return (
    SHORT[type.name] ?? `{ ${fields.map((field) => `${field.name} ${selection(getNamedType(field.type))}`).join(' ')} }`
  );
}
