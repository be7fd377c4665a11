/** What the analyzer exports; its own declarations are of the manifest alone. */
declare module '@custom-elements-manifest/analyzer/index.js' {
  export function create(options: { modules: unknown[]; plugins: unknown[]; dev: boolean }): object;
  export const ts: {
    ScriptTarget: { ES2022: number };
    createSourceFile(name: string, text: string, target: number, setParents: boolean): unknown;
  };
}
