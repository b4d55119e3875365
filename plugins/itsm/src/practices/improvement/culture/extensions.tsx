import type { ExtensionDefinition } from '@backstage/frontend-plugin-api';
import {
  RETROSPECTIVE,
  retrospectiveLifecycle,
  SUGGESTION,
  suggestionLifecycle,
} from '@callboard/plugin-itsm-common';
import {
  RecordPartBlueprint,
  RecordTypeBlueprint,
} from '@callboard/plugin-itsm-react';
import { retrospectiveRouteRef, suggestionRouteRef } from '../routes';
import {
  RETROSPECTIVE_RECORD_FIELDS,
  SUGGESTION_RECORD_FIELDS,
} from './fields';

const suggestionType = RecordTypeBlueprint.make({
  name: 'suggestion',
  params: {
    type: SUGGESTION,
    label: 'Suggestion',
    lifecycle: suggestionLifecycle,
    fields: SUGGESTION_RECORD_FIELDS,
    recordRouteRef: suggestionRouteRef,
  },
});

const retrospectiveType = RecordTypeBlueprint.make({
  name: 'retrospective',
  params: {
    type: RETROSPECTIVE,
    label: 'Retrospective',
    lifecycle: retrospectiveLifecycle,
    fields: RETROSPECTIVE_RECORD_FIELDS,
    recordRouteRef: retrospectiveRouteRef,
  },
});

/** Who looked back at an incident or a change, and the way to do so, on its page. */
const retrospectivesOf = (type: 'incident' | 'change') =>
  RecordPartBlueprint.make({
    name: `retrospectives-of-${type}`,
    params: {
      type,
      loader: async () => {
        const { RetrospectivesOfRecord } = await import(
          './retrospectives/RetrospectivesOfRecord'
        );
        return RetrospectivesOfRecord;
      },
    },
  });

/** What this part adds to the portal beside its pages. */
export const cultureExtensions: ExtensionDefinition[] = [
  suggestionType,
  retrospectiveType,
  retrospectivesOf('incident'),
  retrospectivesOf('change'),
];
