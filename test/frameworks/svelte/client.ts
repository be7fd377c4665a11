import { hydrate, unmount } from 'svelte';
import type { Harness } from '../harness.ts';
import App from './App.svelte';

const harness = globalThis as unknown as Harness;

harness.chosen = [];
harness.hydrate = () => {
  const app = hydrate(App, { target: document.querySelector('#root') as Element });
  harness.unmount = () => void unmount(app);
};
