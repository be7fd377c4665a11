/**
 * What can be wrong with a page: a fault that refuses it, and warnings beside a page that was read.
 * Codes and meanings are those of the ingest report.
 */
import type { PageAddress } from '../../src/model/address.ts';
import { excerpt } from './plain-text.ts';

export type RejectionCode = 'NOT_A_PAGE' | 'NO_ADDRESS' | 'UNREADABLE' | 'TOO_LARGE' | 'TOO_DEEP' | 'NOT_TEXT';
export type WarningCode =
  | 'TRUNCATED'
  | 'BAD_JSON_LD'
  | 'CONTRADICTION'
  | 'BAD_LINK'
  | 'NO_TITLE'
  | 'LEFT_OUT'
  | 'DUPLICATE_TERM'
  | 'CIRCLE';

export interface PageWarning {
  code: WarningCode;
  message: string;
}

/** The page is not stored: the message says what is wrong with it and what was wanted. */
export class PageRejected extends Error {
  readonly code: RejectionCode;

  constructor(code: RejectionCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PageRejected';
    this.code = code;
  }
}

/** The file cannot be parsed, so that nobody knows whether it holds a term. */
export class PageMalformed extends PageRejected {
  constructor(message: string) {
    super('NOT_A_PAGE', message);
    this.name = 'PageMalformed';
  }
}

/** The file is no page but a sign that sends readers on from an old address. */
export class PageRedirects extends Error {
  /** Where to: as the file says it, and the page of a known kind that it is; null where it is none. */
  readonly to: string;
  readonly target: PageAddress | null;

  constructor(to: string, target: PageAddress | null) {
    super(`redirects to ${excerpt(to)}`);
    this.name = 'PageRedirects';
    this.to = to;
    this.target = target;
  }
}

/** Warnings of one code that are told one by one; a hostile page could raise as many as it has bytes, a table one a row. */
const TOLD_PER_CODE = 20;

/** Collects the warnings of one page. */
export interface Warnings {
  add(code: WarningCode, message: string): void;
  addAll(warnings: readonly PageWarning[]): void;
  /** The text and the JSON-LD of the page disagree on `field`; the message shows the start of both values. */
  contradiction(field: string, inText: string, inJsonLd: string): void;
  /** All warnings in the order in which they came. */
  list(): PageWarning[];
}

export function collectWarnings(): Warnings {
  const told: PageWarning[] = [];

  function add(code: WarningCode, message: string): void {
    told.push({ code, message });
  }

  return {
    add,
    addAll(warnings) {
      for (const warning of warnings) told.push(warning);
    },
    contradiction(field, inText, inJsonLd) {
      const [text, json] = [excerpt(inText), excerpt(inJsonLd)];
      add('CONTRADICTION', `${field}: the text says "${text}", but the JSON-LD says "${json}"`);
    },
    list: () => told,
  };
}

/** The pages of one file with their warnings as they are told: beyond 20 of a code the last page says how many were left out. */
export function withBoundedWarnings<Read extends { warnings: PageWarning[] }>(pages: readonly Read[]): Read[] {
  const counts = new Map<WarningCode, number>();
  const isTold = ({ code }: PageWarning): boolean => {
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    return count <= TOLD_PER_CODE;
  };
  const bounded = pages.map((page) => ({ ...page, warnings: page.warnings.filter(isTold) }));
  for (const [code, count] of counts) {
    if (count <= TOLD_PER_CODE) continue;
    bounded.at(-1)?.warnings.push({ code, message: `and ${count - TOLD_PER_CODE} more of this kind` });
  }
  return bounded;
}
