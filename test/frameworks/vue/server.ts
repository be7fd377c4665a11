import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { FIRST } from '../harness.ts';
import Article from './Article.vue';

export const html = await renderToString(createSSRApp(Article, { paragraphs: FIRST, chosen: () => {} }));
