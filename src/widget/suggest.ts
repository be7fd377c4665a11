/** What the combobox asks the service: concepts whose names fit what was typed, or the one that a whole name means. */
import { ask } from './service.ts';

export interface Suggestion {
  concept: { slug: string; name: string; meaning: string | null };
  match: { field: string; text: string; ranges: readonly { start: number; end: number }[] };
}

const FIELDS = 'concept { slug name meaning } match { field text ranges { start end } }';

export async function suggestions(endpoint: string, prefix: string, signal: AbortSignal): Promise<Suggestion[]> {
  const { suggest } = await ask<{ suggest: Suggestion[] | null }>(
    endpoint,
    `query ($prefix: String!) { suggest(prefix: $prefix, limit: 8) { ${FIELDS} } }`,
    { prefix },
    signal,
  );
  return suggest ?? [];
}

export interface Found {
  concept: { slug: string } | null;
  candidates: Suggestion[];
}

export async function lookUp(endpoint: string, text: string, signal: AbortSignal): Promise<Found> {
  const { lookup } = await ask<{ lookup: Found | null }>(
    endpoint,
    `query ($text: String!) { lookup(text: $text) { concept { slug } candidates { ${FIELDS} } } }`,
    { text },
    signal,
  );
  return lookup ?? { concept: null, candidates: [] };
}
