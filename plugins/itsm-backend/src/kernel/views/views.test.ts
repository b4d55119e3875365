import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../testing/startItsm';
import { SavedViews } from './SavedViews';
import { ViewStore } from './ViewStore';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const QUERY = {
  params: { status: ['new', 'in-progress'], assignee: 'me' },
  columns: ['number', 'title'],
  sort: { field: 'priority', order: 'asc' },
};

describe.each(databases.eachSupportedId())('saved views on %s', databaseId => {
  let itsm: RunningItsm;
  beforeAll(async () => {
    itsm = await startItsm({
      knex: await databases.init(databaseId),
      config: {
        itsm: {
          access: {
            roles: {
              agent: ['group:default/service-desk'],
              admin: ['group:default/storefront'],
            },
          },
        },
      },
    });
  });
  beforeEach(async () => {
    for (const table of ['saved_view_preferences', 'saved_views'])
      await itsm.knex(table).delete();
  });
  afterAll(() => itsm.stop());

  const save = async (as: string, name: string, body: object = {}) =>
    (
      await itsm
        .as(as)
        .post('/views', { page: 'incident', name, query: QUERY, ...body })
    ).body;
  const names = async (as: string, page = 'incident') =>
    (await itsm.as(as).get(`/views?page=${page}`)).body.items.map(
      (v: any) => v.name,
    );
  const payments = { sharing: 'groups', groups: ['group:default/payments'] };

  it('are kept for their owner, per page', async () => {
    const view = await save('maria', 'Mine');
    expect(view).toMatchObject({
      name: 'Mine',
      query: QUERY,
      ownerRef: 'user:default/maria',
      sharing: 'nobody',
      groups: [],
      mine: true,
      canEdit: true,
      isDefault: false,
      version: 1,
    });
    expect(await names('maria')).toEqual(['Mine']);
    expect(await names('maria', 'task')).toEqual([]);
    expect(await names('dana')).toEqual([]);
    for (const other of ['dana', 'sam'])
      expect((await itsm.as(other).get(`/views/${view.id}`)).status).toBe(404);
  });

  it('are shared with groups by their members, and with everybody by agents', async () => {
    const team = await save('maria', 'Team', payments);
    await save('dana', 'All', { sharing: 'everybody' });
    await save('dana', 'For payments', payments);
    expect(await names('maria')).toEqual(['Team', 'All', 'For payments']);
    expect(await names('rita')).toEqual(['All']);
    const refused = await itsm.as('maria').post('/views', {
      page: 'incident',
      name: 'x',
      query: {},
      sharing: 'everybody',
    });
    expect([refused.status, refused.body.error.message]).toEqual([
      403,
      'Sharing a view with everybody is for agents; share it with your groups instead',
    ]);
    const foreign = await save('rita', 'x', payments);
    expect(foreign.error.message).toContain('no member of');
    const nobody = await save('maria', 'x', { sharing: 'groups' });
    expect(nobody.error.message).toContain('at least one group');
    const back = await itsm
      .as('maria')
      .patch(`/views/${team.id}`, { sharing: 'nobody' });
    expect(back.body).toMatchObject({ sharing: 'nobody', groups: [] });
  });

  it('are changed by their owner and by admins only', async () => {
    const { id } = await save('dana', 'All', { sharing: 'everybody' });
    const refused = await itsm.as('maria').patch(`/views/${id}`, { name: 'X' });
    expect([refused.status, refused.body.error.message]).toEqual([
      403,
      'Only its owner may change the view "All"; save a copy of your own',
    ]);
    expect((await itsm.as('maria').delete(`/views/${id}`)).status).toBe(403);
    const byAdmin = await itsm.as('sam').patch(`/views/${id}`, { name: 'X' });
    expect(byAdmin.body).toMatchObject({ name: 'X', version: 2, mine: false });
    const stale = await itsm
      .as('dana')
      .patch(`/views/${id}`, { name: 'Y' })
      .set('If-Match', '"1"');
    expect(stale.status).toBe(409);
    expect((await itsm.as('dana').delete(`/views/${id}`)).status).toBe(204);
    expect(await names('dana')).toEqual([]);
  });

  it('are in everybody’s own order, with a default of their own', async () => {
    const a = await save('dana', 'A', { sharing: 'everybody' });
    const b = await save('maria', 'B');
    const c = await save('maria', 'C');
    const prefer = (body: object) =>
      itsm.as('maria').put('/views/preferences', { page: 'incident', ...body });
    const preferred = await prefer({
      order: [c.id, a.id],
      defaultViewId: a.id,
    });
    expect(preferred.body.items.map((v: any) => [v.name, v.isDefault])).toEqual(
      [
        ['C', false],
        ['A', true],
        ['B', false],
      ],
    );
    expect(await names('dana')).toEqual(['A']);
    expect((await itsm.as('maria').get(`/views/${a.id}`)).body.isDefault).toBe(
      true,
    );
    const none = await prefer({ defaultViewId: null });
    expect(none.body.items.map((v: any) => v.isDefault)).not.toContain(true);
    expect(none.body.items[0].name).toBe('C');
    await prefer({ defaultViewId: b.id });
    await itsm.as('maria').delete(`/views/${b.id}`);
    expect(await names('maria')).toEqual(['C', 'A']);
    const foreign = await itsm
      .as('rita')
      .put('/views/preferences', { page: 'incident', defaultViewId: c.id });
    expect(foreign.status).toBe(404);
  });

  it('give nobody a right to what they show', async () => {
    await itsm.as('dana').post('/incidents', {
      serviceRef: 'component:default/checkout',
      title: 'Secret',
      visibility: 'restricted',
    });
    const view = await save('dana', 'All', { sharing: 'everybody' });
    const { params } = (await itsm.as('rita').get(`/views/${view.id}`)).body
      .query;
    const asked = new URLSearchParams({ status: params.status.join(',') });
    const list = await itsm.as('rita').get(`/incidents?${asked}`);
    expect(list.body.items).toEqual([]);
  });

  it('refuse what is no question', async () => {
    const said = async (body: object) =>
      (await save('maria', 'x', body)).error?.message;
    expect(await said({ query: { filter: {} } })).toContain('query.filter');
    expect(await said({ page: 'Not a page' })).toContain('page');
    expect(
      await said({ query: { params: { q: 'x'.repeat(2001) } } }),
    ).toContain('query.params.q');
    expect(
      await said({ query: { predicate: { a: 'x'.repeat(20_000) } } }),
    ).toContain('20,000');
  });

  it('go with their owner', async () => {
    await save('maria', 'Team', payments);
    await itsm
      .as('maria')
      .put('/views/preferences', { page: 'incident', order: [] });
    const views = new SavedViews({
      knex: itsm.knex,
      store: new ViewStore(itsm.knex),
    } as any);
    await views.forget('user:default/maria');
    for (const table of [
      'saved_views',
      'saved_view_groups',
      'saved_view_preferences',
    ])
      expect(await itsm.knex(table)).toEqual([]);
  });
});
