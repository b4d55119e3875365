import { readFileSync } from 'fs';
import { join, resolve } from 'path';
import { SYSTEM_CALLER } from '@callboard/plugin-itsm-node';
import { parseAllDocuments } from 'yaml';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { ApprovalStories } from '../../tests/approvalStories';

const databases = MigratedDatabases.create({ ids: ['SQLITE_3'] });
jest.setTimeout(120_000);

const EXAMPLES = resolve(__dirname, '../../../../../examples/definitions');

describe('approval policies', () => {
  let shop: ApprovalStories;
  beforeAll(async () => {
    shop = await ApprovalStories.on(await databases.init('SQLITE_3'));
  });

  /** Notes that the catalog was read whole; what is read first stands in Git. */
  const catalogWasRead = () =>
    shop.knex('catalog_reads').insert({
      id: 'catalog',
      token: 'read',
      began_at: 1,
      finished_at: 1,
    });

  const faults = async (body: object) => {
    const { definitionService } = shop.kernel;
    const checked = await definitionService.check(
      SYSTEM_CALLER,
      'approval-policy',
      'one',
      { body },
    );
    return checked.faults.map(f => f.message);
  };
  const policy = (step: object, more: object = {}) => ({
    title: 'One',
    records: ['change'],
    steps: [{ title: 'Step', who: [{ role: 'service-owner' }], ...step }],
    ...more,
  });

  it('are taken before the catalog was read whole: nothing is known to be missing from it', async () => {
    const unknown = policy({ who: [{ group: 'group:default/none' }] });
    expect(await faults(unknown)).toEqual([]);
    await catalogWasRead();
    expect(await faults(unknown)).toEqual([
      'steps.0.who.0.group: there is no group:default/none in the catalog, or you may not see it; name one that is there',
    ]);
  });

  it.each<[string, object, RegExp]>([
    [
      'people whom the catalog does not have',
      policy({ who: [{ user: 'user:default/nobody' }] }),
      /there is no user:default\/nobody in the catalog/,
    ],
    [
      'groups to escalate to, too',
      policy({ escalateTo: [{ group: 'group:default/none' }] }),
      /escalateTo.0.group: there is no group:default\/none in the catalog/,
    ],
    [
      'roles that nobody brings',
      policy({ who: [{ role: 'service-ovner' }] }),
      /there is no role "service-ovner"; did you mean "service-owner"\?/,
    ],
    [
      'a quorum that can never be reached',
      policy({ who: [{ group: 'group:default/cab', seats: 2 }], quorum: 3 }),
      /3 can never approve, for 2 are asked/,
    ],
    [
      'escalating in a circle',
      policy({ escalateTo: [{ role: 'service-owner' }] }),
      /asked by this step already; escalating would go in a circle/,
    ],
    [
      'what happens at a deadline that there is not',
      policy({ onDeadline: 'reject' }),
      /onDeadline: says what happens at a deadline, and there is none/,
    ],
    [
      'a deadline that is no duration',
      policy({ deadline: 'soon' }),
      /must be hours or days, e.g. 4h or 2d/,
    ],
    [
      'fields that records do not have',
      policy({}, { when: { riskk: 'high' } }),
      /when.riskk: there is no such field here; did you mean risk\?/,
    ],
    [
      'records that nobody approves',
      policy({}, { records: ['incident'] }),
      /records.0: records of the type Incident are not approved by anybody/,
    ],
    [
      'records that are not there',
      policy({}, { records: ['chance'] }),
      /there is no record type "chance" here; did you mean "change"\?/,
    ],
    ['no steps', { ...policy({}), steps: [] }, /steps/],
    [
      'the same twice',
      policy({ who: [{ role: 'owner' }, { role: 'owner' }] }),
      /role owner is there twice/,
    ],
  ])('are refused for %s', async (_, body, why) => {
    const said = await faults(body);
    expect(said.join('\n')).toMatch(why);
  });

  it('are taken where they hold together', async () => {
    expect(
      await faults(
        policy(
          {
            who: [{ group: 'group:default/cab', seats: 2 }],
            quorum: 2,
            deadline: '2d',
            escalateTo: [{ user: 'user:default/zoe' }],
          },
          { when: { 'service.tier': 'gold', risk: { $in: ['high'] } } },
        ),
      ),
    ).toEqual([]);
  });

  it('of the examples name nothing but the demo organisation', async () => {
    const text = readFileSync(join(EXAMPLES, 'approval-policies.yaml'), 'utf8');
    const said = await Promise.all(
      parseAllDocuments(text).map(doc => faults((doc.toJS() as any).spec)),
    );
    const others = said
      .flat()
      .filter(
        f => !/no group:default\/(change-managers|leadership) in/.test(f),
      );
    expect(others).toEqual([]);
  });
});
