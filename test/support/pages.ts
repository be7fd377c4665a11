/** Pages for tests, in one line each. */
import { pageAt } from '../../src/model/links.ts';
import type {
  LinkedPage,
  PageContent,
  PageDefinition,
  PageKind,
  Statement,
  StatementKind,
} from '../../src/model/types.ts';

export const SITE = 'https://glossary.example';

type Link = string | ({ to: string; anchor?: string; facet?: string; gloss?: string } & Partial<LinkedPage>);

interface Spec extends Partial<Omit<PageContent, 'definitions' | 'statements'>> {
  meaning?: string;
  body?: readonly string[];
  facets?: Readonly<Record<string, string>>;
  /** Links by kind, in page order. */
  links?: Partial<Record<StatementKind, readonly Link[]>>;
}

/** A page of `kind` on the concept `slug`, which is also its name unless the spec has another. */
export function page(kind: Lowercase<PageKind>, slug: string, spec: Spec = {}): PageContent {
  const { meaning, body = [], facets = {}, links = {}, ...rest } = spec;
  const resource = spec.resource ?? null;
  const name = spec.name ?? title(slug);
  const definitions: PageDefinition[] = [
    ...(meaning === undefined ? [] : [{ kind: 'MEANING' as const, facet: null, text: meaning }]),
    ...body.map((text) => ({ kind: 'BODY' as const, facet: null, text })),
    ...Object.entries(facets).map(([facet, text]) => ({ kind: 'FACET' as const, facet, text })),
  ];
  const statements = Object.entries(links).flatMap(([linkKind, targets]) =>
    targets.map((link): Statement => {
      const { to, anchor, facet, gloss, url, ...told } =
        typeof link === 'string' ? { to: link, ...NOTHING } : { ...NOTHING, ...link };
      return {
        kind: linkKind as StatementKind,
        target: to,
        anchor: anchor ?? title(to),
        facet: facet ?? null,
        gloss: gloss ?? null,
        link: url === undefined ? null : { ...pageAt(url), ...told },
      };
    }),
  );
  return {
    url: `${SITE}/${kind}/${slug}/${resource === null ? '' : `resource/${resource}/`}`,
    kind: kind.toUpperCase() as PageKind,
    site: SITE,
    concept: slug,
    resource,
    title: `${name} ⎊ ${title(kind)}`,
    author: null,
    publishedAt: null,
    modifiedAt: null,
    publisher: null,
    section: null,
    image: null,
    truncated: false,
    name,
    alternateNames: [],
    definitions,
    statements,
    ...rest,
  };
}

const NOTHING = { anchor: undefined, facet: undefined, gloss: undefined, url: undefined };

function title(slug: string): string {
  return slug.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => (dash ? ' ' : '') + letter.toUpperCase());
}
