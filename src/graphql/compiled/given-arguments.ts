/** The arguments of fields in one request. */
import { type ArgumentNode, type FieldNode, type GraphQLField, getArgumentValues, visit } from 'graphql';

export type Field = GraphQLField<unknown, unknown>;
type Given = Record<string, unknown>;

/** The arguments of each field in one request, coerced once. */
export class GivenArguments {
  private readonly variables: Given;
  private readonly known = new Map<FieldNode, { field: Field; given: Given }>();

  constructor(variables: Given) {
    this.variables = variables;
  }

  /** @throws GraphQLError if they are invalid. */
  of(field: Field, node: FieldNode): Given {
    const known = this.known.get(node);
    if (known?.field === field) return known.given;
    const given = getArgumentValues(field, node, this.variables);
    this.known.set(node, { field, given });
    return given;
  }
}

/** Names of the variables used in arguments. */
export function variablesIn(given: readonly ArgumentNode[] = []): string[] {
  const names: string[] = [];
  for (const argument of given) {
    visit(argument, {
      Variable({ name }) {
        names.push(name.value);
      },
    });
  }
  return names;
}
