/** How pages get their data: by queries of the schema, within the limits of every client. */
import type { ExecutionResult } from 'graphql';

export type Ask = (question: {
  query: string;
  variables: Readonly<Record<string, unknown>>;
}) => Promise<ExecutionResult>;

/** The service cannot answer now. */
export class NoAnswer extends Error {}

/** The address names something that does not exist, such as a place in another list. */
export class NotThere extends Error {}

/**
 * Runs a query and returns its data.
 * @throws NotThere if the request is refused, NoAnswer if any part of it failed.
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
