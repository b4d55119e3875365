import {
  createBackendFeatureLoader,
  createBackendModule,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import { createPermission } from '@backstage/plugin-permission-common';
import {
  defineRoute,
  recordIdParamsSchema,
  recordPermissions,
  titleSchema,
  type FieldDefinition,
  type Lifecycle,
} from '@callboard/plugin-itsm-common';
import {
  practicesExtensionPoint,
  type Practice,
  type Reaction,
  type RecordRule,
} from '@callboard/plugin-itsm-node';
import { z } from 'zod';

/** The smallest practice that has all parts of one, as somebody outside would write it. */

export const noteLifecycle: Lifecycle = {
  initial: 'draft',
  states: {
    draft: { label: 'Draft', category: 'draft', description: 'Being written.' },
    published: {
      label: 'Published',
      category: 'open',
      description: 'To be read by all.',
    },
    withdrawn: {
      label: 'Withdrawn',
      category: 'cancelled',
      description: 'No longer true.',
      final: true,
    },
  },
  transitions: [
    {
      name: 'publish',
      label: 'Publish',
      from: ['draft'],
      to: 'published',
      who: ['worker'],
      required: ['body'],
      defaults: { publishedAt: 'now' },
    },
    {
      name: 'revise',
      label: 'Revise',
      from: ['published'],
      to: 'draft',
      who: ['worker'],
      clears: ['publishedAt'],
    },
    {
      name: 'withdraw',
      label: 'Withdraw',
      from: ['draft', 'published'],
      to: 'withdrawn',
      who: ['worker', 'requester'],
    },
  ],
};

const fields: FieldDefinition[] = [
  { key: 'body', column: 'body', label: 'Body', type: 'text' },
  {
    key: 'topic',
    column: 'topic',
    label: 'Topic',
    type: 'string',
    audience: 'internal',
  },
  {
    key: 'publishedAt',
    column: 'published_at',
    label: 'Published',
    type: 'instant',
  },
];

/** A note whose title begins with a word and a colon is about that word. */
const takesTopicFromTitle: RecordRule = ({ before, after, set }) => {
  if ('topic' in set || before?.title === after.title) return undefined;
  const topic = /^(\w+):/.exec(String(after.title))?.[1];
  return topic ? { topic: topic.toLowerCase() } : undefined;
};

const countsPublications: Reaction = {
  id: 'notes.published',
  kinds: ['record.transitioned'],
  async react(tx, entries) {
    for (const { payload, subjectId } of entries) {
      if (payload.transition !== 'publish') continue;
      await tx('notes_published')
        .insert({ record_id: subjectId, times: 1 })
        .onConflict('record_id')
        .merge({ times: tx.raw('notes_published.times + 1') });
    }
  },
};

const noteSchema = z.looseObject({ number: z.string(), version: z.number() });
export const noteRoutes = {
  file: defineRoute({
    name: 'notes.file',
    method: 'post',
    path: '/notes',
    summary: 'Writes a note.',
    permission: 'itsm.note.create',
    body: z.strictObject({ title: titleSchema, body: z.string().optional() }),
    response: noteSchema,
    status: 201,
  }),
  get: defineRoute({
    name: 'notes.get',
    method: 'get',
    path: '/notes/:id',
    summary: 'One note.',
    permission: 'itsm.note.read',
    params: recordIdParamsSchema,
    response: noteSchema,
  }),
  transition: defineRoute({
    name: 'notes.transition',
    method: 'post',
    path: '/notes/:id/transitions',
    summary: 'Moves a note along its lifecycle.',
    permission: 'itsm.note.update',
    params: recordIdParamsSchema,
    body: z.strictObject({
      transition: z.string(),
      body: z.string().optional(),
    }),
    response: noteSchema,
  }),
};

export const printPermission = createPermission({
  name: 'itsm.note.print',
  attributes: { action: 'read' },
});

/** The practice; a test may bend parts of it. */
export function notesPractice(
  directory: string,
  bent: Partial<Practice> & { prefix?: string } = {},
): Practice {
  const { prefix = 'NOTE', ...rest } = bent;
  const permissions = recordPermissions('note');
  return {
    id: 'notes',
    title: 'Notes',
    migrations: { directory },
    recordTypes: [
      {
        type: 'note',
        label: 'Note',
        prefix,
        lifecycle: noteLifecycle,
        permissions,
        detail: { table: 'notes', fields },
        rules: [takesTopicFromTitle],
      },
    ],
    permissions: [printPermission],
    reactions: [countsPublications],
    start({ records, authorizer }, router) {
      const scoped = (caller: any) =>
        authorizer.withScopes(caller, Object.values(permissions));
      const show = async (caller: any, id: string) => {
        const { record, ...view } = await records.view(caller, id, 'note');
        return { ...records.present(record), ...view };
      };
      router.route(noteRoutes.file, async ({ caller, body }) => {
        const by = await scoped(caller);
        const set = {
          ...body,
          requesterRef: caller.ref,
          ownerRef: 'group:default/payments',
        };
        const { record } = await records.changeRecord(by, {
          create: 'note',
          set,
        });
        return show(by, record.id);
      });
      router.route(noteRoutes.get, async ({ caller, params }) =>
        show(await scoped(caller), params.id),
      );
      router.route(
        noteRoutes.transition,
        async ({ caller, params, body, ifMatch }) => {
          const by = await scoped(caller);
          const { transition, ...set } = body;
          await records.changeRecord(by, {
            id: params.id,
            transition,
            set,
            expectedVersion: ifMatch,
          });
          return show(by, params.id);
        },
      );
    },
    ...rest,
  };
}

/**
 * The Backstage module that hands a practice to the kernel. In a loader, as the plugin itself
 * comes in one: a test backend that sees a module without its plugin brings an empty plugin for it.
 */
export function moduleOf(
  practice: Practice,
  moduleId = practice.id,
): BackendFeature {
  const module = createBackendModule({
    pluginId: 'itsm',
    moduleId,
    register(env) {
      env.registerInit({
        deps: { practices: practicesExtensionPoint },
        async init({ practices }) {
          practices.addPractice(practice);
        },
      });
    },
  });
  return createBackendFeatureLoader({
    *loader() {
      yield module;
    },
  });
}
