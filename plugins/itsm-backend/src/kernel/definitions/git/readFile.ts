import {
  closeNames,
  definitionKeySchema,
  instantSchema,
} from '@callboard/plugin-itsm-common';
import type { Caller } from '@callboard/plugin-itsm-node';
import type { DefinitionKinds } from '../DefinitionKinds';
import { checkBody } from '../checkBody';
import { located, readYaml, type YamlText } from '../yamlText';
import { isForeign, readForeign } from './foreignDocument';
import type { DefinitionFile } from './readLocations';

/** A definition as a file states it, checked. */
export interface StatedDefinition {
  file: string;
  line: number;
  kind: string;
  key: string;
  body: unknown;
  validFrom?: number;
}

/** Something wrong in a file. */
export interface FileProblem {
  file: string;
  line?: number;
  column?: number;
  kind?: string;
  key?: string;
  message: string;
}

/** What a file says. */
export interface FileContent {
  stated: StatedDefinition[];
  problems: FileProblem[];
  /** Keys that the file names, faulty ones too: they are not taken for removed. */
  named: { kind: string; key: string }[];
  /** Whether a document could not even be told from its kind and key. */
  unclear: boolean;
}

const ENVELOPE = ['kind', 'key', 'validFrom', 'spec'];

interface Fault {
  path: readonly (string | number)[];
  message: string;
}

function envelopeFaults(
  value: Record<string, any>,
  kinds: DefinitionKinds,
): Fault[] {
  const faults: Fault[] = [];
  for (const name of Object.keys(value)) {
    if (ENVELOPE.includes(name)) continue;
    const [close] = closeNames(name, ENVELOPE);
    faults.push({
      path: [name],
      message: `${name}: is not known here${
        close
          ? `; did you mean "${close}"?`
          : `; there are ${ENVELOPE.join(', ')}`
      }`,
    });
  }
  for (const name of ['kind', 'key', 'spec']) {
    if (value[name] === undefined && !faults.some(f => f.path.length === 0))
      faults.push({ path: [], message: `${name}: is required` });
  }
  const { kind, key, validFrom } = value;
  if (kind !== undefined && !kinds.find(String(kind))) {
    const [close] = closeNames(String(kind), kinds.names());
    faults.push({
      path: ['kind'],
      message: `kind: there is no kind "${kind}"${
        close
          ? `; did you mean "${close}"?`
          : `; there are ${kinds.names().join(', ')}`
      }`,
    });
  }
  const goodKey = definitionKeySchema.safeParse(key);
  if (key !== undefined && !goodKey.success) {
    faults.push({
      path: ['key'],
      message: `key: ${goodKey.error.issues[0].message}`,
    });
  }
  if (validFrom !== undefined && !instantSchema.safeParse(validFrom).success) {
    faults.push({
      path: ['validFrom'],
      message: 'validFrom: must be an instant like 2026-03-01T09:00:00.000Z',
    });
  }
  return faults;
}

async function readDocument(
  file: string,
  text: YamlText,
  kinds: DefinitionKinds,
  content: FileContent,
  by?: Caller,
): Promise<void> {
  const report = (faults: readonly (Fault | FileProblem)[], more = {}) =>
    content.problems.push(
      ...faults.map(f => ({
        file,
        ...more,
        ...('path' in f ? text.locate(f.path) : {}),
        message: f.message,
      })),
    );
  const { value } = text;
  if (text.faults.length > 0) {
    content.unclear = true;
    for (const { line, column, message } of text.faults)
      content.problems.push({ file, line, column, message });
    return;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    content.unclear = true;
    report([{ path: [], message: 'must be a map with kind, key and spec' }]);
    return;
  }
  const document = value as Record<string, any>;
  const foreign = isForeign(document)
    ? readForeign(document, kinds)
    : undefined;
  const stated = foreign ?? document;
  const faults = foreign?.faults ?? envelopeFaults(stated, kinds);
  const kind = kinds.find(String(stated.kind));
  const clear = kind && definitionKeySchema.safeParse(stated.key).success;
  if (!clear) content.unclear = true;
  else content.named.push({ kind: kind.kind, key: stated.key });
  const name = clear ? { kind: kind.kind, key: stated.key } : {};
  if (faults.length > 0 || !clear) {
    report(faults, name);
    return;
  }
  const checked = await checkBody(kind, stated.key, stated.spec, by);
  if (checked.faults.length > 0) {
    for (const f of located(checked.faults, text, foreign ? [] : ['spec'])) {
      content.problems.push({
        file,
        ...name,
        line: f.line,
        column: f.column,
        message: f.message,
      });
    }
    return;
  }
  content.stated.push({
    file,
    line: text.locate([]).line,
    kind: kind.kind,
    key: stated.key,
    body: checked.kept,
    validFrom:
      stated.validFrom === undefined ? undefined : Date.parse(stated.validFrom),
  });
}

/**
 * Reads the definitions of a file: one or more YAML documents with `kind`, `key` and `spec`, or of a
 * standard that a kind takes as its own.
 *
 * @param by - who sent it; absent for what stands in Git
 */
export async function readDefinitionFile(
  { file, text }: DefinitionFile,
  kinds: DefinitionKinds,
  by?: Caller,
): Promise<FileContent> {
  const content: FileContent = {
    stated: [],
    problems: [],
    named: [],
    unclear: false,
  };
  for (const document of readYaml(text))
    await readDocument(file, document, kinds, content, by);
  return content;
}
