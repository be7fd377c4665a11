/**
 * Compiles selections to functions that write the JSON text of what is selected.
 *
 * They do what graphql-js does when nothing goes wrong, in the same order, and throw when anything does; then the
 * document is executed instead, which reports the error. Nothing of a document becomes code: names and aliases are
 * written as keys, and GraphQL's grammar allows only letters, digits and underscores in them.
 */
import {
  defaultFieldResolver,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  isCompositeType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationDefinitionNode,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import { getOrMake } from '../../get-or-make.ts';
import { costOf } from '../limits/charges.ts';
import { unmetered } from '../work/metered-schema.ts';
import { type AnswerText, NotCompiled } from './answer-text.ts';
import { type Field, variablesIn } from './given-arguments.ts';
import { leafText } from './leaves.ts';

/** Writes a value or its fields. */
export type Write = (value: unknown, text: AnswerText) => void;

export interface CompiledSelection {
  write: Write;
  /** How many fields it writes; fragments count each time they are spread. */
  fields: number;
}

/** An operation of a validated document. */
export interface Operation {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  fragments: Readonly<Record<string, FragmentDefinitionNode>>;
}

/** More would take more memory than the estimate for the documents kept. */
const MOST_FIELDS = 1_000;
/** Entries of a list written in one go. */
const AT_ONCE = 50;
/**
 * @param variables - coerced; those in `@include` and `@skip` determine the compiled code.
 * @throws NotCompiled for what has to be executed.
 */
export function compileSelection(
  { schema, operation, fragments }: Operation,
  variables: Record<string, unknown>,
): CompiledSelection {
  let fields = 0;

  function objectWriter(type: GraphQLObjectType, nodesByKey: ReadonlyMap<string, readonly FieldNode[]>): Write {
    if (type.isTypeOf) throw new NotCompiled();
    const writers: Write[] = [];
    const keys: string[] = [];
    let values = 0;
    for (const [key, nodes] of nodesByKey) {
      if (++fields > MOST_FIELDS) throw new NotCompiled();
      const [{ name }] = nodes as readonly [FieldNode];
      keys.push(`${keys.length === 0 ? '{' : ','}"${key}":`);
      if (name.value === '__typename') {
        values++;
        writers.push((_, text) => text.add(`"${type.name}"`));
        continue;
      }
      const field = type.getFields()[name.value] as Field | undefined;
      if (field === undefined) throw new NotCompiled();
      if (isLeafType(getNamedType(field.type))) values++;
      writers.push(fieldWriter(type, field, nodes));
    }
    if (keys.length === 0) return (_, text) => text.add('{}');
    return (source, text) => {
      text.making.values(values);
      for (let i = 0; i < writers.length; i++) {
        text.add(keys[i] as string);
        (writers[i] as Write)(source, text);
      }
      text.add('}');
    };
  }

  function fieldWriter(parentType: GraphQLObjectType, field: Field, nodes: readonly FieldNode[]): Write {
    const { name, type: returnType } = field;
    const [node] = nodes as readonly [FieldNode];
    // Lacks what belongs to a single request, such as a path; no resolver uses that.
    const known = { fieldName: name, fieldNodes: nodes, returnType, parentType, schema, fragments, operation };
    const info = known as unknown as GraphQLResolveInfo;
    const write = valueWriter(returnType, nodes, info);
    const finish = isOneObject(returnType) ? ofOneObject(write) : write;
    const resolve = unmetered(field);
    const always = variablesIn(node.arguments).length > 0 ? null : getArgumentValues(field, node);
    const resolved: Write = (source, text) => {
      const { given, context } = text.making;
      complete(resolve(source, always ?? given.of(field, node), context, info), text, finish);
    };
    const found = resolve === defaultFieldResolver ? propertyWriter(name, finish, resolved) : resolved;
    const weight = isLeafType(getNamedType(returnType)) ? 0 : costOf(field);
    return weight === 0 ? found : (source, text) => inTurn(weight, source, text, found);
  }

  function valueWriter(type: GraphQLOutputType, nodes: readonly FieldNode[], info: GraphQLResolveInfo): Write {
    if (isNonNullType(type)) {
      const write = presentWriter(type.ofType, nodes, info);
      return (value, text) => {
        if (value === null || value === undefined) throw new NotCompiled();
        write(value, text);
      };
    }
    const write = presentWriter(type, nodes, info);
    return (value, text) => {
      if (value === null || value === undefined) text.add('null');
      else write(value, text);
    };
  }

  /** For values that are neither null nor undefined. */
  function presentWriter(type: GraphQLOutputType, nodes: readonly FieldNode[], info: GraphQLResolveInfo): Write {
    if (isListType(type)) return listWriter(valueWriter(type.ofType, nodes, info), isLeafType(getNamedType(type)));
    if (isLeafType(type)) {
      const textOf = leafText(type);
      return (value, text) => text.add(textOf(value));
    }
    if (isObjectType(type)) return selectionOf(type, nodes);
    return abstractWriter(type as GraphQLAbstractType, nodes, info);
  }

  function selectionOf(type: GraphQLObjectType, nodes: readonly FieldNode[]): Write {
    return objectWriter(type, collectSubfields(schema, fragments, variables, type, nodes));
  }

  /** The selection for each concrete type is compiled when its first value comes. */
  function abstractWriter(type: GraphQLAbstractType, nodes: readonly FieldNode[], info: GraphQLResolveInfo): Write {
    const { resolveType } = type;
    if (!resolveType) throw new NotCompiled();
    const writers = new Map<string, Write>();
    return (value, text) => {
      const name = resolveType(value, text.making.context, info, type);
      if (typeof name !== 'string') throw new NotCompiled();
      const write = getOrMake(writers, name, () => {
        const own = schema.getType(name);
        if (!isObjectType(own) || !schema.isSubType(type, own)) throw new NotCompiled();
        return selectionOf(own, nodes);
      });
      write(value, text);
    };
  }

  const root = schema.getQueryType() as GraphQLObjectType;
  const write = objectWriter(root, collectFields(schema, fragments, variables, root, operation.selectionSet));
  return { write, fields };
}

/** The default resolver for most values, except methods. */
function propertyWriter(name: string, write: Write, resolved: Write): Write {
  return (source, text) => {
    const value = typeof source === 'object' && source !== null ? (source as Record<string, unknown>)[name] : resolved;
    if (typeof value === 'function') resolved(source, text);
    else complete(value, text, write);
  };
}

function isOneObject(type: GraphQLOutputType): boolean {
  return isCompositeType(isNonNullType(type) ? type.ofType : type);
}

/** Writes the result of a resolver, or of a list: at once if it is not a promise. */
function complete(value: unknown, text: AnswerText, write: Write): void {
  if (typeof value === 'object' && value !== null) {
    if (typeof (value as { then?: unknown }).then === 'function') {
      text.addLater(value as Promise<unknown>, (settled, later) => complete(settled, later, write));
      return;
    }
    if (value instanceof Error) throw new NotCompiled();
  }
  write(value, text);
}

function inTurn(units: number, value: unknown, text: AnswerText, write: Write): void {
  const wait = text.making.turn(units);
  if (wait === undefined) write(value, text);
  else text.addLater(wait, (_, later) => write(value, later));
}

function ofOneObject(write: Write): Write {
  return (value, text) => {
    if (value === null || value === undefined) {
      write(value, text);
      return;
    }
    text.making.made(1);
    inTurn(1, value, text, write);
  };
}

function listWriter(write: Write, isOfLeaves: boolean): Write {
  const writeFrom = (entries: readonly unknown[], start: number, text: AnswerText) => {
    const end = Math.min(start + AT_ONCE, entries.length);
    for (let i = start; i < end; i++) {
      if (i > 0) text.add(',');
      complete(entries[i], text, write);
    }
  };
  return (value, text) => {
    if (!Array.isArray(value)) throw new NotCompiled();
    const entries = value as readonly unknown[];
    const { making } = text;
    if (!isOfLeaves) making.made(entries.length);
    text.add('[');
    for (let start = 0; start < entries.length; start += AT_ONCE) {
      const units = isOfLeaves ? 0 : Math.min(AT_ONCE, entries.length - start);
      const wait = making.turn(units);
      if (wait === undefined) writeFrom(entries, start, text);
      else text.addLater(wait, (_, later) => writeFrom(entries, start, later));
    }
    text.add(']');
  };
}
