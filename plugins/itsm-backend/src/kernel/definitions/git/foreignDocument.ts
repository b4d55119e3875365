import { closeNames, definitionKeySchema } from '@callboard/plugin-itsm-common';
import type { DefinitionFault } from '@callboard/plugin-itsm-node';
import type { DefinitionKinds } from '../DefinitionKinds';

/** A document of a standard as the definition that it is. */
export interface ForeignDefinition {
  /** Our kind; undefined if it is none. */
  kind?: string;
  key?: unknown;
  /** The document, whole. */
  spec: unknown;
  validFrom?: undefined;
  faults: DefinitionFault[];
}

/** Whether a document says that it is one of a standard: our own have no `apiVersion`. */
export const isForeign = (document: Readonly<Record<string, unknown>>) =>
  document.apiVersion !== undefined;

const didYouMean = (given: string, known: readonly string[]) => {
  const [close] = closeNames(given, known);
  return close ? `did you mean "${close}"?` : `there are ${known.join(', ')}`;
};

/** Tells of which kind and key a document of a standard is. */
export function readForeign(
  document: Readonly<Record<string, any>>,
  kinds: DefinitionKinds,
): ForeignDefinition {
  const apiVersion = String(document.apiVersion);
  const name = String(document.kind);
  const known = kinds.foreign();
  const fault = (path: string[], message: string): ForeignDefinition => ({
    spec: document,
    faults: [{ path, message }],
  });
  const ofStandard = known.filter(f => f.apiVersion === apiVersion);
  if (ofStandard.length === 0) {
    const all = [...new Set(known.map(f => f.apiVersion))];
    return fault(
      ['apiVersion'],
      `apiVersion: documents of "${apiVersion}" are not read here; ${
        all.length > 0
          ? didYouMean(apiVersion, all)
          : 'write kind, key and spec'
      }`,
    );
  }
  const kind = kinds.ofForeign(apiVersion, name);
  if (!kind) {
    const instead = ofStandard
      .map(f => f.instead?.[name])
      .find(said => said !== undefined);
    return fault(
      ['kind'],
      `kind: ${
        instead
          ? `${name} is not supported; ${instead}`
          : `there is no kind "${name}" of ${apiVersion} here; ${didYouMean(
              name,
              ofStandard.map(f => f.kind),
            )}`
      }`,
    );
  }
  const key = document.metadata?.name;
  const read = definitionKeySchema.safeParse(key);
  const faults = read.success
    ? []
    : [
        {
          path: ['metadata', 'name'],
          message: `metadata.name: ${
            key === undefined ? 'is required' : read.error.issues[0].message
          }`,
        },
      ];
  return { kind: kind.kind, key, spec: document, faults };
}
