import type { LocatedFault } from '@callboard/plugin-itsm-common';
import type { DefinitionFault } from '@callboard/plugin-itsm-node';
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  stringify,
  type Document,
  type Node,
} from 'yaml';

/** Below it, aliases are a way to repeat oneself; above, to fill the memory of others. */
const MOST_ALIASES = 100;

/** One document of a YAML or JSON text, with what is wrong with its syntax. */
export interface YamlText {
  /** Undefined if the syntax is wrong. */
  value?: unknown;
  faults: LocatedFault[];
  /** Line and column of the value, or of the nearest thing around it that is there. From 1. */
  locate(path: readonly (string | number)[]): { line: number; column: number };
}

const isNamed = (key: unknown, name: string | number) =>
  isScalar(key) && String(key.value) === String(name);

/** The offset of what stands at a path: of the name for names, of the item for items. */
function offsetOf(
  document: Document,
  path: readonly (string | number)[],
): number {
  let node: Node | null = document.contents as Node | null;
  let offset = node?.range?.[0] ?? document.range?.[0] ?? 0;
  for (const step of path) {
    if (isAlias(node)) node = (node.resolve(document) as Node) ?? null;
    if (isMap(node)) {
      const pair = node.items.find(item => isNamed(item.key, step));
      if (!pair) break;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value as Node | null;
    } else if (isSeq(node)) {
      const item = node.items[Number(step)] as Node | undefined;
      if (!item) break;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else break;
  }
  return offset;
}

function toText(document: Document, lines: LineCounter): YamlText {
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const locate = (path: readonly (string | number)[]) =>
    at(offsetOf(document, path));
  const faults: LocatedFault[] = document.errors.map(error => ({
    message: error.message,
    path: [],
    ...at(error.pos[0]),
  }));
  if (faults.length > 0) return { faults, locate };
  try {
    return {
      value: document.toJS({ maxAliasCount: MOST_ALIASES }),
      faults,
      locate,
    };
  } catch (error) {
    const message = `cannot be read: ${(error as Error).message}`;
    return { faults: [{ message, path: [], ...at(0) }], locate };
  }
}

/** Reads a text of any number of YAML documents; JSON is YAML too. Never throws. */
export function readYaml(text: string): YamlText[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
  }) as Document[];
  const all = documents.map(document => toText(document, lines));
  // What is before the first separator or behind the last one may be nothing but comments.
  return all.filter(read => read.faults.length > 0 || read.value !== null);
}

/** Gives faults their lines and columns. */
export function located(
  faults: readonly DefinitionFault[],
  text: Pick<YamlText, 'locate'> | undefined,
  prefix: readonly (string | number)[] = [],
): LocatedFault[] {
  return faults.map(({ path, message }) => ({
    message,
    path: [...path],
    ...text?.locate([...prefix, ...path]),
  }));
}

/** A body as YAML, for bodies that were written as values. */
export function toYaml(body: unknown): string {
  return stringify(body, { lineWidth: 100, aliasDuplicateObjects: false });
}
