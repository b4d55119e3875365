import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Text } from '@backstage/ui';
import { MOST_AFFECTED } from '@callboard/plugin-itsm-common';
import type { Change } from '@callboard/plugin-itsm-common';
import {
  RecordSection,
  RefLabel,
  RefusalAlert,
  refTitle,
} from '@callboard/plugin-itsm-react';
import { RiAddLine, RiCloseLine } from '@remixicon/react';
import { useState } from 'react';
import { AddItem } from '../words/AddItem';
import styles from './AffectedItems.module.css';
import { changeRecordTranslationRef } from './translation';
import type { ChangeOnPage } from './useChange';

/** What the change touches, to be added to and taken out of. */
export function AffectedItems(props: { change: Change; page: ChangeOnPage }) {
  const { change, page } = props;
  const { t } = useTranslationRef(changeRecordTranslationRef);
  const [adding, setAdding] = useState(false);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const { affects, refs, serviceRef, viewer } = change;
  const set = async (next: readonly string[]) => {
    setPending(true);
    setError(undefined);
    try {
      await page.setAffected(next, change.version);
    } catch (e) {
      setError(e);
    } finally {
      setPending(false);
    }
  };
  // Where none are named the service counts: the first one that is added stands beside it.
  const named = affects.length === 0 && serviceRef ? [serviceRef] : affects;
  return (
    <RecordSection
      title={t('affected.title')}
      actions={
        viewer.canEdit &&
        !adding &&
        affects.length < MOST_AFFECTED && (
          <ButtonIcon
            variant="tertiary"
            icon={<RiAddLine />}
            aria-label={t('affected.add')}
            onPress={() => setAdding(true)}
          />
        )
      }
    >
      <ul className={styles.items}>
        {named.map(ref => (
          <li key={ref} className={styles.item}>
            <RefLabel entityRef={ref} refs={refs} />
            {ref === serviceRef && (
              <span className={styles.note}>{t('affected.service')}</span>
            )}
            {viewer.canEdit && affects.length > 0 && (
              <ButtonIcon
                size="small"
                variant="tertiary"
                icon={<RiCloseLine />}
                isDisabled={pending}
                aria-label={t('affected.remove', { item: refTitle(ref, refs) })}
                onPress={() => set(affects.filter(other => other !== ref))}
              />
            )}
          </li>
        ))}
      </ul>
      {affects.length === 0 && (
        <Text as="p" variant="body-small" color="secondary">
          {t(serviceRef ? 'affected.onlyService' : 'affected.none')}
        </Text>
      )}
      {adding && (
        <div className={styles.adding}>
          <AddItem
            label={t('affected.add')}
            description={t('affected.addHint')}
            chosen={named}
            onAdd={ref => set([...named, ref])}
            isOpened
          />
          <ButtonIcon
            variant="tertiary"
            icon={<RiCloseLine />}
            aria-label={t('affected.done')}
            onPress={() => setAdding(false)}
          />
        </div>
      )}
      <RefusalAlert
        error={error}
        onLoadLatest={async () => {
          await page.loadLatest();
          setError(undefined);
        }}
      />
    </RecordSection>
  );
}
