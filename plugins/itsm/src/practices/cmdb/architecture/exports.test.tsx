import fc from 'fast-check';
import type { Diagram, DiagramNode, Shape, Verb } from './diagram';
import { placesOfDiagram } from './diagramLayout';
import { DiagramSvg, ON_PAPER } from './DiagramSvg';
import { mermaidId, mermaidText, toMermaid } from './mermaid';
import { svgFile } from './svgFile';
import { inLines } from './svgText';
import { wordsOf } from './__testUtils__/ordering';

const ROOT = 'system:default/ordering';

const aNode = (changes: Partial<DiagramNode> = {}): DiagramNode => ({
  id: 'component:default/cart',
  title: 'Cart',
  shape: 'component',
  kind: 'component · service',
  inside: true,
  ...changes,
});

const aDiagram = (changes: Partial<Diagram> = {}): Diagram => ({
  level: 'containers',
  root: { ref: ROOT, title: 'Ordering', kind: 'system' },
  nodes: [
    aNode(),
    aNode({ id: 'api:default/pay', title: 'Pay', shape: 'api', inside: false }),
  ],
  edges: [
    {
      from: 'component:default/cart',
      to: 'api:default/pay',
      verbs: [{ verb: 'uses', count: 2 }],
    },
  ],
  drawn: 2,
  grouped: false,
  ...changes,
});

/** Whatever somebody may call a thing, with what means something to one of the languages. */
const anyTitle = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    'end',
    'subgraph',
    '"quoted"',
    '[brackets] (and) {braces}',
    '%%{init: {"theme":"dark"}}%%',
    '<b>bold</b> & #quot; #35;',
    'Zahlung – 支払い 💳',
    'line\nbreak\u2028\r\n',
    '`markdown` | pipe ; --> x',
    ']]>',
    '\u0000\ud800',
  ),
);

const file = async (diagram: Diagram) => {
  const words = wordsOf(diagram);
  const places = await placesOfDiagram(diagram, words);
  return svgFile(
    <DiagramSvg
      {...{ diagram, places, words }}
      palette={ON_PAPER}
      legend={[{ shape: 'component', label: 'Component' }]}
      generated="Generated on 1 March 2026"
    />,
  );
};

describe('the Mermaid text', () => {
  it('is a flowchart with the boundary as a subgraph', () => {
    const diagram = aDiagram();
    expect(toMermaid(diagram, wordsOf(diagram))).toBe(
      [
        '---',
        'title: "Ordering: Containers"',
        '---',
        'flowchart LR',
        `  subgraph ${mermaidId(ROOT)}["Ordering"]`,
        `    ${mermaidId(
          'component:default/cart',
        )}["Cart<br/>component · service"]`,
        '  end',
        `  ${mermaidId(
          'api:default/pay',
        )}(["Pay<br/>component · service"]):::outside`,
        `  ${mermaidId(
          'component:default/cart',
        )} -->|"uses #40;2#41;"| ${mermaidId('api:default/pay')}`,
        '  classDef outside stroke-dasharray: 5 4',
        '',
      ].join('\n'),
    );
  });

  it('names a box the same whatever else is there, never by a word of the language', () => {
    fc.assert(
      fc.property(anyTitle, anyTitle, (a, b) => {
        expect(mermaidId(a)).toMatch(/^[a-zA-Z0-9_]+_[a-z0-9]+$/);
        expect(mermaidId(a) === mermaidId(b)).toBe(a === b);
      }),
      { seed: 1 },
    );
  });

  it('keeps any title within its quotes, and says it as it is', () => {
    fc.assert(
      fc.property(anyTitle, title => {
        const text = mermaidText(title);
        expect(text).not.toMatch(/["<>&`%\\{}[\]()|\n\r\u2028]/);
        const read = text.replace(/#(\d+);/g, (_, code) =>
          String.fromCharCode(Number(code)),
        );
        // eslint-disable-next-line no-control-regex
        const signs = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
        expect(read).toBe(title.replace(signs, ' ').trim());
      }),
      { seed: 1 },
    );
  });

  it('has one statement a line whatever things are called', () => {
    fc.assert(
      fc.property(anyTitle, anyTitle, (title, owner) => {
        const diagram = aDiagram({
          root: { ref: ROOT, title, kind: 'system' },
          nodes: [aNode({ title, owner }), aDiagram().nodes[1]],
        });
        const lines = toMermaid(diagram, wordsOf(diagram)).split('\n');
        expect(lines).toHaveLength(11);
        for (const line of lines.slice(4, 9))
          expect(line.split('"').length % 2).toBe(1);
      }),
      { seed: 1 },
    );
  });
});

describe('the SVG file', () => {
  it('stands by itself: a title, a legend, when it was generated, and nothing from elsewhere', async () => {
    const svg = await file(aDiagram());
    const { documentElement } = new DOMParser().parseFromString(
      svg,
      'image/svg+xml',
    );
    const words = documentElement.textContent;
    for (const said of [
      'Ordering: Containers',
      'Cart',
      'uses (2)',
      'Component',
      'Generated on 1 March 2026',
    ])
      expect(words).toContain(said);
    expect(svg).not.toMatch(/var\(|<style|href=|url\((?!#)/);
  });

  it('is XML whatever things are called', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyTitle,
        fc.constantFrom<Shape>(
          'component',
          'api',
          'resource',
          'system',
          'team',
        ),
        fc.constantFrom<Verb>('uses', 'dependsOn'),
        async (title, shape, verb) => {
          const base = aDiagram();
          const svg = await file({
            ...base,
            root: { ...base.root, title },
            nodes: [aNode({ title, shape, owner: title }), base.nodes[1]],
            edges: [{ ...base.edges[0], verbs: [{ verb, count: 1 }] }],
          });
          const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
          expect(parsed.querySelector('parsererror')).toBeNull();
        },
      ),
      { seed: 1, numRuns: 40 },
    );
  });
});

describe('text in a box', () => {
  it('never has more lines or longer ones than there is room for', () => {
    fc.assert(
      fc.property(anyTitle, title => {
        const lines = inLines(title, 12, 2);
        expect(lines.length).toBeLessThanOrEqual(2);
        for (const line of lines)
          expect([...line].length).toBeLessThanOrEqual(12);
      }),
      { seed: 1 },
    );
  });

  it('breaks between words', () => {
    expect(inLines('Payment processing of orders', 18, 2)).toEqual([
      'Payment processing',
      'of orders',
    ]);
    expect(inLines('Payment processing of all orders', 18, 1)).toEqual([
      'Payment processin…',
    ]);
  });
});
