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
  id: number;
}

export function statements(db: Database): Statements {
  const byKey = new Map<string, Stated>();
  const byPage = new Map<PageContent, readonly Stated[]>();
  /** How many more uses each id has, or fewer. */
  const uses = new Map<number, number>();
  const count = (id: number, more: number) => uses.set(id, (uses.get(id) ?? 0) + more);
  return {
    stated(page) {
      const own = page.statements.map((statement) => {
        const link = statement.link === null ? null : linkText(statement.link, statement.target);
        const key = keyOf(statement, link);
        let known = byKey.get(key);
        if (known === undefined) {
          known = { statement, link, uses: 0, id: 0 };
          byKey.set(key, known);
        }
        known.uses++;
        return known;
      });
      byPage.set(page, own);
    },
    unstated(ids) {
      for (const id of ids) count(id, -1);
    },
    write() {
      const digests = Array.from(byKey.keys(), digestOf);
      const found = db.all<{ digest: string; id: number }>(
        'SELECT digest, id FROM statement WHERE digest IN (SELECT value FROM json_each(?))',
        JSON.stringify(digests),
      );
      const ids = new Map(found.map(({ digest, id }) => [digest, id]));
      for (const [i, stated] of [...byKey.values()].entries()) {
        const digest = digests[i] as string;
        const known = ids.get(digest);
        if (known !== undefined) count(known, stated.uses);
        stated.id = known ?? add(db, digest, stated);
      }
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

function add(db: Database, digest: string, { statement, link, uses }: Stated): number {
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
