/** The service behind the clients, queried without any client library. */
export const ENDPOINT = `${process.env.SERVICE}/graphql`;

/** Posts a query and resolves to its data. */
export async function ask<Data>(query: string): Promise<Data> {
  const response = await fetch(ENDPOINT, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: object[] };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

/** The term with the most relations in both directions: more than three pages of twenty. */
export async function hub(): Promise<{ slug: string; relations: { totalCount: number } }> {
  const { concepts } = await ask<{ concepts: { nodes: Awaited<ReturnType<typeof hub>>[] } }>(
    '{ concepts(orderBy: RELATIONS_DESC, first: 1) { nodes { slug relations(direction: BOTH) { totalCount } } } }',
  );
  const [first] = concepts.nodes;
  if (first === undefined || first.relations.totalCount <= 60) throw new Error('the glossary has no hub');
  return first;
}

/** The method and address of each `fetch` request during `work`. */
export async function requestsOf(work: () => Promise<unknown>): Promise<{ method: string; url: URL }[]> {
  const requests: { method: string; url: URL }[] = [];
  const original = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const { method, url } = new Request(input, init);
    requests.push({ method, url: new URL(url) });
    return original(input, init);
  };
  try {
    await work();
  } finally {
    globalThis.fetch = original;
  }
  return requests;
}
