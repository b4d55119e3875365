import {
  createApiRef,
  createExtensionBlueprint,
  createExtensionDataRef,
  ExtensionBoundary,
  useApiHolder,
} from '@backstage/frontend-plugin-api';
import type { ReactElement } from 'react';

/** What a part of the editor of definitions is told. */
export interface DefinitionPartProps {
  kind: string;
  definitionKey: string;
  /** What is written at the moment, as YAML. */
  text: string;
  /** Whether it differs from what it began with. */
  touched: boolean;
  /** Whether the server found nothing wrong with it; undefined while it is asked. */
  isSound: boolean | undefined;
}

/** A part that somebody adds to the editor of definitions. */
export interface DefinitionPart {
  /** The kinds of definitions that it is for, e.g. `calendar`. */
  kinds: readonly string[];
  Part: (props: DefinitionPartProps) => ReactElement;
}

/** Knows the parts that were added to the editor of definitions. */
export interface DefinitionPartsApi {
  of(kind: string): ReadonlyArray<DefinitionPart['Part']>;
}

/** The parts of the editor that practices and other plugins added. */
export const definitionPartsApiRef = createApiRef<DefinitionPartsApi>().with({
  id: 'plugin.itsm.definition-parts',
  pluginId: 'itsm',
});

const definitionPartDataRef = createExtensionDataRef<DefinitionPart>().with({
  id: 'itsm.definition-part',
});

/**
 * Adds a part to the editor of some kinds of definitions, beside the button that saves: e.g. what
 * would become of it, before it is written. Its first element stands among the buttons; what takes
 * more room gives itself `flex-basis: 100%`. The editor need not know who brought it.
 */
export const DefinitionPartBlueprint = createExtensionBlueprint({
  kind: 'itsm-definition-part',
  attachTo: { id: 'api:itsm/definition-parts', input: 'parts' },
  output: [definitionPartDataRef],
  dataRefs: { definitionPart: definitionPartDataRef },
  *factory(
    params: {
      kinds: readonly string[];
      loader: () => Promise<DefinitionPart['Part']>;
    },
    { node },
  ) {
    yield definitionPartDataRef({
      kinds: params.kinds,
      Part: ExtensionBoundary.lazyComponent(node, params.loader),
    });
  },
});

/** Everything that was added to the editor of a kind of definitions. */
export function DefinitionParts(props: DefinitionPartProps) {
  const parts = useApiHolder().get(definitionPartsApiRef)?.of(props.kind) ?? [];
  return (
    <>
      {parts.map((Part, index) => (
        // The parts of a kind are the same as long as the portal is open.
        <Part key={index} {...props} />
      ))}
    </>
  );
}
