import { SYSTEM_CALLER, type News } from '@callboard/plugin-itsm-node';
import { alsoDeputies } from '../news/alsoDeputies';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { ApprovalStories, CART, DAY, HOUR } from '../../tests/approvalStories';
import { dumpTables, rowsWith } from '../../tests/dumpTables';
import { brokenChains } from '../../tests/verifyAll';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(240_000);

describe.each(databases.eachSupportedId())('approvals on %s', databaseId => {
  let shop: ApprovalStories;

  beforeAll(async () => {
    shop = await ApprovalStories.on(await databases.init(databaseId));
  });
  beforeEach(() => shop.policies({}));

  it('are asked of the owner of the service where no policy says otherwise', async () => {
    const number = await shop.asked();
    expect(await shop.record(number)).toMatchObject({
      status: 'authorize',
      approval: 'requested',
    });
    expect(await shop.who(number)).toEqual([['group payments open']]);
    expect(await shop.waitsFor('maria')).toContain(number);
    expect(await shop.waitsFor('sam')).not.toContain(number);
    const decided = await shop.decide('maria', number);
    expect(decided).toMatchObject({ approval: 'approved', state: 'approved' });
    expect(await shop.record(number)).toMatchObject({
      status: 'scheduled',
      approval: 'approved',
    });
    expect(await shop.waitsFor('paul')).not.toContain(number);
    expect(await shop.told(number)).toEqual([
      'approval.asked',
      'approval.decided',
    ]);
    const { record, participants } = await shop.kernel.records.view(
      shop.as('maria'),
      number,
    );
    expect(record.approval).toBe('approved');
    expect(participants).toContainEqual({
      principalRef: 'group:default/payments',
      role: 'approver',
      canRead: true,
    });
  });

  it('follow all policies that apply, in their order, each step once', async () => {
    const step = { title: 'CAB', who: [{ group: 'group:default/cab' }] };
    await shop.policies({
      late: {
        title: 'Late',
        records: ['change'],
        order: 200,
        steps: [{ ...step, title: 'Exception' }],
      },
      first: {
        title: 'Normal ones',
        records: ['change'],
        when: { changeType: 'normal', 'service.system': 'system:default/shop' },
        order: 10,
        steps: [
          {
            title: 'Owners',
            who: [{ role: 'affected-owners' }],
            quorum: 'all',
          },
          step,
        ],
      },
      never: {
        title: 'Others',
        records: ['change'],
        when: { changeType: 'standard' },
        steps: [{ title: 'Zoe', who: [{ user: 'user:default/zoe' }] }],
      },
    });
    const number = await shop.assessed();
    await shop.kernel.records.changeRecord(shop.as('maria'), {
      id: number,
      entityLinks: [{ kind: 'affects', target: CART }],
    });
    await shop.take(number, 'request-approval');
    await shop.settle();
    expect(await shop.who(number)).toEqual([
      ['group payments open', 'group storefront open'],
      ['group cab waiting'],
    ]);
    const { policies, steps } = await shop.round(number);
    expect(steps.map(s => s.title)).toEqual(['Owners', 'CAB, Exception']);
    expect(policies).toEqual([
      { key: 'first', version: 1, title: 'Normal ones' },
      { key: 'late', version: 1, title: 'Late' },
    ]);
    await shop.decide('maria', number);
    expect(await shop.waitsFor('cora')).not.toContain(number);
    await shop.decide('sue', number);
    expect(await shop.waitsFor('cora')).toContain(number);
    await shop.decide('cora', number, 'reject', 'Not this week');
    expect(await shop.record(number)).toMatchObject({
      status: 'rejected',
      approval: 'rejected',
    });
    // Revised and submitted again, it begins anew.
    await shop.take(number, 'revise');
    expect((await shop.record(number)).approval).toBeUndefined();
  });

  it('show notes to those who work on it or are asked, and to nobody else', async () => {
    const number = await shop.asked();
    await shop.decide('maria', number, 'reject', 'Name a window');
    const note = async (name: string) => {
      const { items } = await shop.rounds(number, shop.as(name));
      const [seat] = items[0].steps[0].seats;
      expect(seat).toMatchObject({
        state: 'rejected',
        decidedByRef: 'user:default/maria',
        hasNote: true,
      });
      return seat.note;
    };
    expect(await note('maria')).toBe('Name a window');
    expect(await note('paul')).toBe('Name a window');
    expect(await note('rita')).toBeUndefined();
    expect(await note('sam')).toBeUndefined();
  });

  it('are given by nobody for their own, nor twice, nor by whoever is not asked', async () => {
    const number = await shop.asked({ requesterRef: 'user:default/paul' });
    expect(await shop.waitsFor('paul')).not.toContain(number);
    const round = await shop.round(number);
    const [seat] = round.steps[0].seats;
    const decide = (name: string, seatId = seat.id, at = round.round) =>
      shop.kernel.approving.approvals.decide(shop.as(name), seatId, {
        decision: 'approve',
        round: at,
      });
    await expect(decide('paul')).rejects.toThrow(
      'Nobody decides on what they requested, work on or asked approval for.',
    );
    await expect(decide('sam')).rejects.toThrow('You are not asked here');
    await expect(decide('maria', seat.id, 9)).rejects.toThrow(
      `round: ${number} is in round 1 of its approval, not 9`,
    );
    await expect(
      decide('maria', '0190f3d4-0000-7000-8000-00000000dead'),
    ).rejects.toThrow('There is no seat');
    await decide('maria');
    await expect(decide('maria')).rejects.toThrow('was approved already');
  });

  it('become stale with what was approved, are asked anew, and hold it back meanwhile', async () => {
    const number = await shop.asked();
    const { items } = await shop.inbox('maria');
    const item = items.find(i => i.record.number === number)!;
    expect(item).toMatchObject({ round: 1, isNew: true, changes: [] });
    await shop.decide('maria', number);
    await shop.change(number, { plan: 'Replace them by hand' });
    expect(await shop.record(number)).toMatchObject({
      status: 'scheduled',
      approval: 'stale',
    });
    await expect(shop.take(number, 'start')).rejects.toThrow(
      'What was approved has changed since',
    );
    await expect(
      shop.kernel.approving.approvals.decide(shop.as('paul'), item.seat.id, {
        decision: 'approve',
        round: 1,
      }),
    ).rejects.toThrow(
      /has changed since its approval was asked: (Plan|Implementation)/,
    );
    await shop.settle();
    expect(await shop.record(number)).toMatchObject({
      status: 'authorize',
      approval: 'requested',
    });
    // Who has decided hears what is different now. Who changed it asked for it, and decides no more.
    expect(await shop.waitsFor('maria')).not.toContain(number);
    await shop.kernel.approving.approvals.looked(shop.as('paul'), number);
    await shop.change(number, { title: 'Renew all certificates' });
    await shop.settle();
    const again = (await shop.inbox('paul')).items.find(
      i => i.record.number === number,
    );
    expect(again).toMatchObject({
      round: 3,
      isNew: false,
      changes: [
        {
          field: 'title',
          label: 'Title',
          before: 'Renew certificates',
          after: 'Renew all certificates',
        },
      ],
    });
    expect(await shop.told(number)).toEqual([
      'approval.asked',
      'approval.decided',
      'approval.stale',
      'approval.asked',
      'approval.stale',
      'approval.asked',
    ]);
    expect((await shop.rounds(number)).items.map(r => r.state)).toEqual([
      'asked',
      'superseded',
      'approved',
    ]);
  });

  it('become stale when it affects something else', async () => {
    const number = await shop.asked();
    await shop.decide('maria', number);
    await shop.kernel.records.changeRecord(shop.as('maria'), {
      id: number,
      entityLinks: [{ kind: 'affects', target: CART }],
    });
    expect((await shop.record(number)).approval).toBe('stale');
  });

  it('are withdrawn when there is nothing to approve any more', async () => {
    const number = await shop.asked();
    await shop.take(number, 'cancel', { cancelReason: 'Not wanted' });
    expect((await shop.record(number)).approval).toBeUndefined();
    expect((await shop.round(number)).state).toBe('withdrawn');
    expect(await shop.waitsFor('maria')).not.toContain(number);
    expect(await shop.told(number)).toEqual([
      'approval.asked',
      'approval.withdrawn',
    ]);
  });

  it('come to delegates of those who are away, but never as a way around', async () => {
    await shop.policies({
      sam: {
        title: 'Sam',
        records: ['change'],
        steps: [{ title: 'Sam', who: [{ user: 'user:default/sam' }] }],
      },
    });
    const { absences, approvals } = shop.kernel.approving;
    const away = (name: string, delegate: string) =>
      absences.put(shop.as(name), `user:default/${name}`, {
        from: new Date(shop.clock.now()).toISOString(),
        to: new Date(shop.clock.now() + DAY).toISOString(),
        delegateRef: `user:default/${delegate}`,
      });
    const own = await shop.asked({ requesterRef: 'user:default/zoe' });
    const other = await shop.asked();
    await away('sam', 'zoe');
    await away('zoe', 'cora');
    // Zoe stands in for Sam, not about her own; nobody stands in for Zoe where she stands in.
    expect(await shop.waitsFor('zoe')).toEqual([other]);
    expect(await shop.waitsFor('cora')).toEqual([]);
    const [item] = (await shop.inbox('zoe')).items;
    expect(item.seat.viewer).toEqual({
      canDecide: true,
      standsInForRef: 'user:default/sam',
    });
    expect((await absences.mine(shop.as('zoe'))).standsInFor).toHaveLength(1);
    await shop.decide('zoe', other);
    const [seat] = (await shop.round(other)).steps[0].seats;
    expect(seat).toMatchObject({
      decidedByRef: 'user:default/zoe',
      onBehalfOfRef: 'user:default/sam',
    });
    const [ownSeat] = (await shop.round(own)).steps[0].seats;
    await expect(
      approvals.decide(shop.as('zoe'), ownSeat.id, {
        decision: 'approve',
        round: 1,
      }),
    ).rejects.toThrow('Nobody decides on what they requested');
    // What is told to Sam is told to Zoe too, but not what is told to others.
    const told = (...names: string[]) => ({
      entry: {},
      chosen: new Map<string, News>(
        names.map(name => [
          `user:default/${name}`,
          { topic: 't', to: [], title: 'T', deputies: { link: '/' } },
        ]),
      ),
    });
    const heard = [told('sam'), told('maria')];
    await alsoDeputies(shop.knex, heard, shop.clock.now());
    expect(heard.map(({ chosen }) => [...chosen.keys()])).toEqual([
      ['user:default/sam', 'user:default/zoe'],
      ['user:default/maria'],
    ]);
    shop.clock.pass(2 * DAY);
    expect(await shop.waitsFor('zoe')).toEqual([]);
    await expect(away('sam', 'sam')).rejects.toThrow('must be somebody else');
    await expect(
      absences.put(shop.as('sam'), 'user:default/zoe', {
        from: new Date(shop.clock.now()).toISOString(),
        to: new Date(shop.clock.now() + DAY).toISOString(),
      }),
    ).rejects.toThrow('Everybody says when they are away themselves');
  });

  it('go to others when nobody decides in time, after reminders', async () => {
    await shop.policies({
      hurry: {
        title: 'Hurry',
        records: ['change'],
        steps: [
          {
            title: 'Owners',
            who: [{ role: 'service-owner' }],
            deadline: '4h',
            escalateTo: [{ group: 'group:default/cab' }],
          },
        ],
      },
    });
    const number = await shop.asked();
    shop.clock.pass(2 * HOUR);
    await shop.settle();
    shop.clock.pass(2 * HOUR);
    await shop.settle();
    expect(await shop.told(number)).toEqual([
      'approval.asked',
      'approval.reminded',
      'approval.escalated',
    ]);
    expect(await shop.who(number)).toEqual([
      ['group payments open', 'group cab open'],
    ]);
    expect(
      await shop.kernel.approving.approvals.count(shop.as('carl')),
    ).toEqual({ waiting: 1, overdue: 1 });
    await shop.decide('carl', number);
    expect((await shop.record(number)).status).toBe('scheduled');
  });

  it('are rejected when nobody decides in time, where the policy says so', async () => {
    await shop.policies({
      strict: {
        title: 'Strict',
        records: ['change'],
        steps: [
          {
            title: 'Owners',
            who: [{ role: 'service-owner' }],
            deadline: '1d',
            onDeadline: 'reject',
          },
        ],
      },
    });
    const number = await shop.asked();
    shop.clock.pass(DAY);
    await shop.settle();
    expect(await shop.record(number)).toMatchObject({
      status: 'rejected',
      approval: 'rejected',
    });
  });

  it('are asked of others in place of people who left or may not decide', async () => {
    await shop.policies({
      people: {
        title: 'People',
        records: ['change'],
        steps: [
          {
            title: 'Both',
            who: [{ user: 'user:default/sue' }, { user: 'user:default/sam' }],
            quorum: 'all',
            escalateTo: [{ group: 'group:default/cab' }],
          },
          { title: 'Nobody there', who: [{ group: 'group:default/ghosts' }] },
        ],
      },
    });
    const number = await shop.asked({ requesterRef: 'user:default/sam' });
    expect(await shop.who(number)).toEqual([
      ['user sue open', 'group cab open'],
      ['group admins waiting'],
    ]);
    await shop.leaves('sue');
    await shop.kernel.approving.job.run();
    await shop.settle();
    expect(await shop.who(number)).toEqual([
      ['user sue closed', 'group cab open', 'group admins open'],
      ['group admins waiting'],
    ]);
    expect((await shop.round(number)).steps[0].needed).toBe(2);
    await shop.decide('cora', number);
    await shop.decide('ada', number);
    await shop.decide('ada', number);
    expect((await shop.record(number)).status).toBe('scheduled');
  });

  it('are asked after the fact of an emergency, which closes when it is decided', async () => {
    const number = await shop.assessed({ changeType: 'emergency' });
    await shop.take(number, 'start-emergency', {
      assigneeRef: 'user:default/sam',
    });
    await shop.settle();
    expect(await shop.round(number)).toMatchObject({
      purpose: 'after',
      state: 'asked',
    });
    await shop.decide('paul', number);
    expect(await shop.record(number)).toMatchObject({
      status: 'implement',
      approval: 'approved',
    });
  });

  it('are asked again by those who work on it, by the policies as they are then', async () => {
    const number = await shop.asked();
    await shop.policies({
      cab: {
        title: 'CAB',
        records: ['change'],
        steps: [{ title: 'CAB', who: [{ group: 'group:default/cab' }] }],
      },
    });
    const { approvals } = shop.kernel.approving;
    await expect(approvals.askAgain(shop.as('rita'), number)).rejects.toThrow(
      'Only those who work on',
    );
    const anew = await approvals.askAgain(shop.as('maria'), number);
    expect(anew.items.map(r => r.state)).toEqual(['asked', 'superseded']);
    expect(await shop.waitsFor('maria')).not.toContain(number);
    await shop.decide('cora', number);
    await expect(approvals.askAgain(shop.as('maria'), number)).rejects.toThrow(
      'is approved as it is',
    );
  });

  it('forget who decided, and what they wrote, when a person is erased', async () => {
    await shop.policies({
      carl: {
        title: 'Carl',
        records: ['change'],
        steps: [
          {
            title: 'First',
            who: [{ user: 'user:default/carl' }],
            escalateTo: [{ user: 'user:default/cora' }],
          },
          { title: 'Second', who: [{ user: 'user:default/cora' }] },
        ],
      },
    });
    const number = await shop.asked();
    await shop.decide('carl', number, 'approve', 'A quokka told me');
    const { absences } = shop.kernel.approving;
    const from = new Date(shop.clock.now()).toISOString();
    const to = new Date(shop.clock.now() + DAY).toISOString();
    const away = { from, to, delegateRef: 'user:default/cora' };
    await absences.put(shop.as('carl'), 'user:default/carl', away);
    // The definition names people, and is written anew without them.
    await shop.policies({});
    for (const name of ['carl', 'cora'])
      await shop.kernel.erasure.erase(SYSTEM_CALLER, {
        ref: `user:default/${name}`,
        level: 'identity-and-texts',
        force: true,
      });
    const dump = await dumpTables(shop.knex);
    const ours = new Map(
      [...dump].filter(([table]) => /approv|absence|^texts$|^due/.test(table)),
    );
    expect(rowsWith(ours, /default\/(carl|cora)|quokka/)).toEqual([]);
    const round = await shop.round(number);
    expect(round.steps[0].seats[0]).toMatchObject({
      decidedByRef: expect.stringMatching(/^user:erased\/\d+$/),
      hasNote: true,
    });
    expect(round.steps[0].seats[0].note).toBeUndefined();
    // Nobody can decide in the place of who is erased: others are asked.
    await shop.kernel.approving.job.run();
    await shop.settle();
    expect((await shop.who(number))[1]).toEqual([
      expect.stringMatching(/^user:erased\/\d+ closed$/),
      'group admins open',
    ]);
  });

  it('stand in journals that verify', async () => {
    expect(await brokenChains(shop.knex)).toEqual([]);
  });
});
