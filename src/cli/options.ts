/** Options that several commands share, each with its environment variable, checked where they are read. */
import { InvalidArgumentError, Option } from 'commander';

export function storeOption(): Option {
  return new Option('--store <url>', 'memory: or file:<path>').env('RISKGRAPH_STORE').default('file:data/riskgraph.db');
}

/** @throws InvalidArgumentError, which commander reports with the option's name. */
export function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
  return port;
}

export function siteAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new InvalidArgumentError('It must be the address of a site, such as https://glossary.example/.');
  }
  return url.href;
}
