import type { MouseEvent } from 'react';
import type { Diagram, DiagramNode, Shape } from './diagram';
import type { DiagramPlaces } from './diagramLayout';
import { inLines, xmlText } from './svgText';
import type { DiagramWords } from './words';

/** The colours of a picture. On the page they follow the theme; a file has its own. */
export interface Palette {
  ground: string;
  box: string;
  outside: string;
  line: string;
  text: string;
  quiet: string;
  accent: string;
}

/** For paper and other places that know no theme. */
export const ON_PAPER: Palette = {
  ground: '#ffffff',
  box: '#eef2fb',
  outside: '#ffffff',
  line: '#5b6272',
  text: '#16181d',
  quiet: '#4a5060',
  accent: '#3b3a8f',
};

/** As the portal's theme is. */
export const IN_THEME: Palette = {
  ground: 'var(--bui-bg-app)',
  box: 'var(--bui-bg-neutral-1)',
  outside: 'var(--bui-bg-app)',
  line: 'var(--bui-fg-secondary)',
  text: 'var(--bui-fg-primary)',
  quiet: 'var(--bui-fg-secondary)',
  accent: 'var(--bui-fg-primary)',
};

const FONT = "'Open Sans', 'Helvetica Neue', Arial, sans-serif";
export const MARGIN = 16;
const HEAD = 44;
const FOOT = 64;
const TITLE_LETTERS = 23;
const LINE_LETTERS = 29;

/** The outline of a box: what it stands for can be told by its shape alone. */
function Outline(props: {
  shape: Shape;
  width: number;
  height: number;
  fill: string;
  stroke: string;
  dashed?: boolean;
}) {
  const { shape, width: w, height: h, dashed, ...colours } = props;
  const look = { ...colours, strokeDasharray: dashed ? '5 4' : undefined };
  if (shape === 'api')
    return <rect width={w} height={h} rx={h / 2} {...look} />;
  if (shape === 'resource') {
    const r = Math.min(6, h / 5);
    return (
      <>
        <path
          d={`M0 ${r}C0 ${-r / 3} ${w} ${-r / 3} ${w} ${r}V${h - r}C${w} ${
            h + r / 3
          } 0 ${h + r / 3} 0 ${h - r}Z`}
          {...look}
        />
        <path
          d={`M0 ${r}C0 ${(r * 7) / 3} ${w} ${(r * 7) / 3} ${w} ${r}`}
          {...look}
          fill="none"
        />
      </>
    );
  }
  if (shape === 'team') {
    const c = Math.min(14, h / 3);
    return (
      <path
        d={`M${c} 0H${w - c}L${w} ${h / 2}L${w - c} ${h}H${c}L0 ${h / 2}Z`}
        {...look}
      />
    );
  }
  if (shape === 'system') {
    const b = Math.min(6, w / 8);
    return (
      <>
        <rect width={w} height={h} rx={3} {...look} />
        <path d={`M${b} 0V${h}M${w - b} 0V${h}`} {...look} fill="none" />
      </>
    );
  }
  return <rect width={w} height={h} rx={4} {...look} />;
}

function Box(props: {
  node: DiagramNode;
  at: { x: number; y: number; width: number; height: number };
  words: DiagramWords;
  palette: Palette;
  isRoot: boolean;
  href: string | undefined;
  onGo?: (href: string) => void;
}) {
  const { node, at, words, palette, isRoot, href, onGo } = props;
  const title = words.titleOf(node);
  const lines = [
    ...inLines(title, TITLE_LETTERS, 2).map(text => ({ text, bold: true })),
    ...words
      .linesOf(node)
      .flatMap(text => inLines(text, LINE_LETTERS, 1))
      .map(text => ({ text, bold: false })),
  ].slice(0, 4);
  // Below the lid of what has one.
  const lid = node.shape === 'resource' ? 5 : 0;
  const first = at.height / 2 - ((lines.length - 1) * 16) / 2 + 4 + lid;
  const drawing = (
    <g transform={`translate(${at.x} ${at.y})`}>
      <title>{xmlText([title, ...words.linesOf(node)].join(', '))}</title>
      {node.count !== undefined && (
        <g transform="translate(5 5)">
          <Outline
            shape={node.shape}
            width={at.width}
            height={at.height}
            fill={palette.outside}
            stroke={palette.line}
          />
        </g>
      )}
      <Outline
        shape={node.shape}
        width={at.width}
        height={at.height}
        fill={node.inside ? palette.box : palette.outside}
        stroke={isRoot ? palette.accent : palette.line}
        dashed={!node.inside}
      />
      {lines.map(({ text, bold }, i) => (
        <text
          key={`${i} ${text}`}
          x={at.width / 2}
          y={first + i * 16}
          textAnchor="middle"
          fontSize={bold ? 13 : 11}
          fontWeight={bold ? 700 : 400}
          fill={bold ? palette.text : palette.quiet}
        >
          {text}
        </text>
      ))}
    </g>
  );
  if (!href) return drawing;
  const go = (event: MouseEvent) => {
    // A new tab stays a new tab.
    if (event.ctrlKey || event.metaKey || event.shiftKey || !onGo) return;
    event.preventDefault();
    onGo(href);
  };
  return (
    <a href={href} onClick={go} aria-label={xmlText(title)}>
      {drawing}
    </a>
  );
}

/** What the shapes mean, for who has the file alone. */
function Legend(props: {
  entries: ReadonlyArray<{ shape: Shape; label: string; outside?: boolean }>;
  palette: Palette;
}) {
  const { entries, palette } = props;
  let x = 0;
  return (
    <>
      {entries.map(({ shape, label, outside }) => {
        const at = x;
        x += 46 + label.length * 7;
        return (
          <g key={label} transform={`translate(${at} 0)`}>
            <Outline
              shape={shape}
              width={28}
              height={18}
              fill={outside ? palette.outside : palette.box}
              stroke={palette.line}
              dashed={outside}
            />
            <text x={34} y={13} fontSize={11} fill={palette.quiet}>
              {xmlText(label)}
            </text>
          </g>
        );
      })}
    </>
  );
}

/** A picture of a system or a domain. The same on the page and in a file, but for colours and links. */
export function DiagramSvg(props: {
  diagram: Diagram;
  places: DiagramPlaces;
  words: DiagramWords;
  palette: Palette;
  legend: ReadonlyArray<{ shape: Shape; label: string; outside?: boolean }>;
  /** For a file, which must say by itself what it is: where it is from, and of when. */
  generated?: string;
  hrefOf?: (ref: string) => string | undefined;
  onGo?: (href: string) => void;
  /** How large it is shown; 1 is as it is. */
  zoom?: number;
}) {
  const { diagram, places, words, palette, legend, generated } = props;
  const { hrefOf, onGo, zoom = 1 } = props;
  const head = generated === undefined ? 0 : HEAD;
  const legendWidth = legend.reduce(
    (sum, l) => sum + 46 + l.label.length * 7,
    0,
  );
  const width = Math.ceil(Math.max(places.width, legendWidth) + 2 * MARGIN);
  const height = Math.ceil(places.height + 2 * MARGIN + head + FOOT);
  const { boundary } = places;
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${width} ${height}`}
      width={Math.round(width * zoom)}
      height={Math.round(height * zoom)}
      fontFamily={FONT}
      role={onGo ? 'group' : 'img'}
      aria-label={xmlText(words.title)}
    >
      <title>{xmlText(words.title)}</title>
      <defs>
        <marker
          id="arrow"
          viewBox="0 0 10 10"
          refX="9"
          refY="5"
          markerWidth="7"
          markerHeight="7"
          orient="auto-start-reverse"
        >
          <path d="M0 0L10 5L0 10Z" fill={palette.line} />
        </marker>
      </defs>
      <rect width={width} height={height} fill={palette.ground} />
      {generated !== undefined && (
        <text
          x={MARGIN}
          y={MARGIN + 18}
          fontSize={18}
          fontWeight={700}
          fill={palette.text}
        >
          {xmlText(words.title)}
        </text>
      )}
      <g transform={`translate(${MARGIN} ${MARGIN + head})`}>
        {boundary && (
          <g transform={`translate(${boundary.x} ${boundary.y})`}>
            <rect
              width={boundary.width}
              height={boundary.height}
              rx={8}
              fill="none"
              stroke={palette.accent}
              strokeWidth={1.5}
            />
            <text
              x={16}
              y={24}
              fontSize={14}
              fontWeight={700}
              fill={palette.text}
            >
              {xmlText(diagram.root.title)}
            </text>
            <text x={16} y={39} fontSize={11} fill={palette.quiet}>
              {diagram.root.kind}
            </text>
          </g>
        )}
        {places.lines.map(({ edge, points }) => (
          <polyline
            key={`${edge.from} ${edge.to}`}
            points={points.map(({ x, y }) => `${x},${y}`).join(' ')}
            fill="none"
            stroke={palette.line}
            strokeWidth={1.2}
            markerEnd="url(#arrow)"
          />
        ))}
        {diagram.nodes.map(node => {
          const at = places.boxes.get(node.id);
          return (
            at && (
              <Box
                key={node.id}
                node={node}
                at={at}
                words={words}
                palette={palette}
                isRoot={node.id === diagram.root.ref}
                href={node.count === undefined ? hrefOf?.(node.id) : undefined}
                onGo={onGo}
              />
            )
          );
        })}
        {places.lines.map(
          ({ edge, label }) =>
            label && (
              <g
                key={`${edge.from} ${edge.to}`}
                transform={`translate(${label.x} ${label.y})`}
              >
                <rect
                  width={label.width}
                  height={label.height}
                  fill={palette.ground}
                />
                <text
                  x={label.width / 2}
                  y={12}
                  textAnchor="middle"
                  fontSize={11}
                  fill={palette.quiet}
                >
                  {xmlText(words.verbOf(edge))}
                </text>
              </g>
            ),
        )}
      </g>
      <g transform={`translate(${MARGIN} ${height - FOOT + 8})`}>
        <Legend entries={legend} palette={palette} />
        {generated !== undefined && (
          <text y={42} fontSize={11} fill={palette.quiet}>
            {xmlText(generated)}
          </text>
        )}
      </g>
    </svg>
  );
}
