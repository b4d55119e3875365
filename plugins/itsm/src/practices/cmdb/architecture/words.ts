import { countWords } from '../impact/itemWords';
import type { ImpactWords } from '../impact/translation';
import type { Diagram, DiagramEdge, DiagramNode } from './diagram';
import type { ArchitectureWords } from './translation';

/** A picture's words, in the reader's language. */
export interface DiagramWords {
  /** What the picture is called. */
  title: string;
  titleOf: (node: DiagramNode) => string;
  /** What stands below the title of a box. */
  linesOf: (node: DiagramNode) => string[];
  verbOf: (edge: DiagramEdge) => string;
}

/** Puts a picture into words. */
export function diagramWords(
  diagram: Diagram,
  t: ArchitectureWords,
  counts: ImpactWords,
): DiagramWords {
  return {
    title: t('picture', {
      name: diagram.root.title,
      level: t(`levels.${diagram.level}`),
    }),
    titleOf: node => {
      if (node.count === undefined) return node.title;
      const items = countWords(node.shape, node.count, counts);
      return node.inside
        ? t('node.moreHere', { items })
        : t('node.moreOutside', { items });
    },
    linesOf: node => [
      ...(node.count === undefined ? [node.kind] : []),
      ...(node.owner ? [t('node.owner', { name: node.owner })] : []),
    ],
    verbOf: ({ verbs }) =>
      verbs
        .map(({ verb, count }) =>
          count > 1
            ? t('verbs.times', {
                verb: t(`verbs.${verb}`),
                number: String(count),
              })
            : t(`verbs.${verb}`),
        )
        .join(', '),
  };
}
