/** Turtle by n3; loaded only when a file needs it. */
import { StreamParser } from 'n3';

export const turtleParser = (baseIRI: string) => new StreamParser(baseIRI === '' ? {} : { baseIRI });
