import {
  createApiRef,
  createExtensionBlueprint,
  createExtensionDataRef,
  ExtensionBoundary,
  useApiHolder,
} from '@backstage/frontend-plugin-api';
import type { ReactElement } from 'react';

/** What a part of a record's page is told: ask for the rest as the page does, it is one call. */
export interface RecordPartProps {
  number: string;
}

/** A part that somebody adds to the pages of another practice's records. */
export interface RecordPart {
  /** The records' type in the API, e.g. `incident`. */
  type: string;
  Part: (props: RecordPartProps) => ReactElement;
}

/** Knows the parts that were added to records' pages. */
export interface RecordPartsApi {
  of(type: string): ReadonlyArray<RecordPart['Part']>;
}

/** The parts that bridges and other plugins added. */
export const recordPartsApiRef = createApiRef<RecordPartsApi>().with({
  id: 'plugin.itsm.record-parts',
  pluginId: 'itsm',
});

const recordPartDataRef = createExtensionDataRef<RecordPart>().with({
  id: 'itsm.record-part',
});

/**
 * Adds a part to the main column of records' pages, below what the record says itself. The practice
 * of the records need not know it, and it goes with whoever brought it. A part that has nothing to
 * show shows nothing.
 */
export const RecordPartBlueprint = createExtensionBlueprint({
  kind: 'itsm-record-part',
  attachTo: { id: 'api:itsm/record-parts', input: 'parts' },
  output: [recordPartDataRef],
  dataRefs: { recordPart: recordPartDataRef },
  *factory(
    params: {
      type: string;
      loader: () => Promise<RecordPart['Part']>;
    },
    { node },
  ) {
    yield recordPartDataRef({
      type: params.type,
      Part: ExtensionBoundary.lazyComponent(node, params.loader),
    });
  },
});

/** Everything that was added to the page of a record. */
export function RecordParts(props: { type: string; number: string }) {
  const parts = useApiHolder().get(recordPartsApiRef)?.of(props.type) ?? [];
  return (
    <>
      {parts.map((Part, index) => (
        // The parts of a type are the same as long as the portal is open.
        <Part key={index} number={props.number} />
      ))}
    </>
  );
}
