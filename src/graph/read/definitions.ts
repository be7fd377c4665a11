/** The texts that define a concept: those of its own pages by kind, then what other pages say about it. */
import type { Definition, DefinitionQuery } from '../../model/graph.ts';
import { DEFINITION_KINDS } from '../../model/types.ts';
import type { Gloss, PageTexts } from '../../store/store.ts';
import type { ConceptRecord, Image, PageRecord } from '../image.ts';
import type { Answer } from '../reader.ts';
import type { Texts } from './texts.ts';

/** A text to read. */
interface Wanted {
  kind: Definition['kind'];
  page: PageRecord;
  /** Its index among the page's texts of that kind; for a GLOSS, among the page's statements. */
  place: number;
}

export function definitionsOf(
  image: Image,
  concept: ConceptRecord,
  query: DefinitionQuery,
  texts: Texts,
): Answer<readonly Definition[]> {
  const wanted = wantedTexts(image, concept, query);
  const pages = new Map<PageRecord, Answer<PageTexts | null>>();
  const read = wanted.map(({ kind, page, place }): Answer<PageTexts | Gloss | null> => {
    if (kind === 'GLOSS') return texts.gloss(page, place);
    const known = pages.get(page) ?? texts.of(page);
    pages.set(page, known);
    return known;
  });
  const found = (values: readonly (PageTexts | Gloss | null)[]) =>
    wanted.flatMap(({ kind, page, place }, i): Definition[] => {
      const value = values[i] ?? null;
      const found = value === null || 'text' in value ? value : kind === 'GLOSS' ? null : (value[kind][place] ?? null);
      // The page may have changed since this image was made; texts that are gone are left out.
      return found === null ? [] : [{ kind, text: found.text, facet: found.facet, page: page.url }];
    });
  return read.some((value) => value instanceof Promise)
    ? Promise.all(read).then(found)
    : found(read as (PageTexts | Gloss | null)[]);
}

function wantedTexts({ pages }: Image, concept: ConceptRecord, { kinds, first }: DefinitionQuery): Wanted[] {
  const wanted: Wanted[] = [];
  for (const kind of DEFINITION_KINDS) {
    if (kinds !== null && !kinds.includes(kind)) continue;
    if (kind === 'GLOSS') {
      for (let i = 0; i < concept.glosses.length && wanted.length < first; i += 2) {
        const page = pages[concept.glosses[i] as number] as PageRecord;
        wanted.push({ kind, page, place: concept.glosses[i + 1] as number });
      }
      continue;
    }
    for (const page of concept.pages) {
      for (let place = 0; place < page.texts[kind] && wanted.length < first; place++)
        wanted.push({ kind, page, place });
    }
  }
  return wanted;
}
