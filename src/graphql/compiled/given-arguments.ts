/** What fields are given in one request. */
import { type ArgumentNode, type FieldNode, type GraphQLField, getArgumentValues, visit } from 'graphql';

export type Field = GraphQLField<unknown, unknown>;
type Given = Record<string, unknown>;

/** What fields are given in one request: the arguments of each, coerced once. */
export class GivenArguments {
  private readonly variables: Given;
  private readonly known = new Map<FieldNode, { field: Field; given: Given }>();

  constructor(variables: Given) {
    this.variables = variables;
  }

  /** @throws GraphQLError where they are wrong. */
  of(field: Field, node: FieldNode): Given {
    const known = this.known.get(node);
    if (known?.field === field) return known.given;
    const given = getArgumentValues(field, node, this.variables);
    this.known.set(node, { field, given });
    return given;
  }
}

/** Names of the variables in some arguments. */
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
