/**
 * What can be wrong with a page: errors that reject it, and warnings about a page that was read.
 * The codes are those of the ingest report.
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

/** The page is not stored; the message says what is wrong and what was expected. */
export class PageRejected extends Error {
  readonly code: RejectionCode;

  constructor(code: RejectionCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PageRejected';
    this.code = code;
  }
}

/** The message of UNREADABLE for a file that another program wrote to meanwhile. */
export const CHANGED_WHILE_READ = 'changed while it was being read';

/** The file cannot be parsed, so whether it holds a term is unknown. */
export class PageMalformed extends PageRejected {
  constructor(message: string) {
    super('NOT_A_PAGE', message);
    this.name = 'PageMalformed';
  }
}

/** The file is no page but a redirect from an old address. */
export class PageRedirects extends Error {
  /** The destination as the file states it, and the same as a page of a known kind; null if it is none. */
  readonly to: string;
  readonly target: PageAddress | null;

  constructor(to: string, target: PageAddress | null) {
    super(`redirects to ${excerpt(to)}`);
    this.name = 'PageRedirects';
    this.to = to;
    this.target = target;
  }
}

/** The most warnings reported per code: a hostile page could raise one per byte, a table one per row. */
const MOST_PER_CODE = 20;

/** Collects the warnings of one page. */
export interface Warnings {
  add(code: WarningCode, message: string): void;
  addAll(warnings: readonly PageWarning[]): void;
  /** The text and the JSON-LD of the page disagree on `field`; the message shows the start of both values. */
  contradiction(field: string, inText: string, inJsonLd: string): void;
  /** All warnings in the order they were added. */
  list(): PageWarning[];
}

export function collectWarnings(): Warnings {
  const all: PageWarning[] = [];

  function add(code: WarningCode, message: string): void {
    all.push({ code, message });
  }

  return {
    add,
    addAll(warnings) {
      for (const warning of warnings) all.push(warning);
    },
    contradiction(field, inText, inJsonLd) {
      const [text, json] = [excerpt(inText), excerpt(inJsonLd)];
      add('CONTRADICTION', `${field}: the text says "${text}", but the JSON-LD says "${json}"`);
    },
    list: () => all,
  };
}

/** The pages of one file with at most 20 warnings per code; the last page gets one that counts the rest. */
export function withBoundedWarnings<Read extends { warnings: PageWarning[] }>(pages: readonly Read[]): Read[] {
  const counts = new Map<WarningCode, number>();
  const isKept = ({ code }: PageWarning): boolean => {
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    return count <= MOST_PER_CODE;
  };
  const bounded = pages.map((page) => ({ ...page, warnings: page.warnings.filter(isKept) }));
  for (const [code, count] of counts) {
    if (count <= MOST_PER_CODE) continue;
    bounded.at(-1)?.warnings.push({ code, message: `and ${count - MOST_PER_CODE} more of this kind` });
  }
  return bounded;
}
