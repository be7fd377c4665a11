/** What is among the pages but is not a readable file is refused with a reason, and never blocks. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PageRejected } from '../../../ingest/pages/read-page.ts';
import { findFiles, findPageFiles, readPageFile } from '../../../ingest/run/files.ts';
import { writeFiles } from '../../support/markdown.ts';
import { temporaryFolder } from '../../support/program.ts';

const folder = temporaryFolder();
const at = (name: string) => join(folder.path, name);
const server = createServer();

beforeAll(async () => {
  writeFileSync(at('page.md'), '# A page');
  execFileSync('mkfifo', [at('pipe.md')]);
  symlinkSync(at('pipe.md'), at('link-to-pipe.html'));
  symlinkSync('/dev/zero', at('device.md'));
  symlinkSync(at('nowhere'), at('link-to-nothing.md'));
  writeFileSync(at('large.md'), '# A');
  truncateSync(at('large.md'), 2 ** 33);
  mkdirSync(at('folder.md'));
  await new Promise<void>((resolve) => server.listen(at('socket.md'), resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  folder.remove();
});

describe('files among the pages', () => {
  it('are read where they are regular, and refused at once where they are not or are too large', async () => {
    const said: Record<string, string> = {};
    for (const file of await findPageFiles([folder.path])) {
      said[file.source] = await readPageFile(file).then(
        (bytes) => Buffer.from(bytes).toString(),
        (error) => (error instanceof PageRejected ? `${error.code}: ${error.message}` : String(error)),
      );
    }
    expect(said).toEqual({
      'page.md': '# A page',
      'pipe.md': 'UNREADABLE: is a pipe, but a regular file is expected',
      'link-to-pipe.html': 'UNREADABLE: is a pipe, but a regular file is expected',
      'socket.md': 'UNREADABLE: is a socket, but a regular file is expected',
      'device.md': 'UNREADABLE: is a device, but a regular file is expected',
      'link-to-nothing.md': expect.stringMatching(/^UNREADABLE: cannot be read: no such file or directory$/),
      'large.md': 'TOO_LARGE: the page has 8589934592 bytes, but at most 2097152 are read',
    });
  });
});

describe('files that a project has about itself', () => {
  it('are left out of the folder that is named; below it, and in a folder of pages, such names are terms', async () => {
    const project = temporaryFolder();
    try {
      const names = ['README.md', 'license.md', 'Security.txt', 'repo.md'];
      const below = ['definition/security.md', 'term/license.md', 'area/authors.md', 'glossary/readme.md'];
      writeFiles(project.path, Object.fromEntries([...names, ...below].map((name) => [name, '# A page'])));
      const found = async (folder: string) => {
        const { files, leftOut } = await findFiles([join(project.path, folder)]);
        return { files: files.map(({ source }) => source), leftOut: leftOut.sort() };
      };
      expect(await found('')).toEqual({
        files: ['area/authors.md', 'definition/security.md', 'glossary/readme.md', 'repo.md', 'term/license.md'],
        leftOut: ['README.md', 'Security.txt', 'license.md'],
      });
      expect(await found('definition')).toEqual({ files: ['security.md'], leftOut: [] });
      await expect(found('glossary')).rejects.toThrow('no glossary files');
    } finally {
      project.remove();
    }
  });
});
