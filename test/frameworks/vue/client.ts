import { createSSRApp, h, ref } from 'vue';
import { FIRST, type Harness } from '../harness.ts';
import Article from './Article.vue';

const harness = globalThis as unknown as Harness;
const paragraphs = ref(FIRST);

harness.chosen = [];
harness.hydrate = () => {
  const app = createSSRApp({
    render: () => h(Article, { paragraphs: paragraphs.value, chosen: (slug: string) => harness.chosen.push(slug) }),
  });
  app.mount('#root');
  harness.show = (next) => {
    paragraphs.value = next;
  };
  harness.unmount = () => app.unmount();
};
