/** Checks the graph itself: one statement per kind of fault, which returns up to twenty cases. */
import type { Store } from '../store.ts';
import type { Connection } from './connection.ts';
import { wordsOf } from './full-text.ts';
import { readOwnPages } from './own-pages.ts';
import { PATIENT } from './patience.ts';
import { ANY_STATEMENT, RELATION_COUNTS, SCHEMA, WORDS_OF } from './schema.ts';

export function integrity({ read }: Connection): Pick<Store, 'checkIntegrity'> {
  return {
    async checkIntegrity() {
      const indexes = await read<{ name: string; state: string }>('SHOW INDEXES YIELD name, state');
      const online = new Set(indexes.filter(({ state }) => state === 'ONLINE').map(({ name }) => name));
      const faults = Object.keys(SCHEMA).flatMap((name) => (online.has(name) ? [] : `index ${name} is not online`));
      for (const [fault, statement] of Object.entries(FAULTS)) {
        const rows = await read<{ what: string }>(`${statement} AS what LIMIT 20`, {}, PATIENT);
        faults.push(...rows.map(({ what }) => `${what}: ${fault}`));
      }
      return [...faults, ...(await otherWords(read))];
    },
  };
}

/** Concepts read per query, and the most that are reported. */
const BATCH = 200;
const MOST_REPORTED = 20;

/** Concepts whose stored words differ from those of their pages; the server keeps its index in step with the former. */
async function otherWords(read: Connection['read']): Promise<string[]> {
  const faults: string[] = [];
  for (let after = ''; faults.length < MOST_REPORTED; ) {
    const rows = await read<{ slug: string; words: Record<string, string | null> }>(
      `MATCH (c:Concept) USING INDEX SEEK c:Concept(slug) WHERE c.slug > $after
       WITH c ORDER BY c.slug LIMIT ${BATCH}
       RETURN c.slug AS slug, c {${Object.values(WORDS_OF)
         .map((property) => `.${property}`)
         .join(', ')}} AS words ORDER BY slug`,
      { after },
      PATIENT,
    );
    const slugs = rows.map(({ slug }) => slug);
    const pages = await readOwnPages((statement, parameters) => read(statement, parameters, PATIENT), slugs);
    for (const { slug, words } of rows) {
      const wanted = Object.entries(wordsOf(pages.get(slug) ?? []));
      // `FAULTS` reports concepts without words.
      const isOther = words.nameWords !== null && wanted.some(([property, text]) => words[property] !== text);
      if (isOther) faults.push(`${slug}: concept has other words in the full-text index than on its pages`);
    }
    const last = slugs.at(-1);
    if (last === undefined) break;
    after = last;
  }
  return faults.slice(0, MOST_REPORTED);
}

const FAULTS: Readonly<Record<string, string>> = {
  'page describes no concept, or several': `
    MATCH (p:Page) WHERE COUNT { (p)-[:DESCRIBES]->(:Concept) } <> 1 RETURN p.url`,
  'page has the wrong number of definitions': `
    MATCH (p:Page)-[:DESCRIBES]->(c:Concept)
    WHERE p.definitionCount <> COUNT { (p)-[:STATES]->(:Definition) }
      + COUNT { (c)-[r:${ANY_STATEMENT}]->() WHERE r.page = p.url AND r.gloss IS NOT NULL }
    RETURN p.url`,
  'definition stands on no page, or on several': `
    MATCH (d:Definition) WHERE COUNT { (:Page)-[:STATES]->(d) } <> 1 RETURN d.text`,
  'statement is of a page that does not describe the concept it starts at': `
    MATCH (c:Concept)-[r:${ANY_STATEMENT}]->()
    WHERE NOT EXISTS { MATCH (c)<-[:DESCRIBES]-(p:Page) WHERE p.url = r.page }
    RETURN DISTINCT r.page`,
  'concept is a stub with a page, or not a stub but without one': `
    MATCH (c:Concept) WHERE c:Stub = EXISTS { (c)<-[:DESCRIBES]-(:Page) } RETURN c.slug`,
  'concept has no page and no links to it': `
    MATCH (c:Stub) WHERE NOT EXISTS { (c)<-[:${ANY_STATEMENT}]-() } RETURN c.slug`,
  'concept has the wrong number of relations': `
    MATCH (c:Concept)
    WITH c, ${RELATION_COUNTS} AS counts
    WHERE c.relationCounts <> counts OR c.relationCount <> reduce(n = 0, count IN counts | n + count)
    RETURN c.slug`,
  'concept has the wrong link texts': `
    MATCH (c:Concept)
    WITH c, COLLECT {
      MATCH (c)<-[r:${ANY_STATEMENT}]-() WHERE r.anchor IS NOT NULL
      WITH r.anchor AS text, count(*) AS links ORDER BY text RETURN [text, links]
    } AS links
    WHERE [link IN links | link[0]] <> c.linkTexts OR [link IN links | link[1]] <> c.linkCounts
    RETURN c.slug`,
  'concept has the wrong number of links to its pages': `
    MATCH (c:Concept)
    WITH c, COUNT { MATCH (c)<-[r:${ANY_STATEMENT}]-() WHERE r.url IS NOT NULL } AS links
    WHERE reduce(n = 0, count IN coalesce(c.linkPageCounts, []) | n + count) <> links
    RETURN c.slug`,
  'concept is missing from the full-text index': `
    MATCH (c:Concept) WHERE NOT c:Stub AND c.nameWords IS NULL RETURN c.slug`,
  'graph node is missing, or there are several': `
    OPTIONAL MATCH (g:Graph) WITH count(g) AS graphs WHERE graphs <> 1 RETURN toString(graphs)`,
};
