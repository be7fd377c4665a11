/** Reads of pages and of the texts on them. */
import type { PageContent, PageDefinition, Statement } from '../../model/types.ts';
import { RELATION_KINDS } from '../../model/types.ts';
import { inTurns } from '../../turns.ts';
import type { Definition, Store } from '../store.ts';
import type { Database } from './database.ts';
import { PAGE_COLUMNS, type PageRow, pageOf } from './rows.ts';
import { DEFINITION_KINDS, relationRank } from './schema.ts';

const PAGE = `SELECT ${PAGE_COLUMNS} FROM page p JOIN concept o ON o.id = p.concept`;

type PageReads = Pick<
  Store,
  'definitions' | 'relationPages' | 'pages' | 'pagesOf' | 'pageStates' | 'pageUrls' | 'readPages'
>;

export function pageReads(db: Database): PageReads {
  return {
    async definitions(slugs, { kinds, first }) {
      const wanted = new Set(kinds ?? DEFINITION_KINDS);
      return inTurns(slugs, (slug) => {
        const own = db.all<Omit<Definition, 'kind'> & { kind: number }>(
          `SELECT d.kind, d.facet, d.text, p.url AS page FROM concept c
           JOIN definition d ON d.concept = c.id JOIN page p ON p.id = d.page
           WHERE c.slug = ? AND d.kind IN (SELECT value FROM json_each(?))
           ORDER BY d.kind, p.precedence, d.position LIMIT ?`,
          slug,
          JSON.stringify([...wanted].map((kind) => DEFINITION_KINDS.indexOf(kind))),
          first,
        );
        const found = own.map(({ kind, ...rest }) => ({ ...rest, kind: DEFINITION_KINDS[kind] ?? 'BODY' }));
        if (!wanted.has('GLOSS') || found.length === first) return found;
        const glosses = db.all<Omit<Definition, 'kind'>>(
          `SELECT s.facet, s.gloss AS text, p.url AS page FROM concept c
           JOIN statement s ON s.target = c.id JOIN page p ON p.id = s.page
           WHERE c.slug = ? AND s.gloss IS NOT NULL ORDER BY p.precedence, s.position LIMIT ?`,
          slug,
          first - found.length,
        );
        return [...found, ...glosses.map((gloss) => ({ ...gloss, kind: 'GLOSS' as const }))];
      });
    },

    async relationPages(relations) {
      return inTurns(relations, ({ from, to, kind }) =>
        db
          .all<PageRow>(
            `${PAGE} WHERE p.id IN (SELECT s.page FROM statement s WHERE s.kind = ?
               AND s.source = (SELECT id FROM concept WHERE slug = ?)
               AND s.target = (SELECT id FROM concept WHERE slug = ?))
             ORDER BY p.precedence`,
            relationRank(kind),
            from,
            to,
          )
          .map(pageOf),
      );
    },

    async pages(urls) {
      return inTurns(urls, (url) => {
        const row = db.get<PageRow>(`${PAGE} WHERE p.url = ?`, url);
        return row === undefined ? null : pageOf(row);
      });
    },

    async pagesOf(slugs, first) {
      return inTurns(slugs, (slug) =>
        db.all<PageRow>(`${PAGE} WHERE o.slug = ? ORDER BY p.precedence LIMIT ?`, slug, first).map(pageOf),
      );
    },

    async pageStates(urls) {
      return urls.map((url) => {
        const row = db.get<{ hash: string; truncated: number; modified: string | null }>(
          'SELECT hash, truncated, modified FROM page WHERE url = ?',
          url,
        );
        if (row === undefined) return null;
        return { url, hash: row.hash, truncated: row.truncated === 1, modifiedAt: row.modified };
      });
    },

    async pageUrls({ site, first, after }) {
      return db
        .all<{ url: string }>(
          'SELECT url FROM page WHERE site = ? AND url > ? ORDER BY url LIMIT ?',
          site,
          after ?? '',
          first,
        )
        .map(({ url }) => url);
    },

    async readPages({ first, after }) {
      return db
        .all<PageRow & { id: number; name: string; alternates: string; hash: string }>(
          `SELECT p.id, p.name, p.alternates, p.hash, ${PAGE_COLUMNS} FROM page p JOIN concept o ON o.id = p.concept
           WHERE p.url > ? ORDER BY p.url LIMIT ?`,
          after ?? '',
          first,
        )
        .map((row) => ({ page: contentOf(db, row), hash: row.hash }));
    },
  };
}

function contentOf(db: Database, row: PageRow & { id: number; name: string; alternates: string }): PageContent {
  const definitions = db.all<{ kind: number; facet: string | null; text: string }>(
    'SELECT kind, facet, text FROM definition WHERE page = ? ORDER BY position',
    row.id,
  );
  const statements = db.all<Omit<Statement, 'kind'> & { kind: number }>(
    `SELECT s.kind, c.slug AS target, s.anchor, s.facet, s.gloss FROM statement s JOIN concept c ON c.id = s.target
     WHERE s.page = ? ORDER BY s.position`,
    row.id,
  );
  return {
    ...pageOf(row),
    name: row.name,
    alternateNames: JSON.parse(row.alternates) as string[],
    definitions: definitions.map(({ kind, ...rest }) => ({
      ...rest,
      kind: DEFINITION_KINDS[kind] as PageDefinition['kind'],
    })),
    statements: statements.map(({ kind, ...rest }) => ({ ...rest, kind: RELATION_KINDS[kind] as Statement['kind'] })),
  };
}
