import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import type { As } from '../../testing/startItsm';
import type { Subject } from './oracle';
import { WORDS } from './secrets';

/** A record of the scene, with what hangs on it. */
export interface Target extends Subject {
  id: string;
  number: string;
  /** Ids of its tasks, the internal one first. */
  tasks: string[];
  /** A link to an entity. */
  linkId: string;
  /** A reminder that maria has set. */
  reminderId: string;
}

const SERVICE = 'component:default/checkout';
const LATER = '2099-01-01T00:00:00.000Z';

type Client = (name: string) => As;

async function done(test: PromiseLike<any>): Promise<any> {
  const { status, body, req } = (await test) as any;
  if (status >= 300)
    throw new Error(`${req.method} ${req.path}: ${JSON.stringify(body)}`);
  return body;
}

/** What the organisation has defined: an internal field, an open one, and a canned reply. */
async function define(as: Client): Promise<void> {
  const field = (audience: string) => ({
    recordTypes: ['incident'],
    label: `Field for ${audience}`,
    type: 'string',
    audience,
  });
  const put = (path: string, body: object) =>
    done(as('zoe').put(`/definitions/${path}`, { body }));
  await put('custom-field/open', field('requester'));
  await put('custom-field/inner', field('internal'));
  await put('reply-template/hello', {
    title: 'Hello',
    body: WORDS.reply,
    audience: 'internal',
  });
}

async function file(knex: Knex, as: Client, subject: Subject): Promise<Target> {
  const { public: open, internal, reminder } = WORDS[subject.name];
  const filed = await done(
    as('rita').post('/incidents', {
      serviceRef: SERVICE,
      title: `Checkout ${open.title} fails`,
      description: open.description,
      visibility: subject.restricted ? 'restricted' : 'internal',
      custom: { open: open.custom },
    }),
  );
  const { id, number } = filed;
  const maria = as('maria');
  const of = `/records/${number}`;
  await done(
    maria.patch(`/incidents/${number}`, {
      assigneeRef: 'user:default/anton',
      custom: { inner: internal.custom },
    }),
  );
  for (const participant of [
    { principalRef: 'user:default/wanda', role: 'watcher' },
    { principalRef: 'user:default/colin', role: 'collaborator', canRead: true },
  ])
    await done(maria.post(`${of}/participants`, participant));
  const tasks: string[] = [];
  for (const audience of ['internal', 'requester'] as const) {
    const said = audience === 'internal' ? internal : open;
    await done(
      maria.post(`${of}/comments`, { audience, body: `It ${said.comment} is` }),
    );
    const task = await done(
      maria.post(`${of}/tasks`, { audience, title: `Do ${said.task}` }),
    );
    tasks.push(task.id);
  }
  const link = await done(
    maria.post(`${of}/links`, {
      kind: 'affects',
      target: 'component:default/cart',
    }),
  );
  const set = await done(
    maria.post(`${of}/reminders`, { at: LATER, note: `Ask ${reminder}` }),
  );
  await done(
    maria.put(`/incidents/${number}/major`, {
      summary: `Cards ${open.summary} fail`,
      nextUpdateAt: null,
      announced: !subject.restricted,
    }),
  );
  await done(maria.post(`${of}/presence`, { doing: 'viewing' }));
  await knex('record_external_refs').insert({
    source: 'elsewhere',
    external_id: open.external,
    record_id: id,
  });
  await knex('incidents')
    .where('record_id', id)
    .update({ stated_reassignments: Number(internal.stated) });
  return {
    ...subject,
    id,
    number,
    tasks,
    linkId: link.id,
    reminderId: set.id,
  };
}

/** What is in the database when everybody comes and asks. */
export interface Scene {
  open: Target;
  secret: Target;
}

/**
 * Two incidents about one service, alike but for their visibility, each with a word of its own in
 * every place that holds words. The open one is linked to the restricted one.
 */
export async function setScene(
  knex: Knex,
  as: Client,
  webhookUrl: string,
): Promise<Scene> {
  await define(as);
  await done(as('wanda').put('/follows', { entityRef: SERVICE }));
  const open = await file(knex, as, { name: 'open', restricted: false });
  const secret = await file(knex, as, { name: 'secret', restricted: true });
  await done(
    as('maria').post(`/records/${open.number}/links`, {
      kind: 'relates-to',
      target: secret.number,
    }),
  );
  await done(
    as('rita').post('/views', {
      page: 'incident',
      name: WORDS.view,
      query: { params: {} },
    }),
  );
  await done(as('zoe').post('/webhooks', { url: webhookUrl, enabled: false }));
  return { open, secret };
}

/** What hangs on a record, for {@link stateOf} and {@link twinOf}. */
const HANGING = [
  'incidents',
  'participants',
  'custom_values',
  'reminders',
  'presence',
] as const;

let numbers = 90_000;

/**
 * Makes another record that is in everything like one of the scene but number and ids, with no
 * journal of its own: for calls that change it.
 */
export async function twinOf(
  knex: Knex,
  of: Target,
  change: object = {},
): Promise<Target> {
  const id = uuidv7();
  numbers += 1;
  const number = `INC-${numbers}`;
  const record = await knex('records').where('id', of.id).first();
  await knex('records').insert({
    ...record,
    id,
    number,
    journal_head: null,
    ...change,
  });
  let reminderId = '';
  for (const table of HANGING) {
    const rows = await knex(table).where('record_id', of.id);
    if (rows.length === 0) continue;
    if (table === 'reminders') reminderId = uuidv7();
    await knex(table).insert(
      rows.map(row => ({
        ...row,
        record_id: id,
        ...(table === 'reminders' ? { id: reminderId } : {}),
      })),
    );
  }
  const tasks: string[] = [];
  for (const task of await knex('tasks')
    .where('record_id', of.id)
    .orderBy('number')) {
    const taskId = uuidv7();
    tasks.push(taskId);
    await knex('tasks').insert({ ...task, id: taskId, record_id: id });
  }
  const linkId = uuidv7();
  const link = await knex('links')
    .where('from_id', of.id)
    .whereNotNull('to_ref')
    .first();
  await knex('links').insert({ ...link, id: linkId, from_id: id });
  const { name, restricted } = of;
  return { name, restricted, id, number, tasks, linkId, reminderId };
}

/**
 * Leaves the scene as it was: what cases made is out of everybody's sight. Records stay under a
 * type that nobody brings; they have a journal, and that is never deleted.
 */
export async function clearStage(knex: Knex, scene: Scene): Promise<void> {
  await knex('records')
    .whereNotIn('id', [scene.open.id, scene.secret.id])
    .whereNot('type', 'twin')
    .update({ type: 'twin' });
  const first = await knex('webhook_endpoints').orderBy('id').first('id');
  await knex('webhook_endpoints').whereNot('id', first.id).delete();
}

/** Everything that stands in the database about a record, to be compared. */
export async function stateOf(knex: Knex, id: string): Promise<string> {
  const [record, journal, links, tasks, comments, ...hanging] =
    await Promise.all([
      knex('records').where('id', id),
      knex('journal').where('subject_id', id).count({ n: '*' }),
      knex('links').where('from_id', id).orWhere('to_id', id).orderBy('id'),
      knex('tasks').where('record_id', id).orderBy('id'),
      knex('comments').where('record_id', id).orderBy('id'),
      ...HANGING.map(table => knex(table).where('record_id', id)),
    ]);
  return JSON.stringify({ record, journal, links, tasks, comments, hanging });
}

/** Everything that administrators look after and people keep, and how many records there are. */
export async function stateOfAll(knex: Knex): Promise<string> {
  const all = await Promise.all([
    ...[
      'definition_heads',
      'definitions',
      'webhook_endpoints',
      'saved_views',
      'saved_view_preferences',
      'follows',
      'import_runs',
    ].map(table => knex(table).select('*')),
    ...['records', 'journal', 'links', 'participants', 'tasks'].map(table =>
      knex(table).count({ n: '*' }),
    ),
  ]);
  return JSON.stringify(all);
}
