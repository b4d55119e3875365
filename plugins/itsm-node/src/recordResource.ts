import {
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import {
  RECORD_RESOURCE_TYPE,
  STATUS_CATEGORIES,
} from '@callboard/plugin-itsm-common';
import { z } from 'zod';

/** The fields of a record that permission rules may ask for. */
export type RecordQueryField =
  | 'statusCategory'
  | 'priority'
  | 'serviceRef'
  | 'ownerRef'
  | 'assigneeRef'
  | 'requesterRef'
  | 'requestedForRef'
  | 'participant';

/**
 * A condition on records as plain data, so that it can be tested, cached, and turned into SQL.
 * `any` holds if one of the fields has one of the values; `participant` means one with read.
 */
export interface RecordQuery {
  any: readonly RecordQueryField[];
  values: readonly (string | number)[];
}

/** What a rule sees of a record when it is applied in memory. */
export interface RecordResource {
  id: string;
  type: string;
  statusCategory: string;
  priority?: number;
  serviceRef?: string;
  ownerRef?: string;
  assigneeRef?: string;
  requesterRef?: string;
  requestedForRef?: string;
  /** Participants with read. */
  participant: readonly string[];
}

/** Whether a record meets a query; the same answer as the SQL made of it. */
export function matchesRecordQuery(
  record: RecordResource,
  query: RecordQuery,
): boolean {
  return query.any.some(field => {
    const value = record[field];
    if (value === undefined) return false;
    const held: readonly (string | number)[] = Array.isArray(value)
      ? value
      : [value];
    return held.some(v => query.values.includes(v));
  });
}

/** The resource that the permissions of all record types share. */
export const recordResourceRef = createPermissionResourceRef<
  RecordResource,
  RecordQuery
>().with({
  pluginId: 'itsm',
  resourceType: RECORD_RESOURCE_TYPE,
});

const claims = z.object({
  claims: z
    .array(z.string())
    .describe('References of the user and the groups they belong to'),
});

function refRule(
  name: string,
  description: string,
  any: readonly RecordQueryField[],
) {
  return createPermissionRule({
    name,
    description,
    resourceRef: recordResourceRef,
    paramsSchema: claims,
    apply: (record, params) =>
      matchesRecordQuery(record, { any, values: params.claims }),
    toQuery: params => ({ any, values: params.claims }),
  });
}

/** Assigned to one of the claims. */
export const isAssignee = refRule(
  'IS_ASSIGNEE',
  'Allow records assigned to the user',
  ['assigneeRef'],
);

/** Filed by one of the claims, or on their behalf. */
export const isRequester = refRule(
  'IS_REQUESTER',
  'Allow records that the user asked for',
  ['requesterRef', 'requestedForRef'],
);

/** Owned by one of the claims. */
export const isOwnedBy = refRule(
  'IS_OWNED_BY',
  'Allow records owned by the user’s groups',
  ['ownerRef'],
);

/** One of the claims takes part with read. */
export const isParticipant = refRule(
  'IS_PARTICIPANT',
  'Allow records in which the user takes part with read',
  ['participant'],
);

/** About one of the services. */
export const hasService = createPermissionRule({
  name: 'HAS_SERVICE',
  description: 'Allow records about the given services',
  resourceRef: recordResourceRef,
  paramsSchema: z.object({ refs: z.array(z.string()) }),
  apply: (record, { refs }) =>
    matchesRecordQuery(record, { any: ['serviceRef'], values: refs }),
  toQuery: ({ refs }) => ({ any: ['serviceRef'], values: refs }),
});

/** In one of the status categories. */
export const hasStatusCategory = createPermissionRule({
  name: 'HAS_STATUS_CATEGORY',
  description: 'Allow records in the given status categories',
  resourceRef: recordResourceRef,
  paramsSchema: z.object({ categories: z.array(z.enum(STATUS_CATEGORIES)) }),
  apply: (record, { categories }) =>
    matchesRecordQuery(record, { any: ['statusCategory'], values: categories }),
  toQuery: ({ categories }) => ({
    any: ['statusCategory'],
    values: categories,
  }),
});

/** All rules on records. */
export const recordRules = {
  isAssignee,
  isRequester,
  isOwnedBy,
  isParticipant,
  hasService,
  hasStatusCategory,
};
