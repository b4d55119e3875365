import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Button } from '@backstage/ui';
import type { Incident } from '@callboard/plugin-itsm-common';
import {
  Markdown,
  Pill,
  RelativeTime,
  useNow,
} from '@callboard/plugin-itsm-react';
import { RiAlarmWarningFill, RiMegaphoneLine } from '@remixicon/react';
import { useState } from 'react';
import { MajorDialog } from './MajorDialog';
import styles from './MajorPanel.module.css';
import { incidentRecordTranslationRef } from './translation';
import type { IncidentOnPage } from './useIncident';

/** What everybody concerned with a major incident looks for first. Nothing for other incidents. */
export function MajorPanel(props: {
  incident: Incident;
  page: IncidentOnPage;
}) {
  const { incident, page } = props;
  const { t } = useTranslationRef(incidentRecordTranslationRef);
  const [updating, setUpdating] = useState(false);
  const now = useNow();
  if (!incident.major) return null;
  const { viewer, nextUpdateAt, majorSince, majorSummary } = incident;
  const worker = viewer.standing.includes('worker') && viewer.canUpdate;
  const late = nextUpdateAt && Date.parse(nextUpdateAt) < now;
  return (
    <Box
      as="section"
      bg="neutral"
      className={late ? `${styles.panel} ${styles.late}` : styles.panel}
      aria-label={t('major.title')}
    >
      <div className={styles.head}>
        <RiAlarmWarningFill className={styles.icon} aria-hidden />
        <h2 className={styles.title}>{t('major.title')}</h2>
        {majorSince && (
          <span className={styles.about}>
            {t('major.since')} <RelativeTime instant={majorSince} />
          </span>
        )}
        <span className={styles.about}>
          <RiMegaphoneLine className={styles.small} aria-hidden />
          {incident.majorAnnounced
            ? t('major.announced')
            : t('major.notAnnounced')}
        </span>
        {worker && (
          <Button
            size="small"
            variant="secondary"
            className={styles.update}
            onPress={() => setUpdating(true)}
          >
            {t('major.update')}
          </Button>
        )}
      </div>
      {majorSummary && <Markdown>{majorSummary}</Markdown>}
      <p className={styles.next}>
        {nextUpdateAt ? (
          <>
            {t('major.nextUpdate')} <RelativeTime instant={nextUpdateAt} />{' '}
            {late && <Pill tone="critical">{t('major.late')}</Pill>}
          </>
        ) : (
          t('major.noNextUpdate')
        )}
      </p>
      {updating && (
        <MajorDialog
          incident={incident}
          page={page}
          onClose={() => setUpdating(false)}
        />
      )}
    </Box>
  );
}
