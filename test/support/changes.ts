/** A store's changes with their statements resolved, and pages in the form of a store's changes. */
import { linkText } from '../../src/model/links.ts';
import type { PageContent } from '../../src/model/types.ts';
import type { ChangeCursor, Changes, OutlineStatement, PageOutline, Store } from '../../src/store/store.ts';

export interface ToldChange {
  url: string;
  version: number;
  page: (Omit<PageOutline, 'statements'> & { statements: (OutlineStatement | undefined)[] }) | null;
}

/** Reads on from a position; remembers the statements that came before. */
export function changesOf(store: Pick<Store, 'changes'>) {
  const known = new Map<number, OutlineStatement>();
  return async (after: ChangeCursor | null, first = 100): Promise<Omit<Changes, 'items'> & { items: ToldChange[] }> => {
    const answer = await store.changes({ after, first });
    for (const { number, ...statement } of answer.statements) known.set(number, statement);
    const items = answer.items.map(
      ({ page, ...rest }): ToldChange => ({
        ...rest,
        page: page && { ...page, statements: Array.from(page.statements, (number) => known.get(number)) },
      }),
    );
    return { ...answer, items };
  };
}

/** Makes changes of pages, null for a removed one; statements keep their numbers. */
export function changeMaker() {
  const numbers = new Map<string, number>();
  return (
    changes: readonly { url: string; version: number; page: PageContent | null }[],
  ): Pick<Changes, 'statements' | 'items'> => {
    const statements: Changes['statements'][number][] = [];
    const items = changes.map(({ page, ...rest }) => {
      if (page === null) return { ...rest, page };
      const { definitions, statements: stated, ...head } = page;
      const count = (wanted: string) => definitions.filter(({ kind }) => kind === wanted).length;
      const own = stated.map(({ kind, target, anchor, facet, gloss, link: led }) => {
        const link = led === null ? null : linkText(led, target);
        const statement = { kind, target, anchor, gloss: gloss === null || facet === null ? gloss : '', link };
        const key = JSON.stringify(statement);
        const number = numbers.get(key) ?? numbers.size + 1;
        if (!numbers.has(key)) statements.push({ number, ...statement });
        numbers.set(key, number);
        return number;
      });
      const meaning = definitions.find(({ kind }) => kind === 'MEANING')?.text ?? null;
      const texts = { MEANING: count('MEANING'), BODY: count('BODY'), FACET: count('FACET') };
      return { ...rest, page: { ...head, meaning, texts, statements: Uint32Array.from(own) } };
    });
    return { statements, items };
  };
}
