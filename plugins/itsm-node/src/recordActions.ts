import {
  commentSchema,
  newCommentSchema,
  recordIdParamsSchema,
  recordListQuerySchema,
  STATUS_CATEGORIES,
  type RecordPermissions,
  type StatusCategory,
} from '@callboard/plugin-itsm-common';
import { z } from 'zod';
import { defineAction, type ItsmAction } from './actions';
import type { Caller } from './caller';
import { commentFor } from './desk';
import type { ItsmKernel } from './kernel';

/** What every service of a type of record does for the {@link recordActions}. */
export interface ServiceOfRecords<Query, Page, One, Command> {
  list(caller: Caller, query: Query): Promise<Page>;
  get(caller: Caller, id: string): Promise<One>;
  transition(caller: Caller, id: string, command: Command): Promise<One>;
}

/** What agents are told about the actions that every type of record has. */
export interface RecordActionsOptions<
  Query extends z.ZodObject,
  Page extends z.ZodObject,
  One extends z.ZodObject,
  Command extends z.ZodObject,
> {
  /** In the names of the actions, e.g. `incident`. */
  noun: string;
  /** In their titles, e.g. `an incident`. */
  one: string;
  /** In their titles, e.g. `incidents`. */
  many: string;
  /** A number of one, e.g. `INC-1042`. */
  example: string;
  permissions: Pick<RecordPermissions, 'read' | 'update'>;
  query: Query;
  page: Page;
  record: One;
  command: Command;
  /** Filters of the list that this type has beside those of all. */
  filters: Readonly<Record<string, z.ZodType>>;
  /** Those that are listed unless asked for others. */
  category: { unlessSaid: StatusCategory[]; description: string };
  descriptions: {
    list: string;
    get: string;
    /** Who reads what is written for the requester, e.g. `who asked for the change`. */
    requester: string;
    transition: string;
  };
}

/** The record that an action is about. */
export const whichRecord = (noun: string, example: string) =>
  z.strictObject({
    id: recordIdParamsSchema.shape.id.describe(
      `Number or id of the ${noun}, e.g. ${example}`,
    ),
  });

const { q, cursor } = recordListQuerySchema.shape;

const listInput = (
  filters: Readonly<Record<string, z.ZodType>>,
  category: { unlessSaid: StatusCategory[]; description: string },
) =>
  z.strictObject({
    ...filters,
    category: z
      .array(z.enum(STATUS_CATEGORIES))
      .max(6)
      .default(category.unlessSaid)
      .describe(category.description),
    assignee: z
      .enum(['me', 'none'])
      .optional()
      .describe('Those of the caller, or those that nobody has'),
    owner: z
      .literal('mine')
      .optional()
      .describe('Those of the caller’s groups'),
    q: q.describe('Words to search for'),
    limit: z.number().int().min(1).max(50).default(20),
    cursor: cursor.describe('pageInfo.nextCursor of the page before'),
  });

/**
 * What agents and pipelines can do with records of any type: list them, get one, comment on it and
 * move it along. Filing one is the type's own.
 */
export function recordActions<
  Query extends z.ZodObject,
  Page extends z.ZodObject,
  One extends z.ZodObject,
  Command extends z.ZodObject,
>(
  kernel: Pick<ItsmKernel, 'records' | 'authorizer' | 'clock'>,
  records: ServiceOfRecords<
    z.output<Query>,
    z.input<Page>,
    z.input<One>,
    z.output<Command>
  >,
  type: RecordActionsOptions<Query, Page, One, Command>,
): ItsmAction[] {
  const { noun, descriptions } = type;
  const which = whichRecord(noun, type.example);
  return [
    defineAction({
      name: `list-${noun}s`,
      title: `List ${type.many}`,
      description: descriptions.list,
      input: listInput(type.filters, type.category),
      output: type.page,
      readOnly: true,
      run: ({ assignee, owner, ...rest }, caller) =>
        records.list(caller, {
          ...rest,
          assignee: assignee && [assignee],
          owner: owner && [owner],
        } as z.output<Query>),
    }),
    defineAction({
      name: `get-${noun}`,
      title: `Get ${type.one}`,
      description: descriptions.get,
      input: which,
      output: type.record,
      readOnly: true,
      run: ({ id }, caller) => records.get(caller, id),
    }),
    defineAction({
      name: `comment-on-${noun}`,
      title: `Comment on ${type.one}`,
      description: `Adds a comment in Markdown. The audience requester is read by ${descriptions.requester}, internal by those who work on it only.`,
      input: which.extend(newCommentSchema.shape),
      output: commentSchema,
      run: (input, caller) =>
        commentFor(kernel, type.permissions, caller, input),
    }),
    defineAction({
      name: `transition-${noun}`,
      title: `Move ${type.one} along`,
      description: descriptions.transition,
      input: which.extend(type.command.shape),
      output: type.record,
      run: ({ id, ...command }, caller) =>
        records.transition(caller, id as string, command as z.output<Command>),
    }),
  ];
}
