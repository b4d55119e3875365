import type { Knex } from 'knex';
import type { As } from '../../testing/startItsm';
import type { Subject } from './oracle';
import { WORDS } from './secrets';

/** A record of the scene, with what hangs on it. */
export interface Target extends Subject {
  id: string;
  number: string;
  /** Ids of its tasks, the internal one first. */
  tasks: string[];
  /** Ids of its attachments, the internal one first; the other one is rita's. */
  attachments: string[];
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
  const attachments: string[] = [];
  for (const audience of ['internal', 'requester'] as const) {
    const said = audience === 'internal' ? internal : open;
    await done(
      maria.post(`${of}/comments`, { audience, body: `It ${said.comment} is` }),
    );
    const task = await done(
      maria.post(`${of}/tasks`, { audience, title: `Do ${said.task}` }),
    );
    tasks.push(task.id);
    const attached = await done(
      (audience === 'internal' ? maria : as('rita'))
        .post(
          `${of}/attachments?name=${said.attachment}.txt&audience=${audience}`,
        )
        .type('text/plain')
        .send(`It ${said.attachment} is`),
    );
    attachments.push(attached.id);
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
    attachments,
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
