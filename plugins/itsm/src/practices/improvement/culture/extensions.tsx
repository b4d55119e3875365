import type { ExtensionDefinition } from '@backstage/frontend-plugin-api';
import {
  RETROSPECTIVE,
  retrospectiveLifecycle,
  SUGGESTION,
  suggestionLifecycle,
} from '@callboard/plugin-itsm-common';
import { RecordTypeBlueprint } from '@callboard/plugin-itsm-react';
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

/** What this part adds to the portal beside its pages. */
export const cultureExtensions: ExtensionDefinition[] = [
  suggestionType,
  retrospectiveType,
];
