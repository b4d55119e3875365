import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import type { Outage } from '@callboard/plugin-itsm-common';
import {
  Awaited,
  errorSentence,
  RecordSection,
  RefLabel,
  useNow,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { RiAddLine } from '@remixicon/react';
import { useState } from 'react';
import { exactTime } from '../clocks/dayTimes';
import { KindPill } from './KindPill';
import { OutageActions } from './OutageActions';
import { OutageDialog } from './OutageDialog';
import type { OutageDefaults } from './OutageDialog';
import styles from './Outages.module.css';
import { lengthWords, spanWords } from './outageWords';
import { outagesTranslationRef } from './translation';
import { useOutagesOfRecord } from './useOutages';

function OutageLine(props: { outage: Outage; refs: Refs }) {
  const { outage, refs } = props;
  const { t } = useTranslationRef(outagesTranslationRef);
  const now = useNow();
  const { begin, end, withdrawnAt, source, corrected, note } = outage;
  const exact = [begin, end].flatMap(at => (at ? exactTime(at) : []));
  return (
    <li className={withdrawnAt ? `${styles.line} ${styles.gone}` : styles.line}>
      <KindPill outage={outage} />
      <RefLabel entityRef={outage.entityRef} refs={refs} />
      <span className={styles.span} title={exact.join(' – ')}>
        {spanWords(outage, now, t)}
      </span>
      <span className={styles.about}>
        {lengthWords(outage, now, t)}
        {source === 'record' &&
          ` · ${corrected ? t('corrected') : t('fromIncident')}`}
      </span>
      <OutageActions outage={outage} />
      {note && <p className={styles.note}>{note}</p>}
    </li>
  );
}

/**
 * The outages of a record, and a way to record one; nothing for whoever does not work on a record that
 * has none.
 */
export function RecordOutages(props: {
  number: string;
  /** Whether the reader works on it. */
  mayRecord: boolean;
  defaults: OutageDefaults;
}) {
  const { number, mayRecord, defaults } = props;
  const { t } = useTranslationRef(outagesTranslationRef);
  const { data, error } = useOutagesOfRecord(number, true);
  const [recording, setRecording] = useState(false);
  if (error && !data)
    return (
      <Text as="p" color="secondary" role="status">
        {errorSentence(error)}
      </Text>
    );
  if (!data) return <Awaited />;
  if (data.items.length === 0 && !mayRecord) return <></>;
  const { items, refs } = data;
  return (
    <RecordSection
      title={t('section.title')}
      actions={
        mayRecord && (
          <Button
            size="small"
            variant="tertiary"
            iconStart={<RiAddLine />}
            onPress={() => setRecording(true)}
          >
            {items.length === 0 ? t('section.record') : t('section.another')}
          </Button>
        )
      }
    >
      {items.length === 0 ? (
        <p className={styles.none}>
          {t('section.none')} {t('section.noneNext')}
        </p>
      ) : (
        <ul className={styles.lines}>
          {items.map(outage => (
            <OutageLine key={outage.id} outage={outage} refs={refs} />
          ))}
        </ul>
      )}
      {recording && (
        <OutageDialog
          defaults={{ ...defaults, record: number }}
          onClose={() => setRecording(false)}
        />
      )}
    </RecordSection>
  );
}
