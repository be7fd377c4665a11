/** Turtle by n3: loaded when a file wants it. */
import { Parser } from 'n3';

export const parseTurtle = (source: string, baseIRI: string) =>
  new Parser(baseIRI === '' ? {} : { baseIRI }).parse(source);
