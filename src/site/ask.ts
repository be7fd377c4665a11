/** How pages ask for what they show: queries of the schema, within the limits of every client. */
import type { ExecutionResult } from 'graphql';

export type Ask = (question: {
  query: string;
  variables: Readonly<Record<string, unknown>>;
}) => Promise<ExecutionResult>;

/** The service cannot answer now. */
export class NoAnswer extends Error {}

/**
 * What a query answers.
 * @throws NoAnswer where any part of it failed.
 */
export async function answerTo<Data>(ask: Ask, query: string, variables: Readonly<Record<string, unknown>> = {}) {
  const { data, errors } = await ask({ query, variables });
  if (!data || errors?.length) throw new NoAnswer(errors?.[0]?.message ?? 'there is no answer');
  return data as unknown as Data;
}
