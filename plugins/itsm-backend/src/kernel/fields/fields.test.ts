import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../testing/startItsm';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const nested = (depth: number): object =>
  depth === 0 ? { status: 'new' } : { $not: nested(depth - 1) };

/** What a client may send as a filter, and the sentence it gets. */
const REFUSED: [string, unknown, string | RegExp][] = [
  ['a word', 'status', /^filter: must be an object/],
  ['a number', 5, /^filter: must be an object/],
  ['nothing', null, /^filter: must be an object/],
  ['a list', [{ status: 'new' }], /^filter: must be an object/],
  [
    'an unknown field',
    { asignee: 'me' },
    'filter.asignee: there is no such field here; did you mean assigneeRef?',
  ],
  [
    'a column of the database',
    { 'r.id; drop table records': 1 },
    /there is no such field here; GET \/fields lists them$/,
  ],
  ['an unknown operator', { $or: [] }, /^filter\.\$or: is no operator here/],
  [
    'a prototype',
    JSON.parse('{"__proto__": {"status": "new"}}'),
    /^filter\.__proto__: there is no such field here/,
  ],
  [
    'a constructor',
    { constructor: 'x', toString: 'y' },
    /^filter\.constructor: there is no such field here/,
  ],
  [
    'an inherited matcher',
    { priority: { toString: 1 } },
    /^filter\.priority: Priority cannot be asked for toString/,
  ],
  [
    'a wrong matcher',
    { title: { $gt: 'a' } },
    'filter.title: Title cannot be asked for $gt; use a plain value, $in, $exists, $hasPrefix',
  ],
  [
    'two matchers',
    { status: { $in: [], $exists: true } },
    /^filter\.status: must have one matcher/,
  ],
  ['no matcher', { status: {} }, /^filter\.status: must have one matcher/],
  ['a list as value', { status: ['new'] }, /^filter\.status: must be a value/],
  ['null as value', { status: null }, /^filter\.status: must be a value/],
  [
    'a text for a number',
    { priority: { $lte: 'high' } },
    'filter.priority.$lte: must be a number',
  ],
  [
    'an instant that is none',
    { $all: [{ createdAt: { $gt: 'yesterday' } }] },
    'filter.$all.0.createdAt.$gt: must be an instant like 2026-03-01T09:00:00.000Z, now or now-7d',
  ],
  [
    'a truth that is none',
    { $any: [{ priority: { $exists: 'yes' } }] },
    'filter.$any.0.priority.$exists: must be true or false',
  ],
  [
    'a name without a kind',
    { ownerRef: { $in: ['mine', 'payments'] } },
    /^filter\.ownerRef\.\$in\.1: must be an entity reference/,
  ],
  [
    'a list of watchers',
    { watcher: 'me' },
    /^filter\.watcher: Watchers cannot/,
  ],
  [
    'the NUL character',
    { title: 'a\u0000b' },
    'filter.title: must not contain the NUL character or half of a character',
  ],
  [
    'half of a character',
    { title: { $hasPrefix: '\ud800' } },
    /^filter\.title\.\$hasPrefix: must not contain the NUL/,
  ],
  [
    'two operators in one object',
    { $all: [], status: 'new' },
    /^filter: \$all must be the only key/,
  ],
  ['deep nesting', nested(9), /nested deeper than 8 levels/],
  ['very deep nesting', nested(300), /nested deeper than 8 levels/],
  [
    'too many questions',
    { $any: Array.from({ length: 101 }, () => ({})) },
    /more than 100 questions/,
  ],
  [
    'too many values',
    { priority: { $in: Array.from({ length: 201 }, (_, i) => i) } },
    'filter.priority.$in: has more than 200 values; make it smaller',
  ],
];

describe.each(databases.eachSupportedId())('fields on %s', databaseId => {
  let itsm: RunningItsm;
  const file = async (by: string, values: object) =>
    (
      await itsm.as(by).post('/incidents', {
        serviceRef: 'component:default/checkout',
        title: 'Something',
        ...values,
      })
    ).body;
  const list = (by: string, filter: unknown, more = '') =>
    itsm
      .as(by)
      .get(
        `/incidents?filter=${encodeURIComponent(
          JSON.stringify(filter),
        )}${more}`,
      );
  const numbers = async (by: string, filter: unknown) => {
    const answer = await list(by, filter);
    expect(answer.body.error).toBeUndefined();
    return answer.body.items.map((i: any) => i.number).sort();
  };

  beforeAll(async () => {
    const knex = await databases.init(databaseId);
    itsm = await startItsm({ knex });
    const define = (key: string, body: object) =>
      itsm
        .asService('external:importer')
        .put(`/definitions/custom-field/${key}`, { body });
    await define('color', {
      recordTypes: ['incident'],
      label: 'Color',
      type: 'choice',
      choices: [
        { value: 'red', label: 'Red' },
        { value: 'blue', label: 'Blue' },
      ],
    });
    await define('seats', {
      recordTypes: ['incident'],
      label: 'Seats',
      type: 'number',
      unit: 'people',
    });
  });
  afterAll(() => itsm.stop());

  it('are told with what can be asked of them', async () => {
    const { body } = await itsm.as('rita').get('/fields?type=incident');
    const byKey = Object.fromEntries(body.items.map((f: any) => [f.key, f]));
    expect(byKey.priority).toMatchObject({
      label: 'Priority',
      type: 'number',
      sortable: true,
      sortsAnyLength: true,
      operators: ['$eq', '$in', '$exists', '$gt', '$gte', '$lt', '$lte'],
    });
    expect(byKey.status.choices).toEqual(
      expect.arrayContaining([{ value: 'on-hold', label: 'On hold' }]),
    );
    expect(byKey.impact.operators).toContain('$gte');
    expect(byKey.watcher).toMatchObject({ multiple: true, exportable: false });
    expect(byKey.statedSlaMet.audience).toBe('internal');
    expect(byKey['custom.seats']).toMatchObject({
      custom: true,
      unit: 'people',
      sortable: true,
      sortsAnyLength: false,
    });
    expect(byKey['custom.color']).toMatchObject({ custom: true });
    // Of several types there is what all of them have.
    const all = await itsm.as('rita').get('/fields');
    const shared = all.body.items.map((f: any) => f.key);
    expect(shared).toContain('priority');
    expect(shared).not.toContain('custom.color');
    const unknown = await itsm.as('rita').get('/fields?type=elephant');
    expect(unknown.status).toBe(400);
  });

  it.each(REFUSED)('refuse %s in a filter', async (_, filter, said) => {
    const answer = await list('maria', filter);
    expect(answer.status).toBe(400);
    expect(answer.body.error.name).toBe('InputError');
    // A text must be in it, an expression must match it.
    expect(answer.body.error.message).toMatch(said);
    const counted = await itsm
      .as('maria')
      .post('/records/counts', { queries: { a: { filter } } });
    expect(counted.status).toBe(400);
  });

  it('refuse a filter that is no JSON, or too long', async () => {
    const broken = await itsm.as('maria').get('/incidents?filter={status');
    expect([broken.status, broken.body.error.message]).toEqual([
      400,
      'filter: must be JSON like {"status":"new"}',
    ]);
    const long = await itsm
      .as('maria')
      .get(`/incidents?filter={"title":"${'x'.repeat(4_000)}"}`);
    expect([long.status, long.body.error.message]).toEqual([
      400,
      'filter: must have at most 4,000 characters; save it as a view instead',
    ]);
  });

  it('are filtered by what the caller is and by when it is', async () => {
    const own = await file('maria', { title: 'By Maria', impact: 1 });
    await file('rita', { title: 'By Rita' });
    await itsm
      .as('maria')
      .patch(`/incidents/${own.number}`, { assigneeRef: 'user:default/maria' });
    expect(
      await numbers('maria', {
        assigneeRef: 'me',
        ownerRef: 'mine',
        createdAt: { $gt: 'now-1h', $lte: 'now' },
      }),
    ).toEqual([own.number]);
    expect(await numbers('sam', { assigneeRef: 'me' })).toEqual([]);
    expect(await numbers('maria', { createdAt: { $gt: 'now+1h' } })).toEqual(
      [],
    );
  });

  it('may not be asked for what somebody else watches, but for what oneself does', async () => {
    const { number } = await file('rita', { title: 'Watched' });
    for (const name of ['sam', 'rita']) {
      const { status } = await itsm
        .as(name)
        .post(`/records/${number}/participants`, {
          principalRef: `user:default/${name}`,
          role: 'watcher',
        });
      expect(status).toBe(201);
    }
    const sams = { watcher: { $contains: 'user:default/sam' } };
    expect(await numbers('maria', sams)).toEqual([number]);
    expect(await numbers('rita', sams)).toEqual([]);
    expect(await numbers('sam', { watcher: { $contains: 'me' } })).toEqual([
      number,
    ]);
    expect(await numbers('rita', { watcher: { $contains: 'me' } })).toEqual([
      number,
    ]);
  });

  it('are counted, each question by its name, in one statement', async () => {
    const statements: string[] = [];
    const note = ({ sql }: { sql: string }) => {
      // Whether definitions changed is asked every two seconds, by whoever comes then.
      if (/count\(/.test(sql) && !sql.includes('definition_heads'))
        statements.push(sql);
    };
    itsm.knex.on('query', note);
    const { body } = await itsm.as('maria').post('/records/counts', {
      queries: {
        mine: { type: ['incident'], assignee: ['me'] },
        unassigned: {
          type: ['incident'],
          assignee: ['none'],
          category: ['open'],
        },
        all: {},
        none: { filter: { title: 'no such title' } },
      },
    });
    itsm.knex.removeListener('query', note);
    expect(statements).toHaveLength(1);
    expect(body.counts).toMatchObject({ mine: 1, none: 0 });
    expect(body.counts.all).toBeGreaterThanOrEqual(3);
    expect(body.counts.unassigned).toBe(body.counts.all - 1);
    const empty = await itsm
      .as('maria')
      .post('/records/counts', { queries: {} });
    expect(empty.body).toEqual({ counts: {} });
    const many = await itsm.as('maria').post('/records/counts', {
      queries: Object.fromEntries(
        Array.from({ length: 21 }, (_, i) => [`q${i}`, {}]),
      ),
    });
    expect([many.status, many.body.error.message]).toEqual([
      400,
      'queries: must name at most 20 questions',
    ]);
  });

  it.each([
    'title',
    'number',
    'status',
    'assigneeRef',
    'impact',
    'openForDays',
    'resolvedAt',
    'custom.seats',
    'custom.color',
  ])('sort lists by %s, page by page, what is empty last', async sort => {
    const read = async (order: string) => {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const { body, status } = await itsm
          .as('maria')
          .get(
            `/incidents?sort=${sort}&order=${order}&limit=2${
              cursor ? `&cursor=${cursor}` : ''
            }`,
          );
        if (status === 400) return body.error.message;
        seen.push(...body.items.map((i: any) => i.number));
        cursor = body.pageInfo.nextCursor;
      } while (cursor);
      return seen;
    };
    const up = await read('asc');
    const { body } = await itsm.as('maria').get('/incidents?limit=200');
    expect(new Set(up).size).toBe(body.items.length);
    expect(up).toHaveLength(body.items.length);
    const lacking = JSON.stringify({ [sort]: { $exists: false } });
    const empty = await itsm
      .as('maria')
      .get(`/incidents?limit=200&filter=${encodeURIComponent(lacking)}`);
    const lack = empty.body.items.map((i: any) => i.number);
    const filled = up.slice(0, up.length - lack.length);
    const rest = up.slice(filled.length);
    expect([...rest].sort()).toEqual([...lack].sort());
    expect(await read('desc')).toEqual([
      ...filled.reverse(),
      ...rest.reverse(),
    ]);
  });

  it('sort numbers as numbers', async () => {
    const { body } = await itsm
      .as('maria')
      .get('/incidents?sort=number&order=asc&limit=200');
    const plain = body.items.map((i: any) => Number(i.number.slice(4)));
    expect(plain).toEqual([...plain].sort((a, b) => a - b));
  });

  it('that are internal are nothing to sort by', async () => {
    const { status, body } = await itsm
      .as('maria')
      .get('/incidents?sort=statedSlaMet');
    expect([status, body.error.message]).toEqual([
      400,
      expect.stringMatching(/^sort: lists cannot be sorted by Service level/),
    ]);
  });

  it('refuse to sort by what is no field', async () => {
    const answer = await itsm.as('maria').get('/incidents?sort=titel');
    expect([answer.status, answer.body.error.message]).toEqual([
      400,
      'sort: there is no field "titel" here; did you mean title?',
    ]);
    // What every object has is no field either.
    for (const sort of ['r.id;', 'constructor', 'toString'])
      expect(
        (await itsm.as('maria').get(`/incidents?sort=${sort}`)).status,
      ).toBe(400);
  });
});
