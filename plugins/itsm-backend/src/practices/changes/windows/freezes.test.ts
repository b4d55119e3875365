import { SYSTEM_CALLER } from '@callboard/plugin-itsm-node';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  CART,
  CHECKOUT,
  dana,
  HOUR,
  windowsOnDatabase,
} from '../../../testing/windowsOnDatabase';
import { DefaultWindowService } from './WindowService';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

describe.each(databases.eachSupportedId())('windows on %s', databaseId => {
  let on: Awaited<ReturnType<typeof windowsOnDatabase>>;

  beforeAll(async () => {
    on = await windowsOnDatabase(await databases.init(databaseId));
  });

  describe('a freeze', () => {
    const freeze = (set: object = {}) => ({
      title: 'Year end',
      kind: 'freeze',
      timezone: 'UTC',
      start: new Date(on.clock.now() + HOUR).toISOString().slice(0, 16),
      duration: '2h',
      scope: { services: ['system:default/shop'] },
      exceptionBy: ['group:default/payments'],
      ...set,
    });
    const forget = () => on.undefine('freeze');
    const span = (from: number, to: number) => ({
      from: on.clock.now() + from * HOUR,
      to: on.clock.now() + to * HOUR,
    });

    it('meets changes of what is part of its service while it lasts, standard ones too', async () => {
      const { book } = on.deps;
      await on.define('freeze', freeze());
      const asked = {
        changeType: 'standard',
        items: [CART, 'component:default/none'],
      };
      const [met] = await book.freezesFor(asked, span(0, 2));
      expect(met).toMatchObject({ key: 'freeze', items: [CART] });
      // It ends with the instant at which the change begins.
      expect(await book.freezesFor(asked, span(3, 4))).toEqual([]);
      expect(await book.freezesFor(asked, span(0, 1))).toEqual([]);
      await on.define(
        'freeze',
        freeze({
          scope: { all: true, except: { types: ['standard'] } },
        }),
      );
      expect(
        await book.freezesFor({ ...asked, preApproved: true }, span(0, 2)),
      ).toEqual([]);
      expect(await book.freezesFor(asked, span(0, 2))).toHaveLength(1);
      expect(
        await book.freezesFor({ ...asked, changeType: 'normal' }, span(0, 2)),
      ).toHaveLength(1);
      await forget();
    });

    it('is let into by the groups that it names, whatever policies say', async () => {
      const { id } = await on.scheduled(1, 2);
      await on.define('freeze', freeze());
      // Within a minute all changes are looked at anew, one after the other.
      await on.pass(1 / 30);
      await on.pass(1 / 60);
      const [role] = on.practices.find(({ id: of }) => of === 'changes')!
        .approverRoles!(on.kernel).filter(r => r.role === 'freeze-exception');
      // It was pre-approved; the freeze that was written around it takes that away.
      const { record: frozen } = await on.kernel.records.view(dana, id);
      expect(frozen.inFreeze).toBe(true);
      const input = {
        affected: [CHECKOUT],
        catalog: on.kernel.catalog,
        now: on.clock.now(),
      };
      expect(role.alwaysAsked!(frozen)).toBe(true);
      expect(await role.resolve({ ...input, record: frozen })).toEqual([
        'group:default/payments',
      ]);
      const outside = { ...frozen, plannedEnd: frozen.plannedStart };
      expect(await role.resolve({ ...input, record: outside })).toEqual([]);
      expect(role.alwaysAsked!({ ...frozen, inFreeze: false })).toBe(false);
      const { items } = await on.windows.standing(dana, frozen.number);
      expect(items).toMatchObject([
        {
          key: 'freeze',
          kind: 'freeze',
          exceptionBy: ['group:default/payments'],
        },
      ]);
      await on.pass(1);
      await expect(
        on.change({ id, transition: 'start', set: { assigneeRef: dana.ref } }),
      ).rejects.toThrow('stands in a freeze and needs an exception');
      const asked = await on.change({ id, transition: 'ask-again' });
      expect(asked.status).toBe('authorize');
      await forget();
      await on.pass(3);
    });

    it('excepts standard changes while they are pre-approved, and only those', async () => {
      await on.define(
        'freeze',
        freeze({
          scope: {
            services: ['system:default/shop'],
            except: { types: ['standard'] },
          },
        }),
      );
      const { id, number } = await on.scheduled(1, 2);
      const stands = async () => {
        await on.pass(1 / 60);
        const { record } = await on.kernel.records.view(dana, id);
        const { items } = await on.windows.standing(dana, number);
        expect(items.length > 0).toBe(record.inFreeze === true);
        return record.inFreeze === true;
      };
      expect(await stands()).toBe(false);
      // Its template says something else: it is decided about, and not excepted any more.
      await on.change({ id, set: { plan: 'Move it in another way.' } });
      expect(await stands()).toBe(true);
      await on.change({
        id,
        transition: 'cancel',
        set: { cancelReason: 'No' },
      });
      await forget();
    });

    it('is listed with what goes on and what comes, as far as its scope is seen', async () => {
      await on.define(
        'freeze',
        freeze({ rrule: 'FREQ=DAILY', scope: { items: [CART, CHECKOUT] } }),
      );
      on.clock.pass(HOUR);
      const [listed] = (
        await on.windows.list(dana, { kind: ['freeze'], next: 2 })
      ).items;
      expect(listed).toMatchObject({
        key: 'freeze',
        more: false,
        running: { startsAt: new Date(on.clock.now()).toISOString() },
      });
      expect(listed.next).toHaveLength(2);
      const sees = (refs: string[]) => {
        const views = { readable: async () => new Set(refs) };
        return new DefaultWindowService(
          { ...on.kernel, catalogAccess: views },
          on.deps,
        ).list(dana, {});
      };
      expect((await sees([CART])).items).toMatchObject([
        { scope: { items: [CART] }, more: true, exceptionBy: [] },
      ]);
      expect((await sees([])).items).toEqual([]);
      await forget();
    });

    it('names what is in the catalog, and says when it would be before it is written', async () => {
      const check = async (set: object) =>
        (
          await on.kernel.definitionService.check(
            SYSTEM_CALLER,
            'change-window',
            'x',
            {
              body: freeze(set),
            } as never,
          )
        ).faults.map(({ message }) => message);
      // Before the catalog was read whole, nothing is known to be missing.
      const unknown = { scope: { items: ['component:default/none'] } };
      expect(await check(unknown)).toEqual([]);
      await on.kernel
        .database('catalog_reads')
        .insert({ id: 'catalog', token: 't', began_at: 1, finished_at: 1 })
        .onConflict('id')
        .merge();
      expect(await check(unknown)).toEqual([
        'scope.items.0: there is no component:default/none in the catalog, or you may not see it; name one that is there',
      ]);
      expect(await check({})).toEqual([]);
      expect(
        await on.windows.preview(SYSTEM_CALLER, {
          key: 'x',
          text: JSON.stringify(freeze({ rrule: 'FREQ=DAILY' })),
        }),
      ).toMatchObject({ title: 'Year end', more: true, times: { length: 10 } });
      await expect(
        on.windows.preview(SYSTEM_CALLER, {
          key: 'x',
          text: 'title: Year end',
        }),
      ).rejects.toThrow('kind: is required');
    });
  });
});
