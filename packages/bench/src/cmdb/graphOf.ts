import {
  REDUNDANCY_ANNOTATION,
  type FailureDirection,
} from '@callboard/plugin-itsm-common';
import { entityOf } from './entityOf';
import type { Landscape } from './landscape';
import { CiGraph } from './parts';

const PAGE = 5_000;

/** The graph that is made of a landscape, in the pages in which it is read from a database. */
export function graphOf(
  landscape: Landscape,
  rules: Readonly<Record<string, FailureDirection>>,
): CiGraph {
  const draft = CiGraph.empty(rules).draft();
  for (let first = 0; first < landscape.size; first += PAGE) {
    const count = Math.min(PAGE, landscape.size - first);
    draft.apply(
      Array.from({ length: count }, (_, n) => {
        const { kind, metadata, relations } = entityOf(landscape, first + n);
        const ref = landscape.refOf(first + n);
        const redundancy = metadata.annotations?.[REDUNDANCY_ANNOTATION];
        return {
          ref,
          node: {
            ref,
            title: metadata.title ?? metadata.name,
            kind: kind.toLocaleLowerCase('en-US'),
            ...(redundancy !== undefined && { redundancy }),
          },
          relations: relations!.map(({ type, targetRef }) => ({
            source: ref,
            relation: type,
            target: targetRef,
          })),
        };
      }),
    );
  }
  return draft.done();
}
