import {
  MANAGED_SERVICE_KIND,
  managedServiceBodySchema,
  OFFERING_KIND,
  offeringBodySchema,
} from '@callboard/plugin-itsm-common';
import {
  catalogFaults,
  type DefinitionFault,
  type DefinitionKind,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';

/** A kernel that stands; before it does, nothing is written. */
type Standing = () =>
  | Pick<
      ItsmKernel,
      'catalog' | 'catalogAccess' | 'definitions' | 'serviceViews'
    >
  | undefined;

/** What services offer. */
export function offeringKind(
  kernel: Standing,
): DefinitionKind<typeof offeringBodySchema> {
  return {
    kind: OFFERING_KIND,
    label: 'Offering',
    description:
      'What a service offers: what one gets, for whom, with which service levels, and how to ask for it. It is in the service catalogue while its state is offered.',
    schema: offeringBodySchema,
    titleOf: body => body.name,
    about: body => [body.service],
    async check({ service, agreements, howToAsk: { template } }, _, by) {
      const standing = kernel();
      if (!standing) return [];
      const { definitions } = standing;
      const named = [{ ref: service, path: ['service'] }];
      if (template)
        named.push({ ref: template, path: ['howToAsk', 'template'] });
      const [faults, versions] = await Promise.all([
        catalogFaults(standing, named, by),
        agreements.length > 0
          ? definitions.history('agreement', { fresh: true })
          : [],
      ]);
      // One that is planned is there, and so is one of the same file that is read along with it.
      const there = new Set(versions.map(({ key }) => key));
      return there.size === 0
        ? faults
        : [
            ...faults,
            ...agreements.flatMap((key, i): DefinitionFault[] =>
              there.has(key)
                ? []
                : [
                    {
                      path: ['agreements', i],
                      message: `agreements.${i}: there is no agreement ${key}; name one that is defined`,
                    },
                  ],
            ),
          ];
    },
  };
}

/** How much each thing counts that a managed service has. */
export function managedServiceKind(
  kernel: Standing,
): DefinitionKind<typeof managedServiceBodySchema> {
  return {
    kind: MANAGED_SERVICE_KIND,
    label: 'Managed service',
    description:
      'How much each thing counts that a managed service has, e.g. an owner or a tested continuity plan: of all services, or of those of some kinds, types, lifecycle stages or tiers.',
    schema: managedServiceBodySchema,
    titleOf: body => body.title,
    check({ weights }) {
      const checks = kernel()?.serviceViews.checks() ?? [];
      // Checks are there once all practices have begun; what stands in Git may be read before.
      if (checks.length === 0) return [];
      const known = checks.map(({ key }) => key);
      return Object.keys(weights).flatMap(key =>
        known.includes(key)
          ? []
          : [
              {
                path: ['weights', key],
                message: `weights.${key}: there is no such check; name one of ${known.join(
                  ', ',
                )}`,
              },
            ],
      );
    },
  };
}
