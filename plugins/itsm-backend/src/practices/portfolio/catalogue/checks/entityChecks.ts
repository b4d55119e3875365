import { TIER_LABELS, type Tier } from '@callboard/plugin-itsm-common';
import type {
  CheckedService,
  ServiceCheck,
  ServiceCheckAnswer,
} from '@callboard/plugin-itsm-node';
import { channelsOf, linksOf, onCallOf } from '../../services/links';
import type { EntityFacts } from '../EntityFactsStore';

/** What is known of a service that the catalog and its offerings say. */
export interface KnownService extends EntityFacts {
  tier?: Tier;
  /** Names of what it offers. */
  offerings: readonly string[];
  /** Whether it has a record in the portfolio, which has a lifecycle of its own. */
  hasRecord: boolean;
}

type Told = (service: KnownService) => ServiceCheckAnswer;

interface EntityCheck
  extends Pick<
    ServiceCheck,
    'key' | 'label' | 'why' | 'remedy' | 'path' | 'weight'
  > {
  tell: Told;
}

const MOST_WORDS = 80;
const short = (text: string) =>
  text.length <= MOST_WORDS ? text : `${text.slice(0, MOST_WORDS - 1)}…`;
const met = (words?: string): ServiceCheckAnswer => ({
  state: 'met',
  words: words === undefined ? undefined : short(words),
});
const missing = (words?: string): ServiceCheckAnswer => ({
  state: 'missing',
  words,
});
const NOT_NEEDED: ServiceCheckAnswer = { state: 'not-needed' };

const textOf = (value: unknown) =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

/** The page of an entity in the catalog, whose file says all of this. */
const catalogPath = (ref: string) => {
  const [kind, rest] = ref.split(':');
  return `/catalog/${rest.split('/')[0]}/${kind}/${rest.split('/')[1]}`;
};

const linkOf = (service: KnownService, kind: 'runbook' | 'documentation') =>
  linksOf(service.fields).find(link => link.kind === kind);

const DOCS = ['backstage.io/techdocs-ref', 'backstage.io/techdocs-entity'];

/** What a managed service has of what its entity in the catalog says. */
const CHECKS: readonly EntityCheck[] = [
  {
    key: 'owner',
    label: 'Owner',
    why: 'Somebody must answer for it when it fails, and decide when it changes.',
    remedy: 'Set `spec.owner` in its catalog file to a group that is there.',
    weight: 10,
    path: catalogPath,
    tell({ ownerRef, ownerThere }) {
      if (!ownerRef) return missing('Nobody owns it');
      return ownerThere
        ? met(ownerRef.split('/')[1])
        : missing(`The catalog does not have ${ownerRef}`);
    },
  },
  {
    key: 'description',
    label: 'Description',
    why: 'People find a service by what it does for them.',
    remedy:
      'Say in a sentence what it does for whom: `metadata.description` in its catalog file.',
    weight: 5,
    path: catalogPath,
    tell: ({ fields }) =>
      textOf(fields.description) ? met() : missing('It has none'),
  },
  {
    key: 'tier',
    label: 'Tier',
    why: 'How critical it is decides what is promised for it and what is done first.',
    remedy:
      'State the tier in its portfolio record, or as the attribute tier in the CMDB.',
    weight: 5,
    tell: ({ tier }) => (tier ? met(TIER_LABELS[tier]) : missing()),
  },
  {
    key: 'system',
    label: 'System or domain',
    why: 'It is found and reported with what it belongs to.',
    remedy:
      'Set `spec.system` of a component, or `spec.domain` of a system, in its catalog file.',
    weight: 2,
    path: catalogPath,
    tell({ kind, systemRef, domainRef }) {
      const within = kind === 'system' ? domainRef : systemRef ?? domainRef;
      return within ? met(within.split('/')[1]) : missing();
    },
  },
  {
    key: 'lifecycle',
    label: 'Lifecycle stage',
    why: 'Whoever relies on it must know whether it is tried out, in use or on its way out.',
    remedy:
      'Set `spec.lifecycle` in its catalog file, or put the service into the portfolio.',
    weight: 2,
    path: catalogPath,
    tell({ kind, lifecycle, hasRecord }) {
      if (lifecycle) return met(lifecycle);
      if (hasRecord) return met('As its portfolio record says');
      // The catalog's systems and resources have none.
      return ['system', 'resource'].includes(kind) ? NOT_NEEDED : missing();
    },
  },
  {
    key: 'runbook',
    label: 'Runbook',
    why: 'Whoever is called at night needs to know what to do.',
    remedy:
      'Add a link with the title or type runbook to `metadata.links` in its catalog file.',
    weight: 6,
    path: catalogPath,
    tell(service) {
      const link = linkOf(service, 'runbook');
      return link ? met(link.title) : missing();
    },
  },
  {
    key: 'contact',
    label: 'Contact',
    why: 'Who uses it must be able to ask somebody.',
    remedy:
      'Give the owning group an e-mail address, or add a link to a chat to the service.',
    weight: 5,
    path: catalogPath,
    tell({ fields, ownerFields }) {
      const [channel] = channelsOf(linksOf(fields), ownerFields);
      return channel ? met(channel.title) : missing();
    },
  },
  {
    key: 'on-call',
    label: 'On call',
    why: 'Out of hours somebody must be reached.',
    remedy:
      'Add the annotation of your paging service, e.g. `pagerduty.com/service-id`, or a link to the rota.',
    weight: 4,
    path: catalogPath,
    tell({ fields, ownerFields }) {
      const [one] = onCallOf(fields, ownerFields);
      const link = [...linksOf(fields), ...linksOf(ownerFields)].find(
        ({ kind }) => kind === 'on-call',
      );
      const words = one?.words ?? link?.title;
      return words ? met(words) : missing();
    },
  },
  {
    key: 'documentation',
    label: 'Documentation',
    why: 'What is written down need not be asked for.',
    remedy:
      'Add the annotation `backstage.io/techdocs-ref`, or a link to its documentation.',
    weight: 4,
    path: catalogPath,
    tell(service) {
      if (DOCS.some(key => textOf(service.fields[`annotations.${key}`])))
        return met('TechDocs');
      const link = linkOf(service, 'documentation');
      return link ? met(link.title) : missing();
    },
  },
  {
    key: 'offering',
    label: 'Offering',
    why: 'People who are no engineers see what they get and how to ask for it.',
    remedy:
      'Write an offering in the portal: what one gets, for whom, how to ask.',
    weight: 3,
    path: ref =>
      `/itsm/admin/definitions/new?kind=offering&with=service:${encodeURIComponent(
        ref,
      )}`,
    tell({ offerings }) {
      if (offerings.length === 0) return missing();
      return met(offerings.join(', '));
    },
  },
];

/**
 * The checks that look at what the catalog and offerings say.
 *
 * @param known - what is known of the services that are being looked at
 */
export function entityChecks(
  known: (
    services: readonly CheckedService[],
  ) => Promise<ReadonlyMap<string, KnownService>>,
): ServiceCheck[] {
  return CHECKS.map(({ tell, ...check }) => ({
    ...check,
    async read(services) {
      const found = await known(services);
      return new Map(
        services.flatMap(({ ref }) => {
          const service = found.get(ref);
          return service ? [[ref, tell(service)] as const] : [];
        }),
      );
    },
  }));
}
