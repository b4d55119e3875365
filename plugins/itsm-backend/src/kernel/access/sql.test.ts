import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import { STATUS_CATEGORIES } from '@callboard/plugin-itsm-common';
import {
  matchesRecordQuery,
  type Caller,
  type RecordQuery,
  type RecordResource,
  type Scope,
} from '@callboard/plugin-itsm-node';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import {
  kernelOnDatabase,
  seedId,
  seedIncidents,
  user,
  type SeedRecord,
} from '../../tests/kernelOnDatabase';
import { loadResources } from '../resources';
import type { RegisteredType } from '../RecordTypes';
import { criteriaSql, readableSql, type SqlExpression } from './sql';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const SEED = 20261122;
const COUNT = 150;
const USERS = ['maria', 'sam', 'rita'].map(n => `user:default/${n}`);
const GROUPS = ['payments', 'storefront'].map(n => `group:default/${n}`);
const SERVICES = ['cart', 'checkout'].map(n => `component:default/${n}`);
const REFS = [...USERS, ...GROUPS, ...SERVICES, 'user:default/nobody'];

const maybe = <T>(values: readonly T[]) =>
  fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 });

/** What an incident of the property has beside its number: nearly everything may be missing. */
const seeds = fc.record({
  statusCategory: fc.constantFrom(...STATUS_CATEGORIES),
  priority: maybe([1, 2, 3, 4, 5]),
  serviceRef: maybe(SERVICES),
  ownerRef: maybe(GROUPS),
  assigneeRef: maybe(USERS),
  requesterRef: maybe(USERS),
  requestedForRef: maybe(USERS),
  visibility: fc.constantFrom('internal' as const, 'restricted' as const),
  participants: fc.uniqueArray(
    fc.record({
      principal_ref: fc.constantFrom(...USERS, ...GROUPS),
      role: fc.constantFrom('named', 'watcher', 'collaborator'),
      can_read: fc.boolean(),
    }),
    { maxLength: 3, selector: p => `${p.principal_ref} ${p.role}` },
  ),
});

const leaves: fc.Arbitrary<RecordQuery> = fc.oneof(
  fc.record({
    any: fc.subarray(
      [
        'serviceRef',
        'ownerRef',
        'assigneeRef',
        'requesterRef',
        'requestedForRef',
        'participant',
      ] as RecordQuery['any'][number][],
      { minLength: 1 },
    ),
    values: fc.subarray(REFS),
  }),
  fc.record({
    any: fc.constant(['statusCategory'] as const),
    values: fc.subarray([...STATUS_CATEGORIES]),
  }),
  fc.record({
    any: fc.constant(['priority'] as const),
    values: fc.subarray([1, 2, 3, 4, 5]),
  }),
);

const { criteria } = fc.letrec<{ criteria: PermissionCriteria<RecordQuery> }>(
  tie => {
    const several = fc.array(tie('criteria'), { maxLength: 3 });
    return {
      criteria: fc.oneof(
        { maxDepth: 4, depthSize: 'small' },
        leaves,
        several.map(allOf => ({ allOf } as any)),
        several.map(anyOf => ({ anyOf } as any)),
        tie('criteria').map(not => ({ not })),
      ),
    };
  },
);

/** What the permission framework itself would say. */
function holds(
  of: PermissionCriteria<RecordQuery>,
  record: RecordResource,
): boolean {
  if ('allOf' in of) return of.allOf.every(c => holds(c, record));
  if ('anyOf' in of) return of.anyOf.some(c => holds(c, record));
  if ('not' in of) return !holds(of.not, record);
  return matchesRecordQuery(record, of);
}

describe.each(databases.eachSupportedId())(
  'access in SQL on %s',
  databaseId => {
    let knex: Knex;
    let type: RegisteredType;
    let resources: RecordResource[];
    const restricted = new Set<string>();

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      type = (await kernelOnDatabase(knex)).types.get('incident');
      const sampled = fc.sample(seeds, { seed: SEED, numRuns: COUNT });
      await seedIncidents(
        knex,
        sampled.map((s, i): SeedRecord => ({ ...s, number: i })),
      );
      const participants = sampled.flatMap((s, i) =>
        s.participants.map(p => ({ ...p, record_id: seedId(i), added_at: 1 })),
      );
      await knex('participants').insert(participants);
      sampled.forEach(
        (s, i) => s.visibility === 'restricted' && restricted.add(seedId(i)),
      );
      const ids = sampled.map((_, i) => seedId(i));
      resources = (await loadResources(knex, ids)) as RecordResource[];
    });

    const ids = async (where: SqlExpression): Promise<string[]> => {
      const rows = await knex('records as r')
        .whereRaw(where.sql, where.bindings)
        .select('r.id');
      return rows.map(r => r.id).sort();
    };
    const matching = (test: (record: RecordResource) => boolean) =>
      resources
        .filter(test)
        .map(r => r.id)
        .sort();

    it('answers any criteria with the records that meet them in memory', async () => {
      let some = 0;
      await fc.assert(
        fc.asyncProperty(criteria, async of => {
          const found = await ids(criteriaSql(of));
          expect(found).toEqual(matching(r => holds(of, r)));
          if (found.length > 0 && found.length < COUNT) some += 1;
        }),
        { seed: SEED, numRuns: 300 },
      );
      // The property would be empty if nearly all criteria meant all or nothing.
      expect(some).toBeGreaterThan(75);
    });

    it('splits the records in two by any criteria and their negation, missing values included', async () => {
      await fc.assert(
        fc.asyncProperty(criteria, async of => {
          const [yes, no] = [
            await ids(criteriaSql(of)),
            await ids(criteriaSql({ not: of })),
          ];
          expect([...yes, ...no].sort()).toEqual(matching(() => true));
        }),
        { seed: SEED, numRuns: 60 },
      );
    });

    it('shows a restricted record to who takes part with read and to the role, whatever the policy says', async () => {
      const scopes: fc.Arbitrary<Scope> = fc.oneof(
        fc.constant('all' as const),
        fc.constant('none' as const),
        criteria,
      );
      const callers = fc
        .tuple(
          fc.constantFrom('maria', 'sam', 'rita', 'nobody'),
          fc.subarray(['payments', 'storefront']),
          fc.subarray(['agent', 'restrictedReader', 'admin'] as const),
        )
        .map(([name, groups, roles]) => user(name, groups, roles));
      await fc.assert(
        fc.asyncProperty(callers, scopes, async (caller, scope) => {
          const scoped: Caller = {
            ...caller,
            scopes: new Map([['itsm.incident.read', scope]]),
          };
          const permitted = (r: RecordResource) =>
            scope === 'all' || (scope !== 'none' && holds(scope, r));
          const seen = (r: RecordResource) =>
            !restricted.has(r.id) ||
            caller.roles.has('restrictedReader') ||
            r.participant.some(ref => caller.ownership.includes(ref));
          expect(await ids(readableSql(scoped, [type]))).toEqual(
            matching(r => seen(r) && permitted(r)),
          );
          // Without a permission layer the invariant stands alone.
          expect(await ids(readableSql(caller, [type]))).toEqual(
            matching(seen),
          );
          // Whoever has no say on the type, or asks for no type, sees nothing.
          expect(
            await ids(readableSql({ ...caller, scopes: new Map() }, [type])),
          ).toEqual([]);
          expect(await ids(readableSql(caller, []))).toEqual([]);
        }),
        { seed: SEED, numRuns: 60 },
      );
    });
  },
);
