/** How pages ask for what they show: queries of the schema, within the limits of every client. */
import type { ExecutionResult } from 'graphql';

export type Ask = (question: {
  query: string;
  variables: Readonly<Record<string, unknown>>;
}) => Promise<ExecutionResult>;

/** The service cannot answer now. */
export class NoAnswer extends Error {}

/** The address asks for what there is not, such as a place in another list. */
export class NotThere extends Error {}

/**
 * What a query answers.
 * @throws NotThere where what is asked for is refused, NoAnswer where any part of it failed.
 */
export async function answerTo<Data>(ask: Ask, query: string, variables: Readonly<Record<string, unknown>> = {}) {
  const { data, errors } = await ask({ query, variables });
  const refused = errors?.find(({ extensions }) => extensions?.code === 'BAD_USER_INPUT');
  if (refused !== undefined) throw new NotThere(refused.message);
  if (!data || errors?.length) throw new NoAnswer(errors?.[0]?.message ?? 'there is no answer');
  return data as unknown as Data;
}

/** Where the list on a page starts; null for its beginning. */
export function startIn(search: URLSearchParams): string | null {
  return search.get('after') || null;
}
