/** The people and organizations that a node names, and its images. */
import type { StatedImage } from '../images.ts';
import { has, idOf, type Node, type NodeGraph, text, texts, values } from './nodes.ts';

const PICTURES = ['image', 'primaryImageOfPage', 'thumbnail', 'thumbnailUrl'];

/** @param nodes - the page graph's lookup of the nodes in a field. */
export function factsIn(nodes: NodeGraph['nodes']) {
  /** A size may be a node with a `value`. */
  const sizeOf = (node: Node, field: string): string | null =>
    values(node, field)[0] ?? nodes(node, field).flatMap((size) => values(size, 'value'))[0] ?? null;
  const imageIn = (node: Node): StatedImage[] => {
    const url = text(node, 'url') ?? text(node, 'contentUrl') ?? idOf(node);
    // The caption is no alternative text: it describes what can be seen, and is often generated.
    return url === null ? [] : [{ url, width: sizeOf(node, 'width'), height: sizeOf(node, 'height'), alt: null }];
  };
  return {
    /** The names in a field: those of its nodes, else its strings. */
    namesIn(node: Node, field: string): string[] {
      const named = nodes(node, field).flatMap((each) => text(each, 'name') ?? []);
      return named.length > 0 ? named : texts(node, field);
    },
    imagesOf: (node: Node): StatedImage[] =>
      PICTURES.filter((field) => has(node, field)).flatMap((field) => [
        ...nodes(node, field).flatMap(imageIn),
        ...texts(node, field).map((url) => ({ url, width: null, height: null, alt: null })),
      ]),
  };
}
