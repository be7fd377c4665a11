import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { describeWithNeo4j } from '../support/conditions.ts';
import { OPTIONS, SERVER, wipe } from '../support/neo4j-server.ts';
import { start } from '../support/program.ts';
import { proxyTo, type TcpProxy } from '../support/proxy.ts';
import { until } from '../support/until.ts';

describeWithNeo4j('A demo over a Neo4j that is away when it starts', () => {
  let proxy: TcpProxy;
  beforeEach(async () => {
    await wipe();
    proxy = proxyTo(SERVER);
    await proxy.up();
    await proxy.down();
  });
  afterEach(() => proxy.down());

  it('connects, fills the graph and is ready once Neo4j is there, without being started again', async () => {
    const { child, says, ended } = start(
      ['serve', '--demo', '--port', '0', '--store', `bolt://127.0.0.1:${proxy.port}`],
      { env: { NEO4J_USERNAME: OPTIONS.username, NEO4J_PASSWORD: OPTIONS.password } },
    );
    const [, url] = await says(/^Riskgraph +(\S+)\/$/m);
    const status = async () => (await fetch(`${url}/readyz`)).status;
    expect(await status()).toBe(503);
    await proxy.up();
    await says(/ingested the bundled glossary/);
    await until(async () => (await status()) === 200);
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query": "{ concept(slug: \\"margin-call\\") { name calculators { slug } } }"}',
    });
    expect(await answer.json()).toMatchObject({
      data: {
        concept: { name: 'Margin Call', calculators: expect.arrayContaining([{ slug: 'liquidation-cascade' }]) },
      },
    });
    child.kill('SIGTERM');
    expect((await ended).status).toBe(0);
  });
});
