import {
  impactOfTier,
  pathOfItem,
  type FinderTools,
  type FoundRisk,
  type Thing,
} from './model';

/** Groups that own something, with how many people are in each; those that are not there are absent. */
export type Owners = ReadonlyMap<string, number>;

function lackOf(
  ownerRef: string | undefined,
  people: number | undefined,
): string {
  if (ownerRef === undefined) return 'belongs to nobody';
  return people === undefined
    ? 'belongs to a group that is not in the catalog'
    : 'belongs to a group that nobody is in';
}

/** Finds services that nobody would look after. */
export function servicesWithoutOwner(
  services: readonly Thing[],
  owners: Owners,
  _tools: FinderTools,
): FoundRisk[] {
  return services.flatMap(({ ref, title, ownerRef, tier }): FoundRisk[] => {
    const people = ownerRef === undefined ? 0 : owners.get(ownerRef);
    if (people !== undefined && people > 0) return [];
    // A person who owns something is not counted, and is somebody.
    if (ownerRef?.startsWith('user:')) return [];
    const impact = impactOfTier(tier);
    const lack = lackOf(ownerRef, people);
    return [
      {
        finder: 'no-owner',
        subject: ref,
        severity: impact,
        likelihood: 3,
        impact,
        title: `${title} ${lack}`,
        why: 'When it fails nobody knows who repairs it, and nobody decides what becomes of it.',
        remedy: 'Name the group that owns it in its catalog file.',
        serviceRef: ref,
        entities: [ref],
        facts: [{ label: 'Owner', value: ownerRef ?? 'none' }],
        path: pathOfItem(ref),
      },
    ];
  });
}
