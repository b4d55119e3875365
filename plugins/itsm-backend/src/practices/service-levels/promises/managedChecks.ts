import type { AgreementBody } from '@callboard/plugin-itsm-common';
import {
  ciValuesRef,
  type CheckedService,
  type ItsmKernel,
  type ServiceCheck,
  type ServiceCheckAnswer,
  type ServiceFacts,
} from '@callboard/plugin-itsm-node';
import type { ObjectiveBook } from '../objectives/ObjectiveBook';
import type { PromiseService } from './PromiseService';

type Kernel = Pick<ItsmKernel, 'definitions' | 'services'>;

const NAMED = /"service\.([a-z0-9-]{1,60})"/g;

const addTo = (
  found: Map<string, string[]>,
  ref: string,
  name: string,
): void => {
  found.set(ref, [...(found.get(ref) ?? []), name]);
};

const asAnswers = (
  found: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, ServiceCheckAnswer> =>
  new Map(
    [...found].map(([ref, names]) => [
      ref,
      { state: 'met', words: [...new Set(names)].join(', ') },
    ]),
  );

/** Facts of a service that the catalog says, as `ItsmKernel.serviceFacts` names them. */
function factsOf(
  service: CheckedService,
  values: ServiceFacts = {},
): ServiceFacts {
  const { kind, type, lifecycle, ownerRef, systemRef, tier } = service;
  const said = {
    tier,
    ...values,
    kind,
    type,
    lifecycle,
    owner: ownerRef?.startsWith('group:') ? ownerRef : undefined,
    system: systemRef,
  };
  return Object.fromEntries(
    Object.entries(said).filter(([, value]) => value !== undefined),
  ) as ServiceFacts;
}

/** Names of the agreements with customers that cover services, or are about them. */
async function agreedFor(
  kernel: Kernel,
  promises: PromiseService,
  services: readonly CheckedService[],
): Promise<Map<string, string[]>> {
  const [written, promisedOf] = await Promise.all([
    kernel.definitions.list<AgreementBody>('agreement'),
    promises.now(),
  ]);
  const words = JSON.stringify(written.map(({ body }) => body));
  const keys = new Set([...words.matchAll(NAMED)].map(([, key]) => key));
  const values = await kernel.services.find(ciValuesRef)?.of(
    services.map(({ ref }) => ref),
    [...keys],
  );
  const found = new Map<string, string[]>();
  for (const { body } of written)
    if (body.type === 'sla')
      for (const ref of body.items ?? []) addTo(found, ref, body.name);
  for (const service of services) {
    const { ref } = service;
    for (const { agreement } of promisedOf(
      ref,
      factsOf(service, values?.get(ref)),
    ))
      if (agreement.type === 'sla') addTo(found, ref, agreement.name);
  }
  return found;
}

/** What a managed service has of what service level management knows. */
export function promiseChecks(
  kernel: Kernel,
  {
    promises,
    objectives,
  }: { promises: PromiseService; objectives: ObjectiveBook },
): ServiceCheck[] {
  return [
    {
      key: 'agreement',
      label: 'Service level agreement',
      why: 'Without one nobody knows how fast help must come, and nobody can be late.',
      remedy:
        'Write an agreement whose scope covers the service, or name it among the items of one.',
      path: () => '/itsm/service-levels',
      weight: 8,
      read: async services =>
        asAnswers(await agreedFor(kernel, promises, services)),
    },
    {
      key: 'objective',
      label: 'Service level objective',
      why: 'What is measured shows whether the service is good enough before people complain.',
      remedy:
        'Define an objective (OpenSLO) for it, e.g. how much of the time it is up.',
      path: () => '/itsm/service-levels',
      weight: 6,
      async read(services) {
        const found = new Map<string, string[]>();
        const known = await objectives.ofEntities(
          services.map(({ ref }) => ref),
        );
        for (const { entityRef, name } of known)
          if (entityRef) addTo(found, entityRef, name);
        return asAnswers(found);
      },
    },
  ];
}
