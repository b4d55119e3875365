import { InputError } from '@backstage/errors';
import type {
  DefinitionWrite,
  LocatedFault,
} from '@callboard/plugin-itsm-common';
import type { Caller } from '@callboard/plugin-itsm-node';
import { checkBody } from './checkBody';
import type { RegisteredKind } from './DefinitionKinds';
import { located, readYaml, type YamlText } from './yamlText';

/** What somebody wrote, understood or with what is wrong with it. */
export interface Written {
  faults: LocatedFault[];
  /** As it is kept: as it was written, without defaults, with what its kind completes. */
  body?: unknown;
  /** Present without faults: what it means, and its name. */
  parsed?: { body: unknown; title: string };
}

/**
 * Reads a definition that was sent as text or as value.
 *
 * @throws InputError if a text is not one document; other faults are part of the answer
 */
export async function readWritten(
  by: Caller,
  kind: RegisteredKind,
  key: string,
  wanted: DefinitionWrite,
): Promise<Written> {
  let text: YamlText | undefined;
  let body = wanted.body;
  if (wanted.text !== undefined) {
    const documents = readYaml(wanted.text);
    if (documents.length !== 1) {
      throw new InputError(
        `text: must be one YAML document; there are ${documents.length}`,
      );
    }
    [text] = documents;
    if (text.faults.length > 0) return { faults: text.faults };
    body = text.value;
  }
  const { faults, parsed, kept = body } = await checkBody(kind, key, body, by);
  return { faults: located(faults, text), parsed, body: kept };
}

/** The faults in one sentence each, with their places, for an error. */
export function faultsSaid(faults: readonly LocatedFault[]): string {
  return faults
    .slice(0, 10)
    .map(f =>
      f.line ? `line ${f.line}, column ${f.column}: ${f.message}` : f.message,
    )
    .join('; ');
}
