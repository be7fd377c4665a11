/**
 * The JSON Schema of a tool's arguments, from the types, descriptions and bounds of the GraphQL arguments that they
 * fill.
 */
import {
  type DocumentNode,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLSchema,
  getDirectiveValues,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  valueFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { JsonSchema, ObjectSchema } from './json-schema.ts';

export interface Arguments {
  schema: ObjectSchema;
  /** The variable that has all arguments as its fields; null if each argument is a variable. */
  within: string | null;
}

export function argumentsOf(schema: GraphQLSchema, document: DocumentNode): Arguments {
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const variables = (operation as OperationDefinitionNode).variableDefinitions ?? [];
  const taking = argumentsByVariable(schema, document);
  const [first, ...others] = [...taking];
  const only = first === undefined || others.length > 0 ? null : getNamedType(first[1].type);
  if (first !== undefined && isInputObjectType(only)) return { schema: objectSchema(only), within: first[0] };
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  for (const { variable, type, defaultValue } of variables) {
    const name = variable.name.value;
    const argument = taking.get(name);
    if (argument === undefined) throw new Error(`$${name} is not used as an argument`);
    const standard = defaultValue === undefined ? argument.defaultValue : valueFromAST(defaultValue, argument.type);
    properties[name] = described({ ...typeSchema(argument.type), ...boundsOf(schema, argument) }, argument, standard);
    if (type.kind === Kind.NON_NULL_TYPE) required.push(name);
  }
  return { schema: { type: 'object', properties, required, additionalProperties: false }, within: null };
}

/** The first argument that uses each variable. */
function argumentsByVariable(schema: GraphQLSchema, document: DocumentNode): Map<string, GraphQLArgument> {
  const found = new Map<string, GraphQLArgument>();
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Argument({ value }) {
        const argument = types.getArgument();
        if (value.kind === Kind.VARIABLE && argument && !found.has(value.name.value))
          found.set(value.name.value, argument);
      },
    }),
  );
  return found;
}

function objectSchema(type: GraphQLInputType): ObjectSchema {
  if (!isInputObjectType(type)) throw new Error(`${type} is not an input type`);
  const fields = Object.values(type.getFields());
  return {
    type: 'object',
    properties: Object.fromEntries(
      fields.map((field) => [field.name, described(typeSchema(field.type), field, field.defaultValue)]),
    ),
    required: fields.filter(isRequiredInputField).map(({ name }) => name),
    additionalProperties: false,
  };
}

function described(
  schema: JsonSchema,
  { description }: { description?: string | null | undefined },
  standard: unknown,
) {
  return {
    ...schema,
    ...(description && { description }),
    ...(standard !== undefined && standard !== null && { default: standard }),
  };
}

function typeSchema(type: GraphQLInputType): JsonSchema {
  if (isNonNullType(type)) return typeSchema(type.ofType);
  if (isListType(type)) return { type: 'array', items: typeSchema(type.ofType) };
  if (isInputObjectType(type)) return objectSchema(type);
  if (isEnumType(type)) return { type: 'string', enum: type.getValues().map(({ name }) => name) };
  switch (type.name) {
    case 'Int':
      return { type: 'integer' };
    case 'Float':
      return { type: 'number' };
    case 'Boolean':
      return { type: 'boolean' };
    case 'JSON':
      return {};
    default:
      return { type: 'string' };
  }
}

/** The bounds from an argument's directives. */
function boundsOf(schema: GraphQLSchema, { astNode }: GraphQLArgument): JsonSchema {
  if (!astNode) return {};
  const [length, range] = ['length', 'range'].map((name) => {
    const directive = schema.getDirective(name);
    return directive ? getDirectiveValues(directive, astNode) : undefined;
  });
  return {
    ...(length !== undefined && { maxLength: length.max as number }),
    ...(range !== undefined && { minimum: range.min as number, maximum: range.max as number }),
  };
}
