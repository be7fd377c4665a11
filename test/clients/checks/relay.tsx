import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Window } from 'happy-dom';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from '../documented/relay/App';
import { hub } from '../service';

test('Relay pages through all relations of a hub and drops none', async () => {
  const { slug, relations } = await hub();
  const window = new Window();
  Object.assign(globalThis, { window, document: window.document, IS_REACT_ACT_ENVIRONMENT: true });
  const container = window.document.createElement('main');
  const root = createRoot(container as never);
  await act(async () => root.render(<App slug={slug} />));
  const { totalCount } = relations;
  const isShown = (count: number) => container.querySelector('h2')?.textContent === `${count} of ${totalCount}`;
  for (let count = 20; ; count += 20) {
    while (!isShown(Math.min(count, totalCount))) await act(() => new Promise(setImmediate));
    if (count >= totalCount) break;
    await act(async () => container.querySelector('button')?.click());
  }
  assert.equal(container.querySelectorAll('li').length, totalCount);
  assert.equal(container.querySelector('button'), null);
  await act(async () => root.unmount());
  await window.happyDOM.close();
});
