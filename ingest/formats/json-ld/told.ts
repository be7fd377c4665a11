/** What a node says of who made it, and of its pictures. */
import type { StatedImage } from '../images.ts';
import { has, idOf, type Node, type NodeGraph, text, texts, values } from './nodes.ts';

const PICTURES = ['image', 'primaryImageOfPage', 'thumbnail', 'thumbnailUrl'];

/** @param nodes - those of a field, as the page's graph has them. */
export function toldIn(nodes: NodeGraph['nodes']) {
  /** Sizes may be nodes with a value. */
  const sizeOf = (node: Node, field: string): string | null =>
    values(node, field)[0] ?? nodes(node, field).flatMap((size) => values(size, 'value'))[0] ?? null;
  const imageIn = (node: Node): StatedImage[] => {
    const url = text(node, 'url') ?? text(node, 'contentUrl') ?? idOf(node);
    // Its caption describes what can be seen, and is often generated.
    return url === null ? [] : [{ url, width: sizeOf(node, 'width'), height: sizeOf(node, 'height'), alt: null }];
  };
  return {
    /** The names of those who are named in a field. */
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
