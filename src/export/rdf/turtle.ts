/** RDF as Turtle. */
import { DataFactory, Writer } from 'n3';
import { isTurnOver, nextTurn } from '../../turns.ts';
import type { ExportSource } from '../source.ts';
import { subjectsIn } from './subjects.ts';
import { expanded, PREFIXES, PROPERTIES, type Property, type Subject } from './vocabulary.ts';

const { literal, namedNode, quad } = DataFactory;
const TYPE = namedNode('http://www.w3.org/1999/02/22-rdf-syntax-ns#type');
const DATE_TIME = namedNode(`${PREFIXES.xsd}dateTime`);

export async function* turtle(source: ExportSource): AsyncGenerator<string> {
  let text = '';
  const output = {
    write(piece: string, _encoding: string, done?: () => void) {
      text += piece;
      done?.();
    },
    end: (done?: () => void) => done?.(),
  };
  const taken = () => {
    const piece = text;
    text = '';
    return piece;
  };
  const writer = new Writer(output, { prefixes: PREFIXES });
  for await (const subjects of subjectsIn(source)) {
    for (const subject of subjects) {
      if (isTurnOver()) await nextTurn();
      writer.addQuads(quadsOf(subject));
    }
    yield taken();
  }
  writer.end();
  yield taken();
}

function quadsOf({ id, types, values }: Subject) {
  const subject = namedNode(id);
  const typed = types.map((type) => quad(subject, TYPE, namedNode(expanded(type))));
  const valued = Object.entries(values).flatMap(([name, all]) => {
    const property = name as Property;
    return all.map((value) => quad(subject, namedNode(expanded(property)), termOf(property, value)));
  });
  return [...typed, ...valued];
}

function termOf(property: Property, value: string) {
  const kind = PROPERTIES[property];
  if (kind === 'address') return namedNode(value);
  return kind === 'date' ? literal(value, DATE_TIME) : literal(value);
}
