import { NotAllowedError } from '@backstage/errors';
import {
  costReadPermission,
  HEALTH_CHOICES,
  plainMoney,
  SERVICE,
  SERVICE_COST_FIELD,
  SERVICE_HEALTH_FIELD,
  type ServiceHealth,
} from '@callboard/plugin-itsm-common';
import {
  isPermitted,
  nameNowSql,
  serviceCostsRef,
  type Caller,
  type ContributedField,
  type ContributedFieldContext,
  type ItsmKernel,
  type RecordCondition,
} from '@callboard/plugin-itsm-node';
import { withHealth } from '../catalogue/access';
import { amongSql } from '../catalogue/among';
import { serviceHealths } from '../catalogue/ServiceHealths';
import type { ServiceStore } from './ServiceStore';

/** What the fields look things up in. */
export interface StandingTools {
  kernel: ItsmKernel;
  store: ServiceStore;
}

const NOW = nameNowSql('hs.entity_ref');
const OF_RECORD =
  'services hs where hs.record_id = r.id and hs.entity_ref is not null';

const NOTHING: RecordCondition = { sql: '(cast(null as text))', bindings: [] };

/** What stands under the entity's name in something that a statement brings along, as a text. */
const underName = ({ postgres }: ContributedFieldContext): string =>
  `cast(? as ${postgres ? 'jsonb' : 'text'}) ->> ${NOW}`;

/** Sorted in descending order, what is worst comes first. */
const RANK = [...HEALTH_CHOICES]
  .reverse()
  .map(({ value }, i) => `when '${value}' then ${i}`)
  .join(' ');

/** How services do is asked for anew each time: what is known of them depends on who asks. */
async function healthFor(
  { kernel, store }: StandingTools,
  caller: Caller,
): Promise<Pick<ContributedField, 'value' | 'test' | 'rank'>> {
  const scoped = await withHealth(kernel, caller, []);
  const { told, others } = await serviceHealths(kernel).ofAll(scoped);
  const words = new Map<string, ServiceHealth>(
    [...told].map(([ref, { health }]) => [ref, health]),
  );
  const sick = [...words].flatMap(([ref, word]) =>
    word === 'healthy' ? [] : ref,
  );
  const names = await store.namesOf(sick);
  const seesAll = await kernel.authorizer.readsWholeCatalog(scoped);
  if (others && !seesAll) {
    // Of what they may not see in the catalog, nobody is told that it does well either.
    const visible = await kernel.catalogAccess.readable(
      scoped,
      await store.entities(),
    );
    for (const ref of visible) if (!words.has(ref)) words.set(ref, others);
  }
  const known = JSON.stringify(Object.fromEntries(words));
  const word = (context: ContributedFieldContext) =>
    others && seesAll
      ? `coalesce(${underName(context)}, '${others}')`
      : underName(context);
  return {
    value: context => ({
      sql: `(select ${word(context)} from ${OF_RECORD})`,
      bindings: [known],
    }),
    rank: context => ({
      sql: `(select case ${word(context)} ${RANK} end from ${OF_RECORD})`,
      bindings: [known],
    }),
    test(test, { postgres }) {
      // What does not do well is few, and found by the index of entities.
      if (test.is !== 'oneOf' || test.values.includes('healthy'))
        return undefined;
      const asked = [...names].flatMap(([name, ref]) =>
        test.values.includes(words.get(ref)!) ? name : [],
      );
      const { sql, bindings } = amongSql('hs.entity_ref', asked, postgres);
      return {
        sql: `r.id in (select hs.record_id from services hs where hs.entity_ref is not null and ${sql})`,
        bindings,
      };
    },
  };
}

/** In the portfolio's currency, as far as rates are stated; what cannot be told in it has no value. */
async function costFor(
  { kernel, store }: StandingTools,
  caller: Caller,
): Promise<Pick<ContributedField, 'value'>> {
  const scoped = await kernel.authorizer.withScopes(
    caller,
    [costReadPermission],
    { catalog: true },
  );
  if (!isPermitted(scoped, costReadPermission))
    throw new NotAllowedError(
      `${SERVICE_COST_FIELD}: you do not have the permission ${costReadPermission.name}; filter and sort by something else`,
    );
  const visible = await kernel.catalogAccess.readable(
    scoped,
    await store.entities(),
  );
  const costs = await kernel.services
    .find(serviceCostsRef)
    ?.monthly([...visible], undefined, scoped);
  const known: Record<string, string> = {};
  for (const [ref, { converted }] of costs ?? [])
    if (converted) known[ref] = plainMoney(converted.minor, converted.currency);
  const bindings = [JSON.stringify(known)];
  return {
    value: context => ({
      sql: `(select cast(${underName(
        context,
      )} as double precision) from ${OF_RECORD})`,
      bindings,
    }),
  };
}

/**
 * How services of the portfolio do and what they cost, to filter, sort and export them by: the same as
 * `StandingService` says of each. Nothing of it is looked up unless somebody asks for it.
 */
export const standingFields = (
  currency: string,
  tools: () => StandingTools,
): readonly ContributedField[] => [
  {
    definition: {
      key: SERVICE_HEALTH_FIELD,
      column: '',
      label: 'Health',
      type: 'choice',
      choices: HEALTH_CHOICES,
      help: 'How the service does now, as its page says; empty where nothing is known of it',
    },
    types: [SERVICE],
    value: () => NOTHING,
    forCaller: caller => healthFor(tools(), caller),
  },
  {
    definition: {
      key: SERVICE_COST_FIELD,
      column: '',
      // Wherever somebody writes an amount, it is to be clear in which currency.
      label: `Cost last month (${currency})`,
      type: 'number',
      help: 'What it cost in the last whole month with its share of shared costs; empty where no rate says what that is in this currency',
    },
    types: [SERVICE],
    value: () => NOTHING,
    forCaller: caller => costFor(tools(), caller),
  },
];
