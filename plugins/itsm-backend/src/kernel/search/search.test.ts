import type { Caller } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import {
  FixedClock,
  kernelOnDatabase,
  user,
} from '../../tests/kernelOnDatabase';
import type { KernelParts } from '../buildKernel';
import { refreshWords } from './refreshWords';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const maria = user('maria', ['payments']);
const rita = user('rita');
const sam = user('sam', ['storefront']);
const dana = user('dana', ['service-desk'], ['agent']);

/** What is filed, by name, in this order. */
const FILED: Record<
  string,
  { title: string; description?: string; by?: Caller }
> = {
  printer: {
    title: 'Printer on floor 3 is not printing',
    description: 'It says PC LOAD LETTER.',
  },
  cart: {
    title: 'Cart-service returns 502',
    description: 'See https://shop.example.com/cart?id=7 and /var/log/cart.log',
  },
  umlaut: { title: 'Ärger mit dem Warenkorb', description: 'Größe falsch' },
  timeout: {
    title: 'Checkout is slow',
    description: 'The cart times out, payments fail with a timeout error.',
  },
  greek: { title: 'Ο διακομιστής δεν απαντά' },
};

/** What somebody types, and which of the above it finds. Both engines agree. */
const EXAMPLES: [string, string[]][] = [
  ['printer', ['printer']],
  ['PRINTER', ['printer']],
  ['printing', ['printer']],
  ['print', ['printer']],
  ['prin', ['printer']],
  ['the printer is not', ['printer']],
  ['printer checkout', []],
  ['load letter', ['printer']],
  ['"load letter"', ['printer']],
  ['"letter load"', []],
  ['cart', ['cart', 'timeout']],
  ['cart -timeout', ['cart']],
  ['cart-service', ['cart']],
  ['service cart', ['cart']],
  ['shop.example.com', ['cart']],
  ['example', ['cart']],
  ['cart.log', ['cart']],
  ['502', ['cart']],
  ['ärger', ['umlaut']],
  ['ARGER', ['umlaut']],
  ['waren', ['umlaut']],
  ['grosse', []],
  ['größe', ['umlaut']],
  ['ΔΙΑΚΟΜΙΣΤΉΣ', ['greek']],
  ['απαντά', ['greek']],
  ['time out payments', ['timeout']],
  ['payment fails', ['timeout']],
  ['-printer', []],
  ['!!!', []],
  ['"', []],
  ["'; drop table records; --", []],
  [':* & | ! <-> ()', []],
  ['cart AND', ['cart', 'timeout']],
  ['words : cart', []],
  ['cart*', ['cart', 'timeout']],
  ['internal_words', []],
];

describe.each(databases.eachSupportedId())('search on %s', databaseId => {
  let knex: Knex;
  let kernel: KernelParts;
  const clock = new FixedClock();
  const numbers: Record<string, string> = {};
  const ids: Record<string, string> = {};

  const file = async (
    name: string,
    values: { title: string; description?: string; visibility?: string },
    by: Caller = rita,
  ) => {
    clock.pass(60_000);
    const { record } = await kernel.records.changeRecord(by, {
      create: 'incident',
      set: {
        serviceRef: 'component:default/checkout',
        requesterRef: by.ref,
        ...values,
      },
    });
    numbers[name] = record.number;
    ids[name] = record.id;
    return record;
  };
  const nameOf = (number: string) =>
    Object.keys(numbers).find(name => numbers[name] === number)!;
  const search = async (q: string, caller: Caller = dana) =>
    (await kernel.search.search(caller, { q })).map(f =>
      nameOf(f.record.number),
    );
  const listed = async (q: string, caller: Caller = dana) =>
    (await kernel.records.list(caller, { q, limit: 200 })).items.map(r =>
      nameOf(r.number),
    );

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    kernel = await kernelOnDatabase(knex, { clock });
    for (const [name, { by, ...values }] of Object.entries(FILED))
      await file(name, values, by);
    await kernel.followers.drain();
  });

  it.each(EXAMPLES)('for %j finds %j', async (q, names) => {
    expect((await search(q)).sort()).toEqual([...names].sort());
    expect((await listed(q)).sort()).toEqual([...names].sort());
  });

  it('finds a record by its number, and by its number elsewhere', async () => {
    await knex('record_external_refs').insert({
      source: 'servicenow',
      external_id: 'INC0000045',
      record_id: ids.greek,
    });
    expect(await search(numbers.cart.toLowerCase())).toEqual(['cart']);
    expect(await search(' INC0000045 ')).toEqual(['greek']);
    expect(await listed(numbers.cart)).toEqual(['cart']);
  });

  it('puts titles before texts, what is open before what is over, and the newest first', async () => {
    await file('old', { title: 'Zebra crossing' });
    await file('text', { title: 'Nothing', description: 'a zebra' });
    await file('new', { title: 'Zebra again' });
    await file('over', { title: 'Zebra gone' });
    await kernel.records.changeRecord(dana, {
      id: numbers.over,
      transition: 'cancel',
      set: { cancelReason: 'It found home.' },
    });
    await kernel.followers.drain();
    expect(await search('zebra')).toEqual(['new', 'old', 'over', 'text']);
  });

  it('finds internal words for those who work on the record only', async () => {
    await file('secret', { title: 'Server room door' });
    await kernel.records.changeRecord(dana, {
      id: numbers.secret,
      comment: {
        body: 'The badge of xylophone was used',
        audience: 'internal',
      },
    });
    await kernel.records.changeRecord(dana, {
      id: numbers.secret,
      comment: { body: 'We look into the marimba', audience: 'requester' },
    });
    await kernel.followers.drain();
    for (const worker of [dana, maria]) {
      expect(await search('xylophone', worker)).toEqual(['secret']);
      expect(await listed('door xylophone', worker)).toEqual(['secret']);
    }
    for (const other of [rita, sam]) {
      expect(await search('xylophone', other)).toEqual([]);
      expect(await listed('xylophone', other)).toEqual([]);
      expect(await search('marimba', other)).toEqual(['secret']);
    }
  });

  it('finds restricted records for who may read them only', async () => {
    await file('payroll', {
      title: 'Payroll quokka is wrong',
      visibility: 'restricted',
    });
    await kernel.followers.drain();
    expect(await search('quokka', rita)).toEqual(['payroll']);
    expect(await search('quokka', maria)).toEqual(['payroll']);
    expect(await search('quokka', sam)).toEqual([]);
    expect(await search(numbers.payroll, sam)).toEqual([]);
    expect(
      (await kernel.search.similar(sam, { title: 'Payroll quokka' })).map(
        s => s.record.number,
      ),
    ).toEqual([]);
  });

  it('finds no erased text', async () => {
    await file('erased', { title: 'About somebody' });
    await kernel.records.changeRecord(rita, {
      id: numbers.erased,
      comment: { body: 'her name is Wilhelmina', audience: 'requester' },
    });
    await kernel.followers.drain();
    expect(await search('wilhelmina')).toEqual(['erased']);
    await knex('texts').where('subject_id', ids.erased).update({ body: null });
    await refreshWords(knex, kernel.types.all(), [ids.erased], 'english');
    expect(await search('wilhelmina')).toEqual([]);
    expect(await search('about somebody')).toEqual(['erased']);
  });

  it('follows what is edited, and is the same when it is built anew', async () => {
    await file('edited', { title: 'Before the okapi' });
    await kernel.records.changeRecord(dana, {
      id: numbers.edited,
      set: { title: 'After the tapir' },
    });
    await kernel.followers.drain();
    expect(await search('okapi')).toEqual([]);
    expect(await search('tapir')).toEqual(['edited']);
    const rows = () =>
      knex('record_search')
        .orderBy('record_id')
        .select('record_id', 'created_at', 'open', 'words', 'internal_words');
    const before = await rows();
    const [projection] = kernel.projections;
    await knex.transaction(tx => projection.reset!(tx));
    expect(await search('tapir')).toEqual([]);
    const entries = (await knex('journal').orderBy('position')).map(e => ({
      position: Number(e.position),
      subjectType: e.subject_type,
      subjectId: e.subject_id,
      kind: e.kind,
      payload:
        typeof e.payload === 'string' ? JSON.parse(e.payload) : e.payload,
    }));
    await knex.transaction(tx => projection.apply(tx, entries as any));
    // A number elsewhere has no journal entry of its own in this test.
    expect(await rows()).toHaveLength(before.length);
    expect(await search('tapir')).toEqual(['edited']);
  });

  it('takes texts of any length', async () => {
    const long = Array.from({ length: 8_000 }, (_, i) => `w${i}`).join(' ');
    await file('long', { title: 'Long', description: long.slice(0, 49_000) });
    for (let i = 0; i < 3; i++) {
      await kernel.records.changeRecord(rita, {
        id: numbers.long,
        comment: { body: long.slice(0, 49_000), audience: 'requester' },
      });
    }
    await file('odd', { title: 'Odd', description: 'ż'.repeat(40_000) });
    await kernel.followers.drain();
    expect(await search('w17')).toEqual(['long']);
    expect(await search('odd')).toEqual(['odd']);
  });

  it('shows open records like one that is being typed', async () => {
    await file('dup', { title: 'Login page shows an error after deployment' });
    await file('closed', { title: 'Login page shows errors' });
    await kernel.records.changeRecord(dana, {
      id: numbers.closed,
      transition: 'cancel',
      set: { cancelReason: 'Filed twice.' },
    });
    await kernel.followers.drain();
    const similar = async (title: string, entity?: string) =>
      (await kernel.search.similar(dana, { title, entity })).map(s => [
        nameOf(s.record.number),
        s.sameEntity,
        s.sharedWords,
      ]);
    expect(await similar('Errors on the login page')).toEqual([
      ['dup', false, ['errors', 'login', 'page']],
    ]);
    expect(await similar('Something else entirely')).toEqual([]);
    const near = await similar('login errors', 'component:default/checkout');
    expect(near).toHaveLength(5);
    expect(near[0]).toEqual(['dup', true, ['login', 'errors']]);
    expect(await similar('', 'component:default/cart')).toEqual([]);
  });

  it('gives open records without restriction to the portal’s own search', async () => {
    const all: any[] = [];
    let cursor: string | undefined;
    do {
      const page = await kernel.search.documents({ limit: 3, cursor });
      all.push(...page.items);
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
    const names = all.map(d => nameOf(d.number));
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(['printer', 'secret']));
    expect(names).not.toContain('payroll');
    expect(names).not.toContain('closed');
    const secret = all.find(d => nameOf(d.number) === 'secret');
    expect(secret.text).toContain('marimba');
    expect(JSON.stringify(all)).not.toContain('xylophone');
  });
});
