import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { administrationCases } from './cases/administration';
import { cases, isRead, nameOf } from './cases';
import type { Call, Case } from './Case';
import type { Person, PolicyName } from './cast';
import { Makes } from './makes';
import { PROBES, type Probe } from './probes';
import { isKnown, mayRead, seesInternal } from './oracle';
import { clearStage, twinOf } from './twins';
import { SECRETS, WORDS, type Secret } from './secrets';
import { startWorld, type Answer, type World } from './world';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const RUNS: [PolicyName, 'SQLITE_3' | 'POSTGRES_18'][] = [
  ['allow-all', 'SQLITE_3'],
  ['itsm', 'POSTGRES_18'],
];

/** Instants, and what grows while a clock runs. */
const TIMES =
  /^(updatedAt|checkedAt|until|milliseconds|at|to|elapsed|working|sentences|changesAt|ageSeconds|asOf|countedUntil|meanAge)$/;

/** Reads that ask up to now: there is more of it the second time. */
const UP_TO_NOW = [
  'service-levels.outages.availability',
  'kpis.records: what is open',
  // Availability of a month that goes on.
  'improvement.overview.export',
];

/** Thrown where a case makes something to ask about. */
const MAKES = new Error('It makes something');

/** Whether a case makes what it asks about: what is made is new each time, and so is the answer. */
async function isMaking(
  it_: Case,
  asks: Parameters<NonNullable<Case['ask']>>[0],
): Promise<boolean> {
  const make = new Proxy(asks.make, {
    get: (of, name) => {
      const value = Reflect.get(of, name, of);
      if (typeof value !== 'function') return value;
      // Statements are built up before anybody waits for one.
      if (name === 'knex')
        return () => {
          throw MAKES;
        };
      return () => Promise.reject(MAKES);
    },
  });
  try {
    await it_.ask?.({ ...asks, make });
    return false;
  } catch (error) {
    if (error === MAKES) return true;
    throw error;
  }
}

/**
 * An answer without instants, and without the order that follows from them: they tell that
 * something happened, though not what.
 */
function withoutTimes({ status, body, text }: Answer): string {
  if (body === undefined)
    return `${status} ${text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '')}`;
  const said = JSON.stringify(body, (key, value) => {
    if (TIMES.test(key)) return undefined;
    if (/Cursor$/.test(key)) return 'there';
    if (Array.isArray(value))
      return value.every(v => v?.id)
        ? [...value].sort((a, b) => (a.id < b.id ? -1 : 1))
        : value;
    // What is said by name has no order.
    return value !== null && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : value;
  });
  return `${status} ${said}`;
}

describe.each(RUNS)('asking around under %s on %s', (policy, databaseId) => {
  let world: World;

  beforeAll(async () => {
    world = await startWorld(await databases.init(databaseId), policy);
    await world.itsm.caughtUp();
    world.policy = policy;
  });
  afterAll(() => world?.stop());

  /** One of each kind: who is two things at once asks in the matrix. */
  const asking = () =>
    world.people.filter(
      p => isKnown(p) && !['wanda', 'ada', 'zoe'].includes(p.name),
    );

  const words: Secret[] = SECRETS.filter(s => s.of);

  /** Everybody asks for a word, and should find what they may know, and nothing else. */
  const put = async (probe: Probe, secret: Secret) => {
    const all = await Promise.all(
      asking().map(async person => {
        const call = probe.ask(secret.word);
        const answer = await world.call(person, probe.route, call);
        // Announced or not, the record itself is for its readers.
        const knows =
          mayRead(policy, person, secret.of!) && secret.knownTo(policy, person);
        return { person, knows, leaks: answer.leaks, hits: probe.hits(answer) };
      }),
    );
    const most = Math.max(...all.map(a => a.hits));
    const faults = all.flatMap(({ person, knows, hits, leaks }) => {
      const expected = knows ? most : 0;
      return [
        ...(hits === expected
          ? []
          : [
              `${person.name} (${person.is}) finds ${hits} instead of ${expected} by ${secret.is}`,
            ]),
        ...leaks.map(leak => `${person.name} learns ${leak} by ${secret.is}`),
      ];
    });
    return { faults, most };
  };

  it.each(PROBES.map(p => [p.name, p] as const))(
    '%s tells nobody of a word that they may not know',
    async (_, probe) => {
      const tried = words.filter(w => probe.words?.test(w.word) ?? true);
      const results = [];
      for (const secret of tried) results.push(await put(probe, secret));
      expect(results.flatMap(r => r.faults)).toEqual([]);
      // A way that never finds anything proves nothing.
      expect(Math.max(...results.map(r => r.most))).toBe(1);
    },
  );

  /** Who looks around: of each kind one whose rights are others. */
  const looking = () =>
    process.env.WHOLE_CAST === '1'
      ? asking()
      : asking().filter(p =>
          ['monitor', 'sam', 'rita', 'maria', 'kim'].includes(p.name),
        );

  /** All that everybody is answered who only looks, by case and person. */
  const lookAround = async () => {
    const { open, secret } = world.scene;
    const make = new Makes(
      world.knex,
      (of, other) => twinOf(world.knex, of, other),
      secret,
      async () => {},
    );
    const seen = new Map<string, { person: Person; said: string }>();
    const reads = [
      ...cases.filter(
        c =>
          isRead(c) &&
          !administrationCases.includes(c) &&
          !UP_TO_NOW.includes(nameOf(c)),
      ),
      ...['title', 'created', 'priority', 'openForDays', 'custom.open'].map(
        sort => ({
          route: 'incidents.list',
          when: `sorted by ${sort}, page by page`,
          ask: (): Call => ({
            query: { sort, order: 'asc', limit: '1', total: 'true' },
          }),
        }),
      ),
    ];
    for (const it_ of reads) {
      for (const person of looking()) {
        const asks = { record: open, caller: person, make };
        if (await isMaking(it_ as Case, asks)) break;
        const call = (await it_.ask?.(asks)) ?? {};
        const answer = await world.call(person, it_.route, call);
        seen.set(`${person.name}: ${nameOf(it_ as any)}`, {
          person,
          said: withoutTimes(answer),
        });
      }
    }
    return seen;
  };

  /** What somebody is told who may not know of the difference. */
  const differences = (
    before: Awaited<ReturnType<typeof lookAround>>,
    after: Awaited<ReturnType<typeof lookAround>>,
    mayKnow: (person: Person) => boolean,
  ) =>
    [...before]
      .filter(([, { person }]) => !mayKnow(person))
      .filter(([key, { said }]) => after.get(key)!.said !== said)
      .map(([key, { said }]) => `${key}: ${said} → ${after.get(key)!.said}`);

  it('all answers are the same with and without another restricted record', async () => {
    const { secret } = world.scene;
    const before = await lookAround();
    world.policy = 'allow-all';
    const { body: filed } = await world.itsm.as('rita').post('/incidents', {
      serviceRef: 'component:default/checkout',
      title: `Checkout fails again`,
      description: WORDS.open.public.description,
      visibility: 'restricted',
      custom: { open: 'a' },
    });
    const { body: said } = await world.itsm
      .as('maria')
      .post(`/records/${filed.number}/comments`, { body: 'x' });
    expect(said.id).toBeDefined();
    const linked = await world.itsm
      .as('maria')
      .post(`/records/${world.scene.open.number}/links`, {
        kind: 'relates-to',
        target: filed.number,
      });
    expect(linked.status).toBe(201);
    world.policy = policy;
    await world.itsm.caughtUp();
    const after = await lookAround();
    const who = (person: Person) =>
      mayRead(policy, person, secret) && person.name !== 'colin';
    expect(differences(before, after, who)).toEqual([]);
    expect(differences(before, after, () => false)).not.toEqual([]);
    await clearStage(world.knex, world.scene);
  });

  it('all answers are the same with and without internal words, but for those who work on the record', async () => {
    const { open } = world.scene;
    const before = await lookAround();
    world.policy = 'allow-all';
    const maria = world.itsm.as('maria');
    for (const [path, body] of [
      ['comments', { body: 'Between us', audience: 'internal' }],
      ['tasks', { title: 'Between us', audience: 'internal' }],
      ['attachments?name=between.json', { said: 'Between us' }],
      ['reminders', { at: '2097-01-01T00:00:00.000Z' }],
      ['presence', { doing: 'replying' }],
    ] as const) {
      const { status } = await maria.post(
        `/records/${open.number}/${path}`,
        body,
      );
      expect(status).toBeLessThan(300);
    }
    world.policy = policy;
    await world.itsm.caughtUp();
    const after = await lookAround();
    const works = (person: Person) => seesInternal(policy, person, open);
    expect(differences(before, after, works)).toEqual([]);
    expect(differences(before, after, () => false)).not.toEqual([]);
  });
});
