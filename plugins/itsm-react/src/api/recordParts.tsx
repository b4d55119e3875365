import {
  createApiRef,
  createExtensionBlueprint,
  createExtensionDataRef,
  ExtensionBoundary,
  useApiHolder,
} from '@backstage/frontend-plugin-api';
import type { AppNode } from '@backstage/frontend-plugin-api';
import { lazy, Suspense } from 'react';
import type { ReactElement } from 'react';
import { Awaited } from '../components/record/Awaited';

/** What a part of a record's page is told: ask for the rest as the page does, it is one call. */
export interface RecordPartProps {
  number: string;
  /** The type of the record, for parts of records of all types. */
  type?: string;
  /** Whoever reads it only asked for something: say it without the practice's terms, or nothing. */
  plain?: boolean;
}

/**
 * Where on the page of a record a part stands: beside its status, on top of the main column, or
 * below what the record says itself. `decision` is the page on which one decides about it: what there
 * is to know beside what is asked to be approved.
 */
export type RecordPartPlace = 'head' | 'top' | 'main' | 'decision';

/** A part that somebody adds to the pages of another practice's records. */
export interface RecordPart {
  /** The records' type in the API, e.g. `incident`, or `*` for all of them. */
  type: string;
  /** `main` if it is not said. */
  place?: RecordPartPlace;
  Part: (props: RecordPartProps) => ReactElement;
}

/** Knows the parts that were added to records' pages. */
export interface RecordPartsApi {
  of(type: string, place: RecordPartPlace): ReadonlyArray<RecordPart['Part']>;
}

/** The parts that bridges and other plugins added. */
export const recordPartsApiRef = createApiRef<RecordPartsApi>().with({
  id: 'plugin.itsm.record-parts',
  pluginId: 'itsm',
});

/**
 * Loads a part without a bar that says so: most parts have nothing to show, and a bar would move what
 * stands below it down and up again.
 */
function quietly(
  node: AppNode,
  part: Pick<RecordPart, 'place'> & {
    loader: () => Promise<RecordPart['Part']>;
  },
): RecordPart['Part'] {
  const Part = lazy(async () => ({ default: await part.loader() }));
  return props => (
    <ExtensionBoundary node={node}>
      <Suspense fallback={<Awaited inHead={part.place === 'head'} />}>
        <Part {...props} />
      </Suspense>
    </ExtensionBoundary>
  );
}

const recordPartDataRef = createExtensionDataRef<RecordPart>().with({
  id: 'itsm.record-part',
});

/**
 * Adds a part to records' pages: to the main column below what the record says itself, or where
 * `place` says. The practice of the records need not know it, and it goes with whoever brought it. A
 * part that has nothing to show shows nothing.
 */
export const RecordPartBlueprint = createExtensionBlueprint({
  kind: 'itsm-record-part',
  attachTo: { id: 'api:itsm/record-parts', input: 'parts' },
  output: [recordPartDataRef],
  dataRefs: { recordPart: recordPartDataRef },
  *factory(
    params: {
      type: string;
      place?: RecordPartPlace;
      loader: () => Promise<RecordPart['Part']>;
    },
    { node },
  ) {
    yield recordPartDataRef({
      type: params.type,
      place: params.place,
      Part: quietly(node, params),
    });
  },
});

/** Everything that was added to a place of the page of a record. */
export function RecordParts(
  props: RecordPartProps & { type: string; place?: RecordPartPlace },
) {
  const { type, place = 'main', ...told } = props;
  const parts = useApiHolder().get(recordPartsApiRef)?.of(type, place) ?? [];
  return (
    <>
      {parts.map((Part, index) => (
        // The parts of a type are the same as long as the portal is open.
        <Part key={index} type={type} {...told} />
      ))}
    </>
  );
}
