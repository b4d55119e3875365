import { WEEKDAYS } from '@callboard/plugin-itsm-common';
import type { As } from '../../testing/startItsm';
import { ROBOT } from './cast';
import type { Subject } from './oracle';
import { namesOf, WORDS } from './secrets';
import type { World } from './world';

const SERVICE = 'component:default/checkout';
const EVERYBODY = [
  'sam',
  'rita',
  'wanda',
  'colin',
  'anton',
  'maria',
  'dana',
  'kim',
  'ada',
  'zoe',
];

/** A record of the story. */
export interface Told extends Subject {
  id: string;
  number: string;
}

/**
 * Something that happens to both records, and is told before the next thing happens.
 *
 * @returns for how many milliseconds time has to pass then, for both at once
 */
export type Step = (
  as: As,
  record: Told,
  words: StoryWords,
) => Promise<number | void>;

type StoryWords = (typeof WORDS)['open'];

async function ok(test: PromiseLike<any>): Promise<any> {
  const { status, body } = await test;
  if (status >= 300) throw new Error(JSON.stringify(body));
  return body;
}

const of = ({ number }: Told) => `/records/${number}`;
const incident = ({ number }: Told) => `/incidents/${number}`;

const transition =
  (name: string, more: object): Step =>
  async (as, record) => {
    const body = { transition: name, ...more };
    await ok(as.post(`${incident(record)}/transitions`, body));
  };

const comment = (audience: 'internal' | 'requester'): Step =>
  async function said(as, record, words) {
    const text =
      audience === 'internal' ? words.internal.comment : words.public.comment;
    const all = EVERYBODY.map(name => `@user:default/${name}`).join(' ');
    // Once with everybody's name, once without: who is mentioned hears of that instead.
    for (const names of [all, '']) {
      const body = `It ${text} is ${names}`;
      await ok(as.post(`${of(record)}/comments`, { audience, body }));
    }
  };

const declare = (more: string, late = false): Step =>
  async function declared(as, record, words) {
    const nextUpdateAt = late ? new Date(Date.now() + 700).toISOString() : null;
    await ok(
      as.put(`${incident(record)}/major`, {
        summary: `Cards ${words.public.summary} fail${more}`,
        nextUpdateAt,
        announced: !record.restricted,
      }),
    );
  };

/** An agreement whose clocks pass a threshold within a second, and its calendar. */
const QUICK = {
  name: 'Quick',
  type: 'sla',
  targets: [
    {
      metric: 'resolution',
      goals: [{ within: '50s', calendar: 'story' }],
      thresholds: [
        {
          at: '1%',
          actions: [
            { do: 'notify', to: ['group:default/service-desk'] },
            { do: 'proposeMajor' },
          ],
        },
      ],
    },
  ],
};
const STORY_HOURS = {
  name: 'Story',
  timeZone: 'UTC',
  week: Object.fromEntries(
    WEEKDAYS.map(day => [day, [{ from: '00:00', to: '24:00' }]]),
  ),
};

/** Promises something for the records of the story. */
export async function promiseQuickly({ itsm }: World): Promise<void> {
  const zoe = itsm.as('zoe');
  await ok(zoe.put('/definitions/calendar/story', { body: STORY_HOURS }));
  await ok(zoe.put('/definitions/agreement/quick', { body: QUICK }));
}

const inMs = (milliseconds: number) =>
  new Date(Date.now() + milliseconds).toISOString();

/** A change about what the record is about, to everybody what the record is. */
async function changeLike(
  { itsm, secrets }: World,
  record: Told,
  words: StoryWords,
  more: object,
): Promise<{
  number: string;
  post(transition: string, more?: object): Promise<any>;
  move(window: object): Promise<any>;
}> {
  const as = itsm.asService(ROBOT);
  const filed = await ok(
    as.post('/changes', {
      serviceRef: SERVICE,
      title: `Mend ${words.public.title}`,
      description: words.public.description,
      requestedForRef: 'user:default/rita',
      visibility: record.restricted ? 'restricted' : 'internal',
      plan: 'How',
      rollbackPlan: 'Back',
      plannedStart: inMs(60_000),
      plannedEnd: inMs(120_000),
      ...more,
    }),
  );
  const { id, number } = filed;
  secrets.push(...namesOf(record, { id, number }));
  return {
    number,
    post: (name, fields = {}) =>
      ok(
        as.post(`/changes/${number}/transitions`, {
          transition: name,
          ...fields,
        }),
      ),
    move: window => ok(as.patch(`/changes/${number}`, window)),
  };
}

/** What is told of changes: their way, and what happens when their windows begin and end. */
export const CHANGE_STEPS: Record<
  string,
  (world: World, record: Told, words: StoryWords) => Promise<number | void>
> = {
  async 'a standard change misses its window'(world, record, words) {
    const change = await changeLike(world, record, words, {
      changeType: 'standard',
    });
    await world
      .knex('changes')
      .whereIn('record_id', q =>
        q.select('id').from('records').where('number', change.number),
      )
      .update({ pre_approved: true });
    await change.post('schedule');
    await settled(world);
    await change.move({ plannedStart: inMs(-60_000), plannedEnd: inMs(300) });
    await settled(world);
    return 400;
  },
  async 'an emergency takes too long and fails'(world, record, words) {
    const change = await changeLike(world, record, words, {
      changeType: 'emergency',
    });
    await change.post('start-emergency', {
      assigneeRef: 'user:default/anton',
    });
    await settled(world);
    await change.move({ plannedStart: inMs(-60_000), plannedEnd: inMs(-1) });
    await settled(world);
    await change.post('finish', {
      outcome: 'failed',
      outcomeNote: words.public.comment,
    });
  },
  async 'another one goes well'(world, record, words) {
    const change = await changeLike(world, record, words, {
      changeType: 'emergency',
    });
    await change.post('start-emergency', {
      assigneeRef: 'user:default/anton',
    });
    await change.post('finish', { outcome: 'successful' });
    await settled(world);
    // Whom a policy denies everything is asked, and cannot look.
    if (world.policy === 'deny-all') return;
    const maria = world.itsm.as('maria');
    const path = `/records/${change.number}/approvals`;
    const [round] = (await ok(maria.get(path))).items;
    const [seat] = round.steps[0].seats;
    const decision = { decision: 'approve', round: round.round };
    await ok(maria.post(`/approvals/seats/${seat.id}/decision`, decision));
  },
};

/** What is told of improvement: that an initiative is late, and that a suggestion is taken up. */
export const IMPROVEMENT_STEPS: typeof CHANGE_STEPS = {
  async 'an initiative is late'({ itsm, secrets }, record, words) {
    const { id, number } = await ok(
      itsm.asService(ROBOT).post('/improvement/initiatives', {
        serviceRef: SERVICE,
        title: `Never again ${words.public.title}`,
        objective: words.public.description,
        requestedForRef: 'user:default/rita',
        visibility: record.restricted ? 'restricted' : 'internal',
        dueAt: inMs(300),
      }),
    );
    secrets.push(...namesOf(record, { id, number }));
    return 400;
  },
  async 'a need is put off'({ itsm, policy }, record) {
    // What anybody may say they need is never restricted.
    if (record.restricted || policy === 'deny-all') return;
    const { number } = await ok(
      itsm.as('rita').post('/portfolio/demand', {
        serviceRef: SERVICE,
        title: 'Pay by invoice',
        whoFor: 'Schools',
        why: 'They may not pay by card',
      }),
    );
    await ok(
      itsm.asService(ROBOT).post(`/portfolio/demand/${number}/transitions`, {
        transition: 'defer',
        deferredUntil: inMs(86_400_000),
        answer: 'After the sale',
      }),
    );
  },
  async 'a contract has ended'({ itsm, secrets }, record, words) {
    const robot = itsm.asService(ROBOT);
    const visibility = record.restricted ? 'restricted' : 'internal';
    const supplier = await ok(
      robot.post('/portfolio/suppliers', {
        title: `Lenses ${words.public.title}`,
        ownerRef: 'group:default/payments',
        visibility,
      }),
    );
    const { id, number } = await ok(
      robot.post('/portfolio/contracts', {
        serviceRef: SERVICE,
        title: `Lenses ${words.public.title}`,
        supplier: supplier.number,
        startAt: inMs(-86_400_000),
        endAt: inMs(-1_000),
        renewal: 'none',
        visibility,
      }),
    );
    secrets.push(
      ...namesOf(record, supplier),
      ...namesOf(record, { id, number }),
    );
    await ok(
      robot.post(`/portfolio/contracts/${number}/transitions`, {
        transition: 'activate',
      }),
    );
  },
  async 'an objective is to be looked at again'(
    { itsm, secrets },
    record,
    words,
  ) {
    const { id, number } = await ok(
      itsm.asService(ROBOT).post('/portfolio/objectives', {
        title: `Reach it ${words.public.title}`,
        ownerRef: 'group:default/payments',
        visibility: record.restricted ? 'restricted' : 'internal',
        reviewAt: inMs(-1_000),
      }),
    );
    secrets.push(...namesOf(record, { id, number }));
  },
  async 'a service of the portfolio is to be looked at again'(
    { itsm, secrets },
    record,
    words,
  ) {
    const { id, number } = await ok(
      itsm.asService(ROBOT).post('/portfolio/records', {
        title: `Offer it ${words.public.title}`,
        ownerRef: 'group:default/payments',
        visibility: record.restricted ? 'restricted' : 'internal',
        reviewAt: inMs(-1_000),
      }),
    );
    secrets.push(...namesOf(record, { id, number }));
  },
  async 'a risk is to be reviewed'({ itsm, secrets }, record, words) {
    const { id, number } = await ok(
      itsm.asService(ROBOT).post('/portfolio/risks', {
        serviceRef: SERVICE,
        title: `It may break ${words.public.title}`,
        visibility: record.restricted ? 'restricted' : 'internal',
        reviewAt: inMs(-1_000),
      }),
    );
    secrets.push(...namesOf(record, { id, number }));
  },
  async 'a suggestion is taken up'({ itsm, policy }, record) {
    // Whom a policy denies everything suggests nothing; and what anybody may suggest is never restricted.
    if (record.restricted || policy === 'deny-all') return;
    const { number } = await ok(
      itsm.as('rita').post('/improvement/suggestions', {
        serviceRef: SERVICE,
        title: 'Tell us sooner',
        idea: 'Nobody has to ask',
      }),
    );
    await ok(
      itsm
        .asService(ROBOT)
        .post(`/improvement/suggestions/${number}/transitions`, {
          transition: 'accept',
          answer: 'We will',
        }),
    );
  },
};

/** Everything that can be told of a record, one after the other. */
export const STEPS: Record<string, Step> = {
  async 'passes a threshold'() {
    return 600;
  },
  async 'is assigned'(as, record, words) {
    await ok(
      as.patch(incident(record), {
        assigneeRef: 'user:default/anton',
        custom: { inner: words.internal.custom },
      }),
    );
  },
  async 'people take part'(as, record) {
    for (const body of [
      { principalRef: 'user:default/wanda', role: 'watcher' },
      {
        principalRef: 'user:default/colin',
        role: 'collaborator',
        canRead: true,
      },
      { principalRef: 'user:default/ada', role: 'watcher' },
    ])
      await ok(as.post(`${of(record)}/participants`, body));
    const gone = 'principalRef=user:default/ada&role=watcher';
    await ok(as.delete(`${of(record)}/participants?${gone}`));
  },
  async 'gets tasks and links'(as, record, words) {
    for (const audience of ['internal', 'requester'] as const) {
      const { task } = words[audience === 'internal' ? 'internal' : 'public'];
      const title = `Do ${task}`;
      await ok(as.post(`${of(record)}/tasks`, { audience, title }));
    }
    const link = await ok(
      as.post(`${of(record)}/links`, {
        kind: 'affects',
        target: 'component:default/cart',
      }),
    );
    await ok(as.delete(`${of(record)}/links/${link.id}`));
  },
  async 'gets files'(as, record, words) {
    for (const audience of ['internal', 'requester'] as const) {
      const { attachment } =
        words[audience === 'internal' ? 'internal' : 'public'];
      const file = `${of(record)}/attachments`;
      const { id } = await ok(
        as
          .post(`${file}?name=${attachment}.txt&audience=${audience}`)
          .type('text/plain')
          .send(`It ${attachment} is`),
      );
      await ok(as.delete(`${file}/${id}`));
    }
  },
  'is commented for the requester': comment('requester'),
  'is commented internally': comment('internal'),
  'becomes a major one': declare(''),
  'is known better': declare(' everywhere'),
  'waits for the requester': transition('hold', { holdReason: 'requester' }),
  'is resolved': transition('resolve', {
    resolution: 'Done',
    resolutionCode: 'solved',
  }),
  'is reopened': transition('reopen', { reopenReason: 'Not done' }),
  async 'is late to be known better'(as, record, words) {
    await declare(' still', true)(as, record, words);
    return 1000;
  },
  'is cancelled': transition('cancel', { cancelReason: 'No need' }),
};

/** What happened so far has been told, or was not to be. */
export async function settled({ itsm, knex }: World): Promise<void> {
  const until = Date.now() + 30_000;
  let quiet = 0;
  while (quiet < 2) {
    await itsm.caughtUp();
    const waiting = await knex('deliveries').where('state', 'waiting').first();
    const due = await knex('due_work')
      .where('state', 'waiting')
      .where('next_at', '<=', Date.now())
      .first();
    quiet = waiting || due ? 0 : quiet + 1;
    if (Date.now() > until)
      throw new Error(
        `Not everything was told in 30 s, e.g. ${due?.kind ?? waiting?.topic}`,
      );
    await new Promise(resolve => {
      setTimeout(resolve, 30);
    });
  }
}

/**
 * Tells the story of an open and a restricted record, under the policy of now.
 *
 * @param steps - names of the steps taken; all if absent
 */
export async function tellStory(
  world: World,
  steps: readonly string[] = Object.keys(STEPS),
): Promise<Told[]> {
  const as = world.itsm.asService(ROBOT);
  const told: Told[] = [];
  for (const subject of [
    { name: 'open', restricted: false },
    { name: 'secret', restricted: true },
  ] as const) {
    const { public: words } = WORDS[subject.name];
    const filed = await ok(
      as.post('/incidents', {
        serviceRef: SERVICE,
        title: `Checkout ${words.title} fails`,
        description: words.description,
        requestedForRef: 'user:default/rita',
        visibility: subject.restricted ? 'restricted' : 'internal',
        custom: { open: words.custom },
      }),
    );
    const { id, number } = filed;
    told.push({ ...subject, id, number });
    world.secrets.push(...namesOf(subject, { id, number }));
  }
  await settled(world);
  const [open, secret] = told;
  await ok(
    as.post(`${of(open)}/links`, { kind: 'relates-to', target: secret.number }),
  );
  const happens = async (
    step: (record: Told, words: StoryWords) => Promise<number | void>,
  ) => {
    let passes = 0;
    for (const record of told)
      passes = (await step(record, WORDS[record.name])) ?? 0;
    await new Promise(resolve => {
      setTimeout(resolve, passes);
    });
    await settled(world);
  };
  for (const step of steps)
    await happens((record, words) => STEPS[step](as, record, words));
  if (steps.length < Object.keys(STEPS).length) return told;
  const more = { ...CHANGE_STEPS, ...IMPROVEMENT_STEPS };
  for (const step of Object.values(more))
    await happens((record, words) => step(world, record, words));
  return told;
}
