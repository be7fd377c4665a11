/** What the term commands ask and print. Each returns the exit status. */
import type { PathAnswer, RelatedAnswer, SearchAnswer, TermAnswer } from './answers.ts';
import { nothing, printAnswer, slugOf, type TermFlags } from './tools.ts';
import { foundInWords, pathInWords, relatedInWords, termInWords } from './wording.ts';

export function lookupCommand(text: string, flags: TermFlags): Promise<number> {
  return printAnswer(
    flags,
    async (ask) => ask<TermAnswer>('read_term', { slug: await slugOf(text, ask) }),
    termInWords,
  );
}

export function searchCommand(query: string, { first, ...flags }: TermFlags & { first: number }): Promise<number> {
  return printAnswer(
    flags,
    async (ask) => {
      const answer = await ask<SearchAnswer>('search_terms', { query, first });
      return answer.search.totalCount > 0 ? answer : nothing(`no term mentions ${JSON.stringify(query)}`);
    },
    foundInWords,
  );
}

export function relatedCommand(text: string, { first, ...flags }: TermFlags & { first: number }): Promise<number> {
  return printAnswer(
    flags,
    async (ask) => ask<RelatedAnswer>('related_terms', { slug: await slugOf(text, ask), first }),
    relatedInWords,
  );
}

export function pathCommand(
  from: string,
  to: string,
  { maxHops, ...flags }: TermFlags & { maxHops: number },
): Promise<number> {
  return printAnswer(
    flags,
    async (ask) => {
      const ends = { from: await slugOf(from, ask), to: await slugOf(to, ask) };
      return ask<PathAnswer>('path_between_terms', { ...ends, maxHops });
    },
    pathInWords,
  );
}
