import { TestDatabases } from '@backstage/backend-test-utils';
import { startItsm, type RunningItsm } from '../testing/startItsm';

// New each time: tables of practices that are switched off are not there.
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
jest.setTimeout(120_000);

const HOUR = 3_600_000;
const CHECKOUT = 'component:default/checkout';
/** By which it is told that a practice is there. */
const A_PATH_OF = {
  cmdb: '/cmdb/impact',
  incidents: '/incidents',
  'service-levels': '/service-levels/agreements',
};
const inHours = (hours: number) =>
  new Date(Date.now() + hours * HOUR).toISOString();

describe('changes', () => {
  let itsm: RunningItsm;
  afterEach(() => itsm.stop());

  const read = async (name: string, path: string) => {
    const { body, status } = await itsm.as(name).get(path);
    expect(body.error).toBeUndefined();
    expect(status).toBe(200);
    return body;
  };
  const write = async (name: string, path: string, body: object) => {
    const answer = await itsm.as(name).post(path, body);
    expect(answer.body.error).toBeUndefined();
    expect(answer.status).toBeLessThan(300);
    return answer.body;
  };
  /** What is done in the background is there before long. */
  const soon = async <T>(look: () => Promise<T | undefined>): Promise<T> => {
    const end = Date.now() + 30_000;
    for (;;) {
      const found = await look();
      if (found !== undefined) return found;
      if (Date.now() > end) throw new Error('It did not happen');
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  };

  it.each([
    [['cmdb']],
    [['incidents']],
    [['service-levels']],
    [['cmdb', 'incidents', 'service-levels']],
  ])('are filed, assessed and approved without %s', async without => {
    const practices = Object.fromEntries(
      without.map(id => [id, { enabled: false }]),
    );
    itsm = await startItsm({
      knex: await databases.init('SQLITE_3'),
      config: { itsm: { practices } },
    });
    const { paths: served } = await read('maria', '/openapi.json');
    for (const [id, path] of Object.entries(A_PATH_OF))
      expect([id, path in served]).toEqual([id, !without.includes(id)]);
    const plan = {
      plannedStart: inHours(1),
      plannedEnd: inHours(2),
      expectedImpact: 'degraded',
    };
    const { number } = await write('rita', '/changes', {
      title: 'Renew the certificate',
      justification: 'It runs out.',
      plan: 'Put the new one in.',
      rollbackPlan: 'Put the old one back.',
      serviceRef: CHECKOUT,
      ...plan,
    });
    const other = await write('rita', '/changes', {
      title: 'Move the checkout',
      justification: 'It is old.',
      plan: 'Move it.',
      rollbackPlan: 'Move it back.',
      serviceRef: CHECKOUT,
      ...plan,
    });
    await write('rita', `/changes/${other.number}/transitions`, {
      transition: 'submit',
    });

    const draft = await write('rita', '/changes/assess', {
      affects: [CHECKOUT],
      ...plan,
    });
    expect(draft.conflicts.items).toMatchObject([
      { kind: 'change', overlap: { from: plan.plannedStart } },
    ]);
    const assessment = await read('rita', `/changes/${number}/assessment`);
    expect(assessment.conflicts.items).toHaveLength(1);
    await write('rita', `/changes/${number}/transitions`, {
      transition: 'submit',
    });
    // It is worked out and kept, too.
    await soon(async () => {
      const { risk, conflictCount } = await read('rita', `/changes/${number}`);
      return risk === assessment.risk.level && conflictCount === 1
        ? true
        : undefined;
    });

    await write('rita', `/changes/${number}/transitions`, {
      transition: 'request-approval',
    });
    const waiting = await soon(async () => {
      const { items } = await read('maria', '/approvals/inbox');
      return items.find((i: any) => i.record.number === number);
    });
    const decided = await write(
      'maria',
      `/approvals/seats/${waiting.seat.id}/decision`,
      { decision: 'approve', round: waiting.round },
    );
    expect(decided).toMatchObject({ approval: 'approved', state: 'approved' });
    expect(await read('rita', `/changes/${number}`)).toMatchObject({
      status: 'scheduled',
    });
    // What else shows changes answers, too.
    const paths = [
      `/changes/${number}/windows`,
      `/changes/${number}/gate`,
      `/changes/${number}/review`,
      `/changes/${number}/what-changed`,
      '/changes/windows',
      '/changes/standard',
      '/changes/cab',
      `/changes/maintenance?entity=${CHECKOUT}`,
      `/changes/calendar?from=${inHours(-1)}&to=${inHours(24)}`,
    ];
    const answers = await Promise.all(
      paths.map(async path => [
        path,
        (await itsm.as('maria').get(path)).status,
      ]),
    );
    expect(answers).toEqual(paths.map(path => [path, 200]));
  });
});
