import type { Entity } from '@backstage/catalog-model';
import { Random } from '../seed/random';
import { sentence } from '../seed/words';
import { services, teamOf, teams, users } from './organisation';

/** How many services an estate has: those of the organisation, and systems. */
export const ESTATE_SERVICES = 1_000;
const SYSTEMS = ESTATE_SERVICES - services.length;
const DOMAINS = 20;

const four = (n: number) => String(n).padStart(4, '0');
const nameOf = (ref: string) => ref.split('/')[1];
const systemOf = (n: number) => `system:default/system-${four(n)}`;
const domainOf = (n: number) => `domain:default/domain-${n % DOMAINS}`;

/** Entity references of all services of an estate, those of the organisation first. */
export const estateServices: readonly string[] = [
  ...services,
  ...Array.from({ length: SYSTEMS }, (_, n) => systemOf(n)),
];

/** An entity that an estate has beside the organisation. */
export type EstateEntity = {
  kind: string;
  ref: string;
  metadata: Partial<Entity['metadata']>;
  spec: NonNullable<Entity['spec']>;
};

const PARTS = [
  ['Component', 'component', 'library'],
  ['Component', 'component', 'website'],
  ['Resource', 'resource', 'database'],
  ['API', 'api', 'openapi'],
] as const;

function partOf(random: Random, n: number): EstateEntity {
  const [kind, lower, type] = PARTS[n % PARTS.length];
  const needed = `component:default/service-${String(
    random.below(services.length),
  ).padStart(3, '0')}`;
  return {
    kind,
    ref: `${lower}:default/part-${four(n)}`,
    metadata: { description: sentence(random, 12) },
    spec: {
      type,
      ...(kind !== 'Resource' && { lifecycle: 'production' }),
      ...(kind === 'API' && { definition: 'openapi: 3.1.0' }),
      owner: teamOf(n),
      system: nameOf(systemOf(n % SYSTEMS)),
      ...(kind !== 'API' && { dependsOn: [needed] }),
    },
  };
}

/**
 * What makes an organisation of some hundred entities one of thousands: domains, systems that are services,
 * and what those are made of; each has an owner and most need one of the organisation's services.
 */
export function estateBeside(entities: number): EstateEntity[] {
  const random = new Random(entities);
  const domains = Array.from(
    { length: DOMAINS },
    (_, n): EstateEntity => ({
      kind: 'Domain',
      ref: domainOf(n),
      metadata: {},
      spec: { owner: teamOf(n) },
    }),
  );
  const systems = Array.from(
    { length: SYSTEMS },
    (_, n): EstateEntity => ({
      kind: 'System',
      ref: systemOf(n),
      metadata: { description: sentence(random, 12) },
      spec: { owner: teamOf(n), domain: nameOf(domainOf(n)) },
    }),
  );
  const organisation = teams.length + users.length + services.length;
  const left = entities - organisation - domains.length - systems.length;
  return [
    ...domains,
    ...systems,
    ...Array.from({ length: Math.max(0, left) }, (_, n) => partOf(random, n)),
  ];
}
