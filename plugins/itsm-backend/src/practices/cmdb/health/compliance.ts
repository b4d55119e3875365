import {
  ciRuleBodySchema,
  matchesFilter,
  OWN_RULE,
  readPredicate,
  type CiHealthFacts,
  type CiRuleBody,
  type FieldDefinition,
  type FieldType,
} from '@callboard/plugin-itsm-common';
import type {
  DefinitionFault,
  DefinitionKind,
} from '@callboard/plugin-itsm-node';
import type { Check } from './checks/Check';

/** A rule of one's own, with its key. */
export type OwnRule = CiRuleBody & { key: string };

const field = (
  key: string,
  label: string,
  type: FieldType,
  multiple = false,
): FieldDefinition => ({ key, column: '', label, type, multiple });

/** What rules can ask of an item by a fixed name. */
const FIXED: readonly FieldDefinition[] = [
  field('ref', 'Reference', 'string'),
  field('kind', 'Kind', 'string'),
  field('type', 'Type', 'string'),
  field('class', 'Class', 'string'),
  field('title', 'Title', 'text'),
  field('description', 'Description', 'text'),
  field('lifecycle', 'Lifecycle', 'string'),
  field('owner', 'Owner', 'string'),
  field('system', 'System', 'string'),
  field('state', 'State', 'string'),
  field('tags', 'Tags', 'string', true),
  field('sources', 'Sources', 'string', true),
  field('relations', 'Types of relations', 'string', true),
  field('createdAt', 'First known', 'instant'),
  field('changedAt', 'Last changed', 'instant'),
  field('seenAt', 'Last seen by a source', 'instant'),
  field('confirmedAt', 'Last confirmed', 'instant'),
];

/** What rules can ask by a name that the item brings along: what is before the first point. */
const OPEN = ['attributes', 'annotations', 'labels', 'spec'] as const;
const OPEN_KEY = new RegExp(`^(${OPEN.join('|')})\\..{1,200}$`);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What a matcher compares with says how a value is read: numbers as numbers, `true` and `false` as
 * such, bounds that are texts as instants, all else as text. A rule is about items of many classes,
 * so no one class can say it.
 */
function typeBy(matcher: unknown): { type: FieldType; multiple: boolean } {
  const asked = isObject(matcher) ? Object.entries(matcher) : [['', matcher]];
  const multiple = asked.some(([operator]) => operator === '$contains');
  const values = asked
    .filter(([operator]) => operator !== '$exists')
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]));
  if (values.length > 0 && values.every(v => typeof v === 'boolean'))
    return { type: 'boolean', multiple };
  const bounds = asked.some(([operator]) => /^\$[gl]te?$/.test(`${operator}`));
  if (bounds)
    return {
      type: values.every(v => typeof v === 'number') ? 'number' : 'instant',
      multiple,
    };
  return { type: 'string', multiple };
}

/** A predicate with its open fields named by type, so that one name can be asked in several ways. */
interface Prepared {
  predicate: unknown;
  fields: Map<string, FieldDefinition>;
}

/** Finds the open fields of a predicate. What is wrong with it is found by reading it. */
function prepare(predicate: unknown): Prepared {
  const fields = new Map(FIXED.map(f => [f.key, f]));
  const walk = (part: unknown, depth: number): unknown => {
    if (Array.isArray(part)) return part.map(one => walk(one, depth));
    if (!isObject(part) || depth > 20) return part;
    return Object.fromEntries(
      Object.entries(part).map(([key, value]) => {
        if (key.startsWith('$')) return [key, walk(value, depth + 1)];
        if (!OPEN_KEY.test(key)) return [key, value];
        const { type, multiple } = typeBy(value);
        // The first way of asking has the plain name, which errors then say.
        const known = fields.get(key);
        const same = known?.type === type && known.multiple === multiple;
        const name = known && !same ? `${key} (${type})` : key;
        fields.set(name, field(name, key, type, multiple));
        return [name, value];
      }),
    );
  };
  return { predicate: walk(predicate, 0), fields };
}

function valueOf(raw: unknown, type: FieldType): unknown {
  if (raw === undefined || raw === null) return undefined;
  switch (type) {
    case 'number': {
      const number = typeof raw === 'string' && raw.trim() ? Number(raw) : raw;
      return Number.isFinite(number) ? number : undefined;
    }
    case 'instant': {
      const at = typeof raw === 'string' ? Date.parse(raw) : NaN;
      return Number.isNaN(at) ? undefined : at;
    }
    case 'boolean':
      if (raw === 'true' || raw === 'false') return raw === 'true';
      return typeof raw === 'boolean' ? raw : undefined;
    default:
      return typeof raw === 'object' ? undefined : String(raw);
  }
}

/** The facts of an item by the names that rules ask for. */
function valuesOf(
  facts: CiHealthFacts,
  fields: ReadonlyMap<string, FieldDefinition>,
): Record<string, unknown> {
  const values: Record<string, unknown> = {
    ref: facts.ref,
    kind: facts.kind,
    type: facts.type,
    class: facts.class?.key,
    title: facts.title,
    description: facts.fields.description,
    lifecycle: facts.lifecycle,
    owner: facts.owner?.ref,
    system: facts.systemRef,
    state: facts.sources?.state,
    tags: facts.tags,
    sources: facts.sources?.names ?? [],
    relations: [...new Set(facts.relations.map(r => r.type))],
    createdAt: facts.createdAt,
    changedAt: facts.changedAt,
    seenAt: facts.sources?.seenAt,
    confirmedAt: facts.confirmedAt,
  };
  for (const [name, { label: path, type, multiple }] of fields) {
    if (name in values) continue;
    const raw = path.startsWith('attributes.')
      ? facts.attributes[path.slice('attributes.'.length)]
      : facts.fields[path];
    const list = Array.isArray(raw) ? raw : [raw];
    const read = list.map(v => valueOf(v, type)).filter(v => v !== undefined);
    values[name] = multiple ? read : read[0];
  }
  return values;
}

/**
 * Reads a predicate over facts as of an instant.
 *
 * @throws InputError that names the path of the fault
 */
function readFactPredicate(
  input: unknown,
  name: string,
  now: number,
): (facts: CiHealthFacts) => boolean {
  const { predicate, fields } = prepare(input);
  const filter = readPredicate(
    predicate,
    fields,
    // Nobody asks: `me` and `mine` are nobody.
    { now, me: 'user:default/nobody', mine: [] },
    name,
  );
  return facts => matchesFilter(filter, valuesOf(facts, fields));
}

function faultsOf(body: CiRuleBody): DefinitionFault[] {
  return (['appliesTo', 'must'] as const).flatMap(name => {
    try {
      readFactPredicate(body[name], name, 0);
      return [];
    } catch (error) {
      const message = (error as Error).message.replace(
        'GET /fields lists them',
        `there are ${FIXED.map(f => f.key).join(', ')}, and ${OPEN.map(
          o => `${o}.<name>`,
        ).join(', ')}`,
      );
      return [{ path: [name], message }];
    }
  });
}

/** A rule of compliance: which items it is about, what must hold of them, what to do if it does not. */
export const ciRuleKind: DefinitionKind<typeof ciRuleBodySchema> = {
  kind: 'ci-rule',
  label: 'Rule for configuration items',
  description:
    'What must hold of configuration items, e.g. by a standard. Where it does not, there is a finding with what to do.',
  schema: ciRuleBodySchema,
  titleOf: body => body.name,
  check: faultsOf,
};

/**
 * Reads rules as of an instant.
 *
 * @returns the checks of an item by the rules that apply to it
 */
export function complianceChecker(
  rules: readonly OwnRule[],
  now: number,
): (facts: CiHealthFacts) => Check[] {
  const read = rules.map(rule => ({
    rule,
    appliesTo: readFactPredicate(rule.appliesTo, 'appliesTo', now),
    must: readFactPredicate(rule.must, 'must', now),
  }));
  return facts =>
    read
      .filter(({ appliesTo }) => appliesTo(facts))
      .map(({ rule, must }): Check => {
        const { key, name, severity, message, advice } = rule;
        return {
          rule: `${OWN_RULE}${key}`,
          label: name,
          dimension: 'compliance',
          severity,
          holds: `It keeps the rule "${name}".`,
          problems: must(facts) ? [] : [{ detail: '', message, advice }],
        };
      });
}
