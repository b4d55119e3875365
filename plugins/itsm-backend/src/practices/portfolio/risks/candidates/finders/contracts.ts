import {
  dayOf,
  impactOfTier,
  titleOf,
  urgency,
  type FinderTools,
  type FoundRisk,
} from './model';

/** A contract that is in force, and what it is for. Instants are milliseconds since the epoch. */
export interface RunningContract {
  number: string;
  title: string;
  ownerRef?: string;
  endAt?: number;
  /** By when notice must be given, where that is known. */
  noticeBy?: number;
  /** Whether it goes on by itself. */
  renews: boolean;
  services: readonly string[];
}

/**
 * Finds contracts that end, and those that go on by themselves while nobody knows when notice must be
 * given. One that is for no service is money's, and no risk of a service.
 */
export const contractsThatEnd = (
  contracts: readonly RunningContract[],
  tools: FinderTools & { withinDays: number },
): FoundRisk[] =>
  contracts.flatMap((contract): FoundRisk[] => {
    const { number, title, services, endAt, renews, noticeBy } = contract;
    if (endAt === undefined || services.length === 0) return [];
    const urgent = urgency(endAt, tools.now, tools.withinDays);
    if (urgent === 0 || (renews && noticeBy !== undefined)) return [];
    const day = dayOf(endAt);
    const [serviceRef] = services;
    return [
      {
        finder: 'contract-ending',
        subject: number,
        severity: urgent,
        likelihood: renews ? 2 : urgent + 1,
        impact: Math.max(
          ...services.map(ref => impactOfTier(tools.things.get(ref)?.tier)),
        ),
        title: renews
          ? `The contract ${number} renews itself on ${day}, and no notice period is noted`
          : `The contract ${number} behind ${titleOf(tools, serviceRef)} ${
              urgent === 3 ? 'ended' : 'ends'
            } on ${day}`,
        why: renews
          ? 'Who does not know by when notice must be given is bound for another term.'
          : 'What it covers stops being delivered, or is delivered without anything agreed.',
        remedy: renews
          ? 'Note the notice period in the contract.'
          : 'Renew it, or replace what it covers.',
        serviceRef,
        ownerRef: tools.things.get(serviceRef)?.ownerRef ?? contract.ownerRef,
        entities: [...services],
        facts: [
          { label: 'Contract', value: `${number} ${title}` },
          { label: renews ? 'Renews' : 'Ends', value: day },
          ...services.map(ref => ({
            label: 'Behind',
            value: titleOf(tools, ref),
            ref,
          })),
        ],
        path: `/itsm/portfolio/contracts/${number}`,
      },
    ];
  });
