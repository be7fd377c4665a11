/** What the analyzer exports; its own declarations cover the manifest only. */
declare module '@custom-elements-manifest/analyzer/index.js' {
  export function create(options: { modules: unknown[]; plugins: unknown[]; dev: boolean }): object;
  export const ts: {
    ScriptTarget: { ES2022: number };
    createSourceFile(name: string, text: string, target: number, setParents: boolean): unknown;
  };
}
