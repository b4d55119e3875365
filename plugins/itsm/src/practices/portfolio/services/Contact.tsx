import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { ServicePage } from '@callboard/plugin-itsm-common';
import {
  Pill,
  Property,
  PropertyList,
  RefLabel,
} from '@callboard/plugin-itsm-react';
import { RiMoonLine, RiSunLine } from '@remixicon/react';
import { DateTime } from 'luxon';
import { Nothing, Section } from './Section';
import styles from './Service.module.css';
import { servicesTranslationRef } from './translation';

/** When something changes, as short as it can be said today. */
export function untilWords(instant: string, now = DateTime.now()): string {
  const at = DateTime.fromISO(instant);
  if (at.hasSame(now, 'day')) return at.toLocaleString(DateTime.TIME_SIMPLE);
  // Within a week its day has a name.
  if (at.startOf('day') < now.startOf('day').plus({ days: 7 }))
    return at.toLocaleString({
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
    });
  return at.toLocaleString({
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** Whether somebody answers now. */
export function Hours(props: {
  page: ServicePage;
  /** In words alone: a line of them may break where there is little room. */
  plain?: boolean;
}) {
  const { t } = useTranslationRef(servicesTranslationRef);
  const { hours } = props.page.contact;
  if (!hours) return null;
  const { open, until } = hours;
  const say = () => {
    if (!until) return open ? t('contact.open') : t('contact.closed');
    const words = { until: untilWords(until) };
    return open
      ? t('contact.openUntil', words)
      : t('contact.closedUntil', words);
  };
  const title = `${hours.title}, ${hours.zone}`;
  if (props.plain) return <span title={title}>{say()}</span>;
  return (
    <Pill
      tone={open ? 'success' : 'neutral'}
      icon={open ? <RiSunLine aria-hidden /> : <RiMoonLine aria-hidden />}
      title={title}
    >
      {say()}
    </Pill>
  );
}

/** Who to turn to now, and where. */
export function Contact({ page }: { page: ServicePage }) {
  const { t } = useTranslationRef(servicesTranslationRef);
  const { people, members, memberTotal, channels, onCall, working, hours } =
    page.contact;
  const ref = (entityRef: string) => (
    <RefLabel key={entityRef} entityRef={entityRef} refs={page.refs} />
  );
  const more = memberTotal - members.length;
  return (
    <Section
      id="contact"
      title={t('contact.title')}
      actions={<Hours page={page} />}
    >
      {people.length === 0 && (
        <Nothing
          next={
            page.viewer.works
              ? t('contact.noneNext')
              : t('contact.noneNextReader')
          }
        >
          {t('contact.none')}
        </Nothing>
      )}
      <PropertyList label={t('contact.title')}>
        {people.map(({ ref: person, role }) => (
          <Property key={`${role} ${person}`} label={t(`contact.${role}`)}>
            {ref(person)}
          </Property>
        ))}
        {onCall.length > 0 && (
          <Property label={t('contact.onCall')}>
            <span className={styles.stack}>
              {onCall.map(({ words, url }) =>
                url ? (
                  <Link key={words} href={url}>
                    {words}
                  </Link>
                ) : (
                  <span key={words}>{words}</span>
                ),
              )}
            </span>
          </Property>
        )}
        {channels.length > 0 && (
          <Property label={t('contact.channels')}>
            <span className={styles.stack}>
              {channels.map(({ url, title }) => (
                <Link key={url} href={url}>
                  {title}
                </Link>
              ))}
            </span>
          </Property>
        )}
        {hours && <Property label={t('contact.hours')}>{hours.title}</Property>}
        {working.length > 0 && (
          <Property label={t('contact.working')}>
            <span className={styles.stack}>
              {working.map(({ ref: person, numbers }) => (
                <span key={person}>
                  {ref(person)}{' '}
                  <span className={styles.quiet}>{numbers.join(', ')}</span>
                </span>
              ))}
            </span>
          </Property>
        )}
        {members.length > 0 && (
          <Property label={t('contact.members')}>
            <span className={styles.people}>
              {members.map(ref)}
              {more > 0 && (
                <span className={styles.quiet}>
                  {t('contact.membersMore', { count: more } as never)}
                </span>
              )}
            </span>
          </Property>
        )}
      </PropertyList>
    </Section>
  );
}
