import type {
  EntityFields,
  ServiceContact,
  ServiceLink,
  ServiceLinkKind,
} from '@callboard/plugin-itsm-common';

const MOST_LINKS = 30;
const LONGEST_ADDRESS = 1_000;
/** What a link may do when it is followed: open a page or write a mail, never run something. */
const FOLLOWED = /^(https?:\/\/|mailto:)/i;

/** Where words of a link's title, type, icon or address say what it leads to; the first counts. */
const KINDS: readonly (readonly [ServiceLinkKind, RegExp])[] = [
  ['on-call', /pagerduty|opsgenie|on-?call|victorops|squadcast/i],
  ['runbook', /run-?book|play-?book/i],
  [
    'chat',
    /\bslack\b|slack\.com|teams\.microsoft|mattermost|discord|\bchat\b/i,
  ],
  ['dashboard', /dashboard|grafana|datadog|kibana|newrelic/i],
  ['source', /github\.com|gitlab|bitbucket|\bsource\b|repository/i],
  ['documentation', /\bdocs?\b|documentation|wiki|confluence|readthedocs/i],
];

/** Says what a link leads to. */
export function linkKindOf(words: string): ServiceLinkKind {
  return KINDS.find(([, pattern]) => pattern.test(words))?.[0] ?? 'website';
}

const textOf = (value: unknown) =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

function readLink(text: unknown): ServiceLink | undefined {
  if (typeof text !== 'string') return undefined;
  let link: Record<string, unknown>;
  try {
    link = JSON.parse(text);
  } catch {
    // One that was too long to keep stands there as a hash.
    return undefined;
  }
  const url = textOf(link?.url);
  if (!url || url.length > LONGEST_ADDRESS || !FOLLOWED.test(url))
    return undefined;
  const title = textOf(link.title) ?? url;
  const words = [title, textOf(link.type), textOf(link.icon), url].join(' ');
  return { url, title, kind: linkKindOf(words) };
}

/** The links of an entity that can be followed. */
export function linksOf(fields: EntityFields): ServiceLink[] {
  const { links } = fields;
  return (Array.isArray(links) ? links : [])
    .slice(0, MOST_LINKS)
    .flatMap(text => readLink(text) ?? []);
}

const CHANNELS: readonly ServiceLinkKind[] = ['chat', 'on-call'];
const isMail = ({ url }: ServiceLink) => /^mailto:/i.test(url);

/** Where people can be reached: chat, on-call and mail, of the service and of its owners. */
export function channelsOf(
  links: readonly ServiceLink[],
  ownerFields: EntityFields,
): ServiceLink[] {
  const mail = textOf(ownerFields['spec.profile.email']);
  const known = [
    ...links,
    ...linksOf(ownerFields),
    ...(mail && /^[^\s@<>]+@[^\s@<>]+$/.test(mail)
      ? [{ url: `mailto:${mail}`, title: mail, kind: 'website' as const }]
      : []),
  ].filter(link => CHANNELS.includes(link.kind) || isMail(link));
  const seen = new Set<string>();
  return known.filter(({ url }) => !seen.has(url) && seen.add(url));
}

/** Annotations by which paging services know who is on call. */
const PAGING: readonly {
  annotation: string;
  words: string;
  url?(id: string): string;
}[] = [
  {
    annotation: 'pagerduty.com/service-id',
    words: 'PagerDuty, service',
    url: id => `https://app.pagerduty.com/service-directory/${id}`,
  },
  { annotation: 'opsgenie.com/team', words: 'Opsgenie, team' },
  {
    annotation: 'opsgenie.com/component-selector',
    words: 'Opsgenie, alerts with',
  },
  { annotation: 'splunk.com/on-call-team', words: 'Splunk On-Call, team' },
  { annotation: 'grafana.com/oncall-team', words: 'Grafana OnCall, team' },
];

/** Who is on call, as far as annotations of the service or of its owners say it. */
export function onCallOf(
  ...said: readonly EntityFields[]
): ServiceContact['onCall'] {
  return said.flatMap(fields =>
    PAGING.flatMap(({ annotation, words, url }) => {
      const id = textOf(fields[`annotations.${annotation}`]);
      if (!id || id.length > 200) return [];
      const isPlain = /^[\w.-]+$/.test(id);
      return [
        { words: `${words} ${id}`, ...(url && isPlain && { url: url(id) }) },
      ];
    }),
  );
}
