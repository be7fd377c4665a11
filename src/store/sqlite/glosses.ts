/** The sentences that pages say of other concepts: each is kept once, with the number of its uses, and its words. */
import { createHash } from 'node:crypto';
import { nameKey } from '../../model/names.ts';
import type { PageContent, Statement } from '../../model/types.ts';
import type { Database } from './database.ts';

/** What a batch of pages says in sentences, and no longer says. */
export interface Sentences {
  /** Notes the sentences of a page that is about to be written. */
  said(page: PageContent): void;
  /** Notes that a sentence of an earlier copy is gone. */
  unsaid(id: number): void;
  /** Writes what was noted. */
  write(): void;
  /** The id of the sentence of a statement that was noted, once it is written; 0 where there is none. */
  idOf(statement: Statement): number;
}

interface Sentence {
  target: string;
  facet: string | null;
  text: string;
  uses: number;
  id: number;
}

export function sentences(db: Database): Sentences {
  const byDigest = new Map<string, Sentence>();
  const digests = new Map<Statement, string>();
  const removed = new Map<number, number>();
  return {
    said({ statements }) {
      for (const statement of statements) {
        const { target, facet, gloss } = statement;
        if (gloss === null) continue;
        const digest = digestOf(target, facet, gloss);
        digests.set(statement, digest);
        const known = byDigest.get(digest);
        if (known === undefined) byDigest.set(digest, { target, facet, text: gloss, uses: 1, id: 0 });
        else known.uses++;
      }
    },
    unsaid(id) {
      removed.set(id, (removed.get(id) ?? 0) + 1);
    },
    write() {
      for (const [digest, sentence] of byDigest) sentence.id = addUses(db, digest, sentence);
      for (const [id, uses] of removed) removeUses(db, id, uses);
    },
    idOf(statement) {
      const digest = digests.get(statement);
      return digest === undefined ? 0 : (byDigest.get(digest)?.id ?? 0);
    },
  };
}

function digestOf(...parts: readonly (string | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);
}

function addUses(db: Database, digest: string, { target, facet, text, uses }: Sentence): number {
  const { id, total } = db.get<{ id: number; total: number }>(
    `INSERT INTO gloss(digest, target, facet, text, uses) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT(digest) DO UPDATE SET uses = uses + excluded.uses RETURNING id, uses AS total`,
    digest,
    target,
    facet,
    text,
    uses,
  ) as { id: number; total: number };
  if (total === uses) db.run('INSERT INTO gloss_text(rowid, gloss) VALUES (?, ?)', id, nameKey(text));
  return id;
}

function removeUses(db: Database, id: number, uses: number): void {
  const left = db.get<{ uses: number }>('UPDATE gloss SET uses = uses - ? WHERE id = ? RETURNING uses', uses, id);
  if (left === undefined || left.uses > 0) return;
  db.run('DELETE FROM gloss WHERE id = ?', id);
  db.run('DELETE FROM gloss_text WHERE rowid = ?', id);
}
