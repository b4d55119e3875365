import type { Diagram, DiagramNode } from './diagram';
import type { DiagramWords } from './words';

/** A short number for a text, the same every time (FNV-1a). */
function numberOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0).toString(36);
}

/**
 * The name of a box in the text: the same for the same reference whatever else is in the picture,
 * so that two exports can be compared. Letters and digits alone, and never a word of the language
 * such as `end`.
 */
export function mermaidId(ref: string): string {
  const readable = ref.replace(/[^a-zA-Z0-9]+/g, '_').replace(/^_|_$/g, '');
  return `${readable || 'box'}_${numberOf(ref)}`;
}

/** What means something to Mermaid within quotes, or to what it makes of them. */
const MEANT = /["#<>&`%\\{}[\]()|;]/g;

/** Line ends and other signs that are no letters would end a statement. */
function inOneLine(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
      .trim()
  );
}

/** A text as a quoted label, whatever somebody called the thing. */
export function mermaidText(text: string): string {
  return inOneLine(text).replace(MEANT, sign => `#${sign.charCodeAt(0)};`);
}

const SHAPES: Record<DiagramNode['shape'], [string, string]> = {
  component: ['[', ']'],
  api: ['([', '])'],
  resource: ['[(', ')]'],
  system: ['[[', ']]'],
  team: ['{{', '}}'],
};

/** A picture as a Mermaid flowchart, which GitHub, GitLab and TechDocs draw by themselves. */
export function toMermaid(diagram: Diagram, words: DiagramWords): string {
  const { nodes, edges, root } = diagram;
  const box = (node: DiagramNode) => {
    const [open, close] = SHAPES[node.shape];
    const label = [words.titleOf(node), ...words.linesOf(node)]
      .map(mermaidText)
      .filter(Boolean)
      .join('<br/>');
    const css = node.inside ? '' : ':::outside';
    return `${mermaidId(node.id)}${open}"${label || ' '}"${close}${css}`;
  };
  const inside = nodes.filter(n => n.inside && n.id !== root.ref);
  const others = nodes.filter(n => !inside.includes(n));
  return [
    '---',
    // This part is YAML, which reads what JSON says.
    `title: ${JSON.stringify(inOneLine(words.title))}`,
    '---',
    'flowchart LR',
    ...(inside.length > 0
      ? [
          `  subgraph ${mermaidId(root.ref)}["${
            mermaidText(root.title) || ' '
          }"]`,
          ...inside.map(node => `    ${box(node)}`),
          '  end',
        ]
      : []),
    ...others.map(node => `  ${box(node)}`),
    ...edges.map(
      edge =>
        `  ${mermaidId(edge.from)} -->|"${mermaidText(
          words.verbOf(edge),
        )}"| ${mermaidId(edge.to)}`,
    ),
    '  classDef outside stroke-dasharray: 5 4',
    '',
  ].join('\n');
}
