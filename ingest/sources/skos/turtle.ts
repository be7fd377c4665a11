/** Turtle by n3; loaded only when a file needs it. */
import { Parser } from 'n3';

export const parseTurtle = (source: string, baseIRI: string) =>
  new Parser(baseIRI === '' ? {} : { baseIRI }).parse(source);
