/** Sums up what a vocabulary has that the graph has no place for. */
import type { PageWarning } from '../../formats/faults.ts';
import { excerpt } from '../../formats/plain-text.ts';
import { COMMENT, DUBLIN_CORE, LABEL, SKOS, SKOS_XL, type Subject } from './texts.ts';

const MATCHES = ['exactMatch', 'closeMatch', 'broadMatch', 'narrowMatch', 'relatedMatch'];
const FURTHER = ['broaderTransitive', 'narrowerTransitive', 'semanticRelation', 'mappingRelation'];
/** Dublin Core properties that are read. */
const READ = 'title description abstract creator publisher issued created date modified'.split(' ');
const READ_TEXTS = new Set([LABEL, COMMENT, ...READ.flatMap((name) => DUBLIN_CORE.map((prefix) => prefix + name))]);

/** A warning that counts what the concepts have that the graph has no place for; empty if there is nothing. */
export function summaryOf(concepts: readonly [string, Subject][]): PageWarning[] {
  const count = (...properties: string[]): number =>
    concepts.reduce(
      (sum, [, subject]) => sum + properties.flatMap((property) => subject.get(SKOS + property) ?? []).length,
      0,
    );
  const counts = [
    [count('hiddenLabel'), 'labels for search only'],
    [count(...MATCHES), 'matches with concepts of other vocabularies'],
    [count('editorialNote', 'changeNote'), 'notes for editors'],
    [count(...FURTHER), 'relations that follow from others'],
  ] as const;
  const found = counts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
  const other = otherTexts(concepts);
  if (other.count > 0) found.push(`${other.count} texts under ${excerpt([...other.names].join(', '))}`);
  return found.length === 0 ? [] : [{ code: 'LEFT_OUT', message: `${found.join(', ')} are left out` }];
}

/** Texts under properties of other vocabularies. */
function otherTexts(concepts: readonly [string, Subject][]): { count: number; names: Set<string> } {
  const names = new Set<string>();
  let count = 0;
  for (const [, subject] of concepts) {
    for (const [property, terms] of subject) {
      if (property.startsWith(SKOS) || property.startsWith(SKOS_XL) || READ_TEXTS.has(property)) continue;
      const texts = terms.filter(({ termType }) => termType === 'Literal');
      count += texts.length;
      if (texts.length > 0) names.add(property.replace(/^.*[#/:]/, ''));
    }
  }
  return { count, names };
}
