/** What pages state about other concepts. Each statement is stored once, with the number of its uses and its words. */
import { hash } from 'node:crypto';
import { linkText } from '../../model/links.ts';
import { nameKey } from '../../model/names.ts';
import { type PageContent, relationRank, type Statement } from '../../model/types.ts';
import type { Database } from './database.ts';

/** The statements that a batch of pages adds and removes. */
export interface Statements {
  /** Notes the statements of a page that is about to be written. */
  stated(page: PageContent): void;
  /** A statement of the noted pages by its id; undefined if none of them makes it. */
  known(id: number): Statement | undefined;
  /** Notes that the statements of a page's earlier copy are gone. */
  unstated(ids: Uint32Array): void;
  /** Writes what was noted. */
  write(): void;
  /** The ids of the statements of a noted page; valid after `write`. */
  idsOf(page: PageContent): Uint32Array;
}

/** Ids by statement key, kept across batches because the pages of a glossary repeat each other's statements. */
export type KnownIds = Map<string, number>;

/** The most keys kept, and the longest of them: 25 MB at most, usually a fifth of that. */
const MOST_KNOWN = 50_000;
const LONGEST_KNOWN = 500;

interface Stated {
  statement: Statement;
  link: string | null;
  uses: number;
  digest: string;
  id: number;
}

/** @param known - must hold only ids that are in the file; the caller clears it when a transaction fails. */
export function statements(db: Database, known: KnownIds): Statements {
  const byKey = new Map<string, Stated>();
  const byPage = new Map<PageContent, readonly Stated[]>();
  /** By how much the number of uses of each id changes. */
  const uses = new Map<number, number>();
  const count = (id: number, more: number) => uses.set(id, (uses.get(id) ?? 0) + more);
  let isLookedUp = false;
  /** The noted statements that the file already has, by id; built on first use. */
  let byId: Map<number, Stated> | null = null;

  const remember = (key: string, id: number) => {
    if (key.length <= LONGEST_KNOWN) known.set(key, id);
  };

  /** Finds the ids of the statements that the file already has. Runs once, after all pages are noted. */
  const lookUp = (): void => {
    if (isLookedUp) return;
    isLookedUp = true;
    if (known.size > MOST_KNOWN) known.clear();
    const unknown = new Map<string, [key: string, stated: Stated]>();
    for (const [key, stated] of byKey) {
      stated.id = known.get(key) ?? 0;
      if (stated.id !== 0) continue;
      stated.digest = digestOf(key);
      unknown.set(stated.digest, [key, stated]);
    }
    const rows = db.all<{ digest: string; id: number }>(
      'SELECT digest, id FROM statement WHERE digest IN (SELECT value FROM json_each(?))',
      JSON.stringify([...unknown.keys()]),
    );
    for (const { digest, id } of rows) {
      const [key, stated] = unknown.get(digest) as [string, Stated];
      stated.id = id;
      remember(key, id);
    }
  };

  return {
    stated(page) {
      const own = page.statements.map((statement) => {
        const link = statement.link === null ? null : linkText(statement.link, statement.target);
        const key = keyOf(statement, link);
        let stated = byKey.get(key);
        if (stated === undefined) {
          stated = { statement, link, uses: 0, digest: '', id: 0 };
          byKey.set(key, stated);
        }
        stated.uses++;
        return stated;
      });
      byPage.set(page, own);
    },
    known(id) {
      lookUp();
      byId ??= new Map(Array.from(byKey.values(), (stated) => [stated.id, stated]));
      return byId.get(id)?.statement;
    },
    unstated(ids) {
      for (const id of ids) count(id, -1);
    },
    write() {
      lookUp();
      for (const [key, stated] of byKey) {
        if (stated.id === 0) {
          stated.id = add(db, stated);
          remember(key, stated.id);
        }
        count(stated.id, stated.uses);
      }
      if (changeUses(db, uses)) known.clear();
    },
    idsOf: (page) => Uint32Array.from(byPage.get(page) ?? [], ({ id }) => id),
  };
}

/** A unique key of a statement: the lengths in front keep two statements from sharing one. */
function keyOf({ kind, target, anchor, facet, gloss }: Statement, link: string | null): string {
  const length = (text: string | null) => (text === null ? '' : text.length);
  const lengths = `${target.length} ${length(anchor)} ${length(facet)} ${length(gloss)}`;
  const key = `${relationRank(kind)} ${lengths} ${target}${anchor ?? ''}${facet ?? ''}${gloss ?? ''}`;
  // Files of older versions hold digests of keys without links.
  return link === null ? key : `${key}\n${link}`;
}

function digestOf(key: string): string {
  return hash('sha256', key, 'base64url').slice(0, 22);
}

function add(db: Database, { digest, statement, link }: Stated): number {
  const { kind, target, anchor, facet, gloss } = statement;
  const id = db.insert(
    'INSERT INTO statement(digest, kind, target, anchor, facet, gloss, link) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ...[digest, relationRank(kind), target, anchor, facet, gloss, link],
  );
  if (gloss !== null) db.run('INSERT INTO gloss_text(rowid, gloss) VALUES (?, ?)', id, nameKey(gloss));
  return id;
}

/** Applies the changes and removes statements that are no longer used; returns whether any were removed. */
function changeUses(db: Database, uses: ReadonlyMap<number, number>): boolean {
  const changed = [...uses].filter(([, more]) => more !== 0);
  db.run(
    `INSERT INTO used SELECT CAST(key AS INTEGER), value FROM json_each(?) WHERE true
     ON CONFLICT(statement) DO UPDATE SET uses = uses + excluded.uses`,
    JSON.stringify(Object.fromEntries(changed)),
  );
  const fewer = changed.filter(([, more]) => more < 0).map(([id]) => id);
  if (fewer.length === 0) return false;
  const unused = db.all<{ statement: number }>(
    'DELETE FROM used WHERE statement IN (SELECT value FROM json_each(?)) AND uses <= 0 RETURNING statement',
    JSON.stringify(fewer),
  );
  for (const { statement } of unused) {
    db.run('DELETE FROM statement WHERE id = ?', statement);
    db.run('DELETE FROM gloss_text WHERE rowid = ?', statement);
  }
  return unused.length > 0;
}
