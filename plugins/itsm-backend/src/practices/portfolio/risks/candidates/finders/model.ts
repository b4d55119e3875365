import type { RiskFact, RiskFinder, Tier } from '@callboard/plugin-itsm-common';

/** Something that was found. */
export interface FoundRisk {
  finder: RiskFinder;
  /** What it is about: with the finder it says which candidate it is, whenever it is found. */
  subject: string;
  /** The number by which one sees whether it got worse. */
  severity: number;
  likelihood: number;
  impact: number;
  title: string;
  why: string;
  remedy: string;
  serviceRef?: string;
  ownerRef?: string;
  /** Entities that it names or counts: who may not see one of them is not shown it. */
  entities: readonly string[];
  facts: readonly RiskFact[];
  /** Where to read more, within the portal. */
  path?: string;
}

/** A thing as finders know it. */
export interface Thing {
  ref: string;
  title: string;
  kind: string;
  ownerRef?: string;
  systemRef?: string;
  tier?: Tier;
  /** Values of the attributes that finders ask for. */
  attributes: Readonly<Record<string, string>>;
}

/** What each finder may use beside its facts. */
export interface FinderTools {
  /** Milliseconds since the epoch. */
  now: number;
  things: ReadonlyMap<string, Thing>;
}

/** How much it hurts if a service of a tier fails: an assumption that whoever accepts it may correct. */
export const impactOfTier = (tier: Tier | undefined): number => {
  switch (tier) {
    case 'tier-1':
      return 5;
    case 'tier-2':
      return 4;
    case 'tier-4':
      return 2;
    default:
      return 3;
  }
};

/** What something is called. */
export const titleOf = (
  { things }: Pick<FinderTools, 'things'>,
  ref: string,
): string => things.get(ref)?.title ?? ref.slice(ref.lastIndexOf('/') + 1);

/** A day as facts have it. */
export const dayOf = (at: number): string =>
  new Date(at).toISOString().slice(0, 10);

const DAY = 86_400_000;

/** How pressing an end is, from 0, later than it is looked for, to 3, when it has passed. */
export function urgency(endsAt: number, now: number, withinDays: number) {
  if (endsAt <= now) return 3;
  if (endsAt - now <= 30 * DAY) return 2;
  return endsAt - now <= withinDays * DAY ? 1 : 0;
}

/** The page of something in the CMDB. */
export const pathOfItem = (ref: string): string => {
  const [kind, rest] = ref.split(':');
  return `/catalog/${rest.split('/')[0]}/${kind}/${rest.split('/')[1]}`;
};
