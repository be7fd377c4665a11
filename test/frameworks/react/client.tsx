import { StrictMode, useEffect, useState } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { FIRST, type Harness } from '../harness.ts';
import { Article } from './Article.tsx';

const harness = globalThis as unknown as Harness;

function App() {
  const [paragraphs, show] = useState(FIRST);
  useEffect(() => {
    harness.show = show;
  }, []);
  return <Article paragraphs={paragraphs} chosen={(slug) => harness.chosen.push(slug)} />;
}

harness.chosen = [];
harness.hydrate = () => {
  const complain = (error: unknown) => console.error(error);
  const options = { onRecoverableError: complain, onCaughtError: complain, onUncaughtError: complain };
  const root = hydrateRoot(
    document.querySelector('#root') as Element,
    <StrictMode>
      <App />
    </StrictMode>,
    options,
  );
  harness.unmount = () => root.unmount();
};
