/** Compiles a validated operation that is asked repeatedly: its cost and its answer, without executing it. */
import {
  type ASTVisitor,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  separateOperations,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { ANALYSIS_BY_NAME } from '../../analyses/registry.ts';
import { getOrMake } from '../../get-or-make.ts';
import type { Context } from '../context.ts';
import { checkArguments } from '../limits/arguments.ts';
import { checkOperation } from '../limits/check.ts';
import { entriesAsked } from '../limits/measure.ts';
import { LIMITS } from '../limits.ts';
import { type Charge, LIGHT } from '../work/charge.ts';
import { AnswerText, Making, NotCompiled } from './answer-text.ts';
import { type Field, GivenArguments, variablesIn } from './given-arguments.ts';
import { type CompiledSelection, compileSelection, type Operation } from './selection.ts';

/** Most variants per document, by sizes of lists and by values of `@include` and `@skip`. */
const MOST_KINDS = 16;
/** Not worth compiling: calculator runs take longer than executing the document around them, and are often refused. */
const EXECUTED: ReadonlySet<string> = new Set([
  ...['__schema', '__type', 'calculate', 'runCalculator', ...Object.keys(ANALYSIS_BY_NAME)].map(
    (root) => `Query.${root}`,
  ),
  ...['Episode.run', 'Episode.comparison'],
]);
/** Estimated bytes of a compiled field. */
const FIELD_BYTES = 1_500;

/** One request for a compiled document. */
export interface Prepared {
  charge: Charge;
  /** Most bytes of the answer; for a larger one, execution has to ask for more room. */
  room: number;
  /** The JSON text of the answer. @throws any error; executing the document then reports it properly. */
  write(context: Context): string | Promise<string>;
}

export interface CompiledDocument {
  /** @throws NotCompiled, or the GraphQLError that refuses the request. */
  prepare(variables: Readonly<Record<string, unknown>>): Prepared;
  /** Estimated bytes besides the document. */
  bytes(): number;
}

/** @throws NotCompiled for a document that always has to be executed. */
export function compileDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): CompiledDocument {
  const { name, variableDefinitions = [] } = operation;
  const own = separateOperations(document)[name?.value ?? ''] as DocumentNode;
  const { sized, conditions } = whatVariablesDecide(own, schema);
  const fragments = Object.fromEntries(
    own.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
  const parts: Operation = { schema, operation, fragments };
  const charges = new Map<string, Charge>();
  const selections = new Map<string, CompiledSelection>();
  let bytes = 0;

  return {
    prepare(variables) {
      const { coerced } = getVariableValues(schema, variableDefinitions, variables, { maxErrors: LIMITS.errors });
      if (coerced === undefined) throw new NotCompiled();
      const given = new GivenArguments(coerced);
      let sizes = '';
      for (const { field, node } of sized) {
        const own = given.of(field, node);
        checkArguments(field, own, node);
        sizes += `${entriesAsked(field, own)} `;
      }
      const charge = known(charges, sizes, () => {
        const checked = checkOperation(schema, document, operation, variables);
        if (checked === null) throw new NotCompiled();
        return checked;
      });
      const choice = conditions.map((condition) => coerced[condition]).join();
      const { write } = known(selections, choice, () => {
        const made = compileSelection(parts, coerced);
        bytes += made.fields * FIELD_BYTES;
        return made;
      });
      const room = Math.max(charge.bytes, LIGHT.bytes);
      return {
        charge,
        room,
        write(context) {
          const text = new AnswerText(new Making(given, context, room));
          text.add('{"data":');
          write(undefined, text);
          text.add('}');
          return text.whole();
        },
      };
    },
    bytes: () => bytes,
  };
}

function known<Value extends object>(map: Map<string, Value>, key: string, make: () => Value): Value {
  if (map.size === MOST_KINDS && !map.has(key)) throw new NotCompiled();
  return getOrMake(map, key, make);
}

interface Decided {
  /** Fields with variables in their arguments, which may be out of bounds and determine the lengths of lists. */
  sized: readonly { field: Field; node: FieldNode }[];
  /** Variables of `@include` and `@skip`. */
  conditions: readonly string[];
}

/** @throws NotCompiled for introspection, which is measured separately, and for calculator runs. */
function whatVariablesDecide(document: DocumentNode, schema: GraphQLSchema): Decided {
  const types = new TypeInfo(schema);
  const sized: Decided['sized'][number][] = [];
  const conditions = new Set<string>();
  const visitor: ASTVisitor = {
    Field(node) {
      const field = types.getFieldDef() as Field | undefined;
      const coordinate = `${types.getParentType()?.name}.${node.name.value}`;
      if (!field || EXECUTED.has(coordinate)) throw new NotCompiled();
      if (variablesIn(node.arguments).length > 0) sized.push({ field, node });
    },
    Directive(node) {
      for (const name of variablesIn(node.arguments)) conditions.add(name);
    },
  };
  visit(document, visitWithTypeInfo(types, visitor));
  return { sized, conditions: [...conditions] };
}
