/** The explorer: GraphiQL from our own files, with the landing page's examples and a link to Apollo Sandbox. */
import { GraphiQL } from 'graphiql';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import examples from './examples.json' with { type: 'json' };
import './explorer.css';

const ENDPOINT = new URL('/graphql', location.href).href;
const WORKERS = new Map([
  ['graphql', 'graphql'],
  ['json', 'json'],
]);

// Monaco looks up this global.
window.MonacoEnvironment = {
  getWorker: (_: string, label: string) => new Worker(`/explorer/${WORKERS.get(label) ?? 'editor'}.worker.js`),
};

const asked = new URLSearchParams(location.search);
const example = examples.find(({ name }) => name === asked.get('example'));
const query = asked.get('query') ?? example?.query;
const variables = asked.get('variables') ?? example?.variables;
const initial = query === undefined && variables === undefined ? lastTab() : { query, variables };

interface Tab {
  query?: string | null | undefined;
  variables?: string | null | undefined;
}

/** The last active tab: GraphiQL selects it again, but would fill the editors from the first tab. */
function lastTab(): Tab {
  try {
    const { tabs, activeTabIndex } = JSON.parse(localStorage.getItem('graphiql:tabState') ?? '{}');
    return tabs?.[activeTabIndex] ?? {};
  } catch {
    // Storage may be disabled or hold invalid JSON.
    return {};
  }
}

async function ask(parameters: object): Promise<never> {
  const response = await fetch(ENDPOINT, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(parameters),
  });
  return (await response.json()) as never;
}

function offerExamples(select: HTMLSelectElement): void {
  const options = examples.map(({ name, title }) => new Option(title, name, false, name === example?.name));
  select.append(new Option('Choose an example', '', false, example === undefined), ...options);
  select.addEventListener('change', () => {
    if (select.value !== '') location.search = new URLSearchParams({ example: select.value }).toString();
  });
}

offerExamples(document.querySelector('#example') as HTMLSelectElement);
const sandbox = document.querySelector('#sandbox') as HTMLAnchorElement;
sandbox.href = `https://studio.apollographql.com/sandbox/explorer?endpoint=${encodeURIComponent(ENDPOINT)}`;

createRoot(document.querySelector('#explorer') as HTMLElement).render(
  createElement(GraphiQL, {
    fetcher: ask,
    defaultQuery: examples[0]?.query ?? '',
    ...(typeof initial.query === 'string' && { initialQuery: initial.query }),
    ...(typeof initial.variables === 'string' && { initialVariables: initial.variables }),
  }),
);
