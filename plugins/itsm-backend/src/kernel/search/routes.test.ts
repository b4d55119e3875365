import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../testing/startItsm';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

describe.each(databases.eachSupportedId())('search routes on %s', id => {
  let itsm: RunningItsm;
  const file = async (values: object, by = 'rita') =>
    (
      await itsm.as(by).post('/incidents', {
        serviceRef: 'component:default/checkout',
        ...values,
      })
    ).body;

  beforeAll(async () => {
    itsm = await startItsm({ knex: await databases.init(id) });
  });
  afterAll(() => itsm.stop());

  it('find what was filed a moment ago, with one permission call', async () => {
    const { number } = await file({ title: 'The walrus is stuck' });
    await itsm.caughtUp();
    const before = itsm.permissionCalls();
    const { body } = await itsm.as('rita').get('/search?q=walrus');
    expect(itsm.permissionCalls() - before).toBe(1);
    expect(body.items).toEqual([
      expect.objectContaining({ number, found: 'title' }),
    ]);
    expect(body.refs['component:default/checkout']).toBeDefined();
    const listed = await itsm.as('rita').get('/incidents?q=walrus&total=true');
    expect([listed.body.total, listed.body.items[0].number]).toEqual([
      1,
      number,
    ]);
  });

  it('show open records while one is typed', async () => {
    const { number } = await file({ title: 'Narwhal lost its horn' });
    await itsm.caughtUp();
    const { body } = await itsm
      .as('maria')
      .get(
        '/records/similar?type=incident&title=horn%20of%20narwhal&entity=component:default/cart',
      );
    expect(body.items).toEqual([
      expect.objectContaining({
        number,
        sameEntity: false,
        sharedWords: ['horn', 'narwhal'],
      }),
    ]);
    const none = await itsm.as('maria').get('/records/similar');
    expect(none.body.items).toEqual([]);
  });

  it('give documents to the search plugin and to nobody else', async () => {
    await file({ title: 'Restricted one', visibility: 'restricted' });
    const path = '/search/documents?type=incident&limit=1000';
    const { status, body } = await itsm.asService('plugin:search').get(path);
    expect(status).toBe(200);
    expect(body.items.length).toBeGreaterThan(0);
    expect(JSON.stringify(body)).not.toContain('Restricted one');
    const others = await Promise.all([
      itsm.as('dana').get(path),
      itsm.asService('plugin:catalog').get(path),
      itsm.asService('external:importer').get(path),
      itsm.anonymous.get(path),
    ]);
    expect(others.map(o => o.status)).toEqual([403, 403, 403, 401]);
    // Being allowed to ask for documents is no role.
    const list = await itsm.asService('plugin:search').get('/records');
    expect(list.status).toBe(403);
  });

  it.each([
    ['/search', /q: is required/],
    ['/search?q=', /q: must not be empty/],
    ['/search?q=a&limit=1000', /limit/],
    [`/search?q=${'a'.repeat(201)}`, /q: /],
    ['/search?q=a%00b', /q: must not contain the NUL character/],
    ['/search?q=a&type=elephant', /type: there is no record type "elephant"/],
    ['/records/similar?entity=cart', /entity: must be an entity reference/],
  ])('refuse %s with a sentence', async (path, said) => {
    const { status, body } = await itsm.as('maria').get(path);
    expect([status, body.error.message]).toEqual([
      400,
      expect.stringMatching(said),
    ]);
  });
});
