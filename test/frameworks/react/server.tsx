import { renderToString } from 'react-dom/server';
import { FIRST } from '../harness.ts';
import { Article } from './Article.tsx';

export const html = renderToString(<Article paragraphs={FIRST} chosen={() => {}} />);
