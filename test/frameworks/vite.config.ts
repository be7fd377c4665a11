import { svelte } from '@sveltejs/vite-plugin-svelte';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type PluginOption } from 'vite';

const isCustomElement = (tag: string) => tag.startsWith('term-');
const plugins: Record<string, PluginOption[]> = {
  react: [],
  vue: [vue({ template: { compilerOptions: { isCustomElement } } })],
  svelte: [svelte()],
};

export default defineConfig({
  plugins: plugins[process.env.FRAMEWORK ?? ''] ?? [],
  build: { minify: false, emptyOutDir: true },
});
