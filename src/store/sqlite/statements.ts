/** What pages state of other concepts: each statement is kept once, with the number of its uses, and its words. */
import { hash } from 'node:crypto';
import { linkText } from '../../model/links.ts';
import { nameKey } from '../../model/names.ts';
import { type PageContent, relationRank, type Statement } from '../../model/types.ts';
import type { Database } from './database.ts';

/** What a batch of pages states, and no longer states. */
export interface Statements {
  /** Notes the statements of a page that is about to be written. */
  stated(page: PageContent): void;
  /** A statement of a page that was noted, by its id; undefined for one that none of them makes. */
  known(id: number): Statement | undefined;
  /** Notes that those of an earlier copy are gone. */
  unstated(ids: Uint32Array): void;
  /** Writes what was noted. */
  write(): void;
  /** The ids of the statements of a page that was noted, once they are written. */
  idsOf(page: PageContent): Uint32Array;
}

interface Stated {
  statement: Statement;
  link: string | null;
  uses: number;
  digest: string;
  id: number;
}

export function statements(db: Database): Statements {
  const byKey = new Map<string, Stated>();
  const byPage = new Map<PageContent, readonly Stated[]>();
  /** How many more uses each id has, or fewer. */
  const uses = new Map<number, number>();
  const count = (id: number, more: number) => uses.set(id, (uses.get(id) ?? 0) + more);
  /** Those that the file has already, by id: found out once, when all pages are noted. */
  let kept: ReadonlyMap<number, Stated> | null = null;
  const lookUp = (): ReadonlyMap<number, Stated> => {
    const byDigest = new Map<string, Stated>();
    for (const [key, stated] of byKey) {
      stated.digest = digestOf(key);
      byDigest.set(stated.digest, stated);
    }
    const found = db.all<{ digest: string; id: number }>(
      'SELECT digest, id FROM statement WHERE digest IN (SELECT value FROM json_each(?))',
      JSON.stringify([...byDigest.keys()]),
    );
    return new Map(found.map(({ digest, id }) => [id, byDigest.get(digest) as Stated]));
  };
  return {
    stated(page) {
      const own = page.statements.map((statement) => {
        const link = statement.link === null ? null : linkText(statement.link, statement.target);
        const key = keyOf(statement, link);
        let known = byKey.get(key);
        if (known === undefined) {
          known = { statement, link, uses: 0, digest: '', id: 0 };
          byKey.set(key, known);
        }
        known.uses++;
        return known;
      });
      byPage.set(page, own);
    },
    known(id) {
      kept ??= lookUp();
      return kept.get(id)?.statement;
    },
    unstated(ids) {
      for (const id of ids) count(id, -1);
    },
    write() {
      kept ??= lookUp();
      for (const [id, stated] of kept) {
        stated.id = id;
        count(id, stated.uses);
      }
      for (const stated of byKey.values()) if (stated.id === 0) stated.id = add(db, stated);
      for (const [id, more] of uses) if (more !== 0) changeUses(db, id, more);
    },
    idsOf: (page) => Uint32Array.from(byPage.get(page) ?? [], ({ id }) => id),
  };
}

/** One text for one statement: the lengths come first, so that no two share it. */
function keyOf({ kind, target, anchor, facet, gloss }: Statement, link: string | null): string {
  const length = (text: string | null) => (text === null ? '' : text.length);
  const lengths = `${target.length} ${length(anchor)} ${length(facet)} ${length(gloss)}`;
  const key = `${relationRank(kind)} ${lengths} ${target}${anchor ?? ''}${facet ?? ''}${gloss ?? ''}`;
  // Files of older versions keep no links, and their digests are those of this.
  return link === null ? key : `${key}\n${link}`;
}

function digestOf(key: string): string {
  return hash('sha256', key, 'base64url').slice(0, 22);
}

function add(db: Database, { digest, statement, link, uses }: Stated): number {
  const { kind, target, anchor, facet, gloss } = statement;
  const id = db.insert(
    'INSERT INTO statement(digest, uses, kind, target, anchor, facet, gloss, link) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    ...[digest, uses, relationRank(kind), target, anchor, facet, gloss, link],
  );
  if (gloss !== null) db.run('INSERT INTO gloss_text(rowid, gloss) VALUES (?, ?)', id, nameKey(gloss));
  return id;
}

function changeUses(db: Database, id: number, more: number): void {
  db.run('UPDATE statement SET uses = uses + ? WHERE id = ?', more, id);
  if (more > 0 || db.run('DELETE FROM statement WHERE id = ? AND uses <= 0', id) === 0) return;
  db.run('DELETE FROM gloss_text WHERE rowid = ?', id);
}
