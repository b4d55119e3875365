import {
  createApiRef,
  createExtensionBlueprint,
  createExtensionDataRef,
  ExtensionBoundary,
  useApiHolder,
} from '@backstage/frontend-plugin-api';
import type { ReactElement } from 'react';

/** What a part of a form is told: what is chosen so far. */
export interface RecordFormPartProps {
  /** The service and the configuration items that the record is about, without doubles. */
  entityRefs: readonly string[];
}

/** A part that somebody adds to the forms of another practice's records. */
export interface RecordFormPart {
  /** The records' type in the API, e.g. `incident`. */
  type: string;
  Part: (props: RecordFormPartProps) => ReactElement;
}

/** Knows the parts that were added to the forms of records. */
export interface RecordFormPartsApi {
  of(type: string): ReadonlyArray<RecordFormPart['Part']>;
}

/** The parts of forms that bridges and other plugins added. */
export const recordFormPartsApiRef = createApiRef<RecordFormPartsApi>().with({
  id: 'plugin.itsm.record-form-parts',
  pluginId: 'itsm',
});

const recordFormPartDataRef = createExtensionDataRef<RecordFormPart>().with({
  id: 'itsm.record-form-part',
});

/**
 * Adds a part to the forms of records, below the choice of what they are about: it shows what that
 * choice means while it is made. The practice of the records need not know it. A part that has
 * nothing to show shows nothing.
 */
export const RecordFormPartBlueprint = createExtensionBlueprint({
  kind: 'itsm-record-form-part',
  attachTo: { id: 'api:itsm/record-form-parts', input: 'parts' },
  output: [recordFormPartDataRef],
  dataRefs: { recordFormPart: recordFormPartDataRef },
  *factory(
    params: { type: string; loader: () => Promise<RecordFormPart['Part']> },
    { node },
  ) {
    yield recordFormPartDataRef({
      type: params.type,
      Part: ExtensionBoundary.lazyComponent(node, params.loader),
    });
  },
});

/** Everything that was added to the form of a record. */
export function RecordFormParts(props: {
  type: string;
  entityRefs: readonly (string | undefined)[];
}) {
  const parts = useApiHolder().get(recordFormPartsApiRef)?.of(props.type) ?? [];
  const chosen = new Set(props.entityRefs.filter(ref => ref !== undefined));
  const entityRefs = [...chosen].filter(ref => ref !== '');
  if (entityRefs.length === 0) return <></>;
  return (
    <>
      {parts.map((Part, index) => (
        // The parts of a type are the same as long as the portal is open.
        <Part key={index} entityRefs={entityRefs} />
      ))}
    </>
  );
}
