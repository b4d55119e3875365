import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, ButtonLink } from '@backstage/ui';
import { incidentRoutes } from '@callboard/plugin-itsm-common';
import type { Disruption } from '@callboard/plugin-itsm-common';
import {
  Markdown,
  RefLabel,
  RelativeTime,
  useItsmQuery,
  useNow,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { RiAlarmWarningFill } from '@remixicon/react';
import { incidentRouteRef } from '../routes';
import styles from './Disruptions.module.css';
import { requestsTranslationRef } from './translation';

function One(props: { disruption: Disruption; refs: Refs }) {
  const { disruption, refs } = props;
  const { serviceRef, number, summary, since } = disruption;
  const { t } = useTranslationRef(requestsTranslationRef);
  const href = useRouteRef(incidentRouteRef)?.({ number: number ?? '' });
  const now = useNow();
  const next = disruption.nextUpdateAt;
  return (
    <li className={styles.one}>
      <div className={styles.head}>
        <strong>
          <RefLabel entityRef={serviceRef} refs={refs} />
        </strong>
        <span className={styles.about}>
          {t('disruption.since')} <RelativeTime instant={since} />
          {' · '}
          {t('disruption.updated')}{' '}
          <RelativeTime instant={disruption.updatedAt} />
          {next &&
            (Date.parse(next) < now ? (
              ` · ${t('disruption.late')}`
            ) : (
              <>
                {` · ${t('disruption.next')} `}
                <RelativeTime instant={next} />
              </>
            ))}
        </span>
        {number && href && (
          <ButtonLink
            size="small"
            variant="tertiary"
            className={styles.open}
            href={href}
          >
            {t('disruption.open', { number })}
          </ButtonLink>
        )}
      </div>
      <Markdown>{summary}</Markdown>
    </li>
  );
}

/**
 * What does not work at the moment of the services that the reader follows, or of one service.
 * Nothing while everything works: also nothing while it loads or fails, as it stands on pages that
 * are about something else.
 */
export function Disruptions(props: { entityRef?: string }) {
  const { t } = useTranslationRef(requestsTranslationRef);
  const { data } = useItsmQuery(incidentRoutes.disruptions, {
    query: { entity: props.entityRef },
    live: true,
  });
  if (!data?.items.length) return null;
  return (
    <Box
      as="section"
      bg="neutral"
      className={styles.strip}
      aria-label={t('disruption.title', { count: data.items.length })}
    >
      <h2 className={styles.title}>
        <RiAlarmWarningFill className={styles.icon} aria-hidden />
        {t('disruption.title', { count: data.items.length })}
      </h2>
      <ul className={styles.list}>
        {data.items.map(disruption => (
          <One
            key={`${disruption.serviceRef} ${disruption.since}`}
            disruption={disruption}
            refs={data.refs}
          />
        ))}
      </ul>
    </Box>
  );
}
