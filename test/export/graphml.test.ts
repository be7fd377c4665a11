/** GraphML parsed as XML, and against the structure that http://graphml.graphdrawing.org/ defines. */
import { describe, expect, it } from '@jest/globals';
import { SaxesParser } from '@rubensworks/saxes';
import { page } from '../support/pages.ts';
import { exportOfGlossary, exportOfPages, HOSTILE_PAGES } from './export-of.ts';

interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

/** The tree of a document. @throws if it is not well-formed or uses an undeclared prefix. */
function treeOf(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const values = Object.entries(attributes).map(([key, { value }]) => [key, value]);
    const element: Element = { name, attributes: Object.fromEntries(values), children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    (open.at(-1) as Element).text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  return root.children[0] as Element;
}

/** An XML name token (NMTOKEN), which the ids of nodes must be. */
const NAME_TOKEN =
  /^[\w\-.:\u00B7\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u037D\u037F-\u1FFF\u203F\u2040\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\u{10000}-\u{EFFFF}]+$/u;

interface Graph {
  nodes: Map<string, Record<string, string>>;
  edges: { from: string; to: string; kind: string }[];
}

/** The graph in a document. @throws if an element, an attribute or a value is not allowed there in GraphML. */
function graphOf(xml: string): Graph {
  const { name, children } = treeOf(xml);
  expect(name).toBe('graphml');
  const keys = new Map(
    children.slice(0, -1).map(({ name: key, attributes: { id, for: on, ...rest } }) => {
      expect([key, id, on]).toEqual(['key', expect.any(String), expect.stringMatching(/^(?:node|edge)$/)]);
      return [id as string, { on, type: rest['attr.type'] ?? rest['yfiles.type'] }];
    }),
  );
  expect(keys.size).toBe(children.length - 1);
  const graph = children.at(-1) as Element;
  expect([graph.name, graph.attributes.edgedefault]).toEqual(['graph', 'directed']);
  const dataOf = ({ name: on, children: data }: Element): Record<string, string> => {
    const values = data.map(({ name: child, attributes: { key = '' }, children: inside, text }) => {
      expect(child).toBe('data');
      const { on: wanted, type } = keys.get(key) ?? {};
      expect(wanted).toBe(on);
      if (type === 'int') expect(text).toMatch(/^\d+$/);
      if (type === 'boolean') expect(text).toMatch(/^(?:true|false)$/);
      return [key, type === 'nodegraphics' ? (inside[0]?.children[0]?.text ?? '') : text];
    });
    expect(new Set(values.map(([key]) => key)).size).toBe(values.length);
    return Object.fromEntries(values);
  };
  const nodes = new Map<string, Record<string, string>>();
  const edges: Graph['edges'] = [];
  for (const element of graph.children) {
    const { id = '', source = '', target = '' } = element.attributes;
    if (element.name === 'node') {
      expect(id).toMatch(NAME_TOKEN);
      expect(nodes.has(id)).toBe(false);
      nodes.set(id, dataOf(element));
    } else {
      expect([element.name, nodes.has(source), nodes.has(target)]).toEqual(['edge', true, true]);
      // NetworkX rejects graphs that mix directed and undirected edges.
      expect(Object.keys(element.attributes).sort()).toEqual(['source', 'target']);
      edges.push({ from: source, to: target, kind: dataOf(element).kind ?? '' });
    }
  }
  return { nodes, edges };
}

describe('GraphML', () => {
  it('has the concepts of the bundled glossary as nodes with labels, and its relations as edges', async () => {
    const { nodes, edges } = graphOf(await exportOfGlossary('graphml'));
    expect(nodes.size).toBeGreaterThan(100);
    const node = nodes.get('liquidation-cascade');
    expect(node).toMatchObject({ d3: 'Liquidation Cascade', label: 'Liquidation Cascade', stub: 'false' });
    const own = edges.filter(({ from, to }) => from === 'liquidation-cascade' || to === 'liquidation-cascade');
    expect(own.length).toBe(Number(node?.relations));
  });

  it('has an edge for each relation, and one each way for two names that are alike', async () => {
    const { nodes, edges } = graphOf(
      await exportOfPages('graphml', [
        page('term', 'repo', {
          name: 'Repo',
          meaning: 'A loan.',
          links: { RELATED: ['loan'], LINKS_TO: ['loan'] },
        }),
        page('term', 'repos', { name: 'repo', links: { RELATED: ['repo'] } }),
      ]),
    );
    expect([...nodes.keys()]).toEqual(['loan', 'repo', 'repos']);
    expect(nodes.get('loan')).toEqual({
      d3: 'Loan',
      label: 'Loan',
      slug: 'loan',
      stub: 'true',
      relations: '2',
    });
    expect(edges).toEqual([
      { from: 'repo', to: 'loan', kind: 'RELATED' },
      { from: 'repo', to: 'loan', kind: 'LINKS_TO' },
      { from: 'repo', to: 'repos', kind: 'SIMILAR' },
      { from: 'repos', to: 'repo', kind: 'RELATED' },
      { from: 'repos', to: 'repo', kind: 'SIMILAR' },
    ]);
  });

  it('is well formed whatever pages say, and its nodes are as many as there are slugs', async () => {
    const { nodes } = graphOf(await exportOfPages('graphml', HOSTILE_PAGES));
    const slugs = new Set(
      HOSTILE_PAGES.flatMap(({ concept, statements }) => [concept, ...statements.map(({ target }) => target)]),
    );
    expect(new Set([...nodes.values()].map(({ slug }) => slug))).toEqual(slugs);
    expect(nodes.get('o_x27_neil')?.slug).toBe("o'neil");
    expect(nodes.get('a_x5f_x27_b')?.slug).toBe('a_x27_b');
  });
});
