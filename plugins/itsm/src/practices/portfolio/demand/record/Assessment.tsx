import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { DEMAND_CRITERIA, DEMAND_FIELDS } from '@callboard/plugin-itsm-common';
import type { Demand } from '@callboard/plugin-itsm-common';
import {
  FieldInput,
  RecordSection,
  RefusalAlert,
  SubmitKeys,
} from '@callboard/plugin-itsm-react';
import type { FieldValue } from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from '../Demand.module.css';
import { demandTranslationRef } from '../translation';

type Values = Record<string, FieldValue>;

const KEYS = DEMAND_CRITERIA.flatMap(({ key }) => [
  `${key}Score`,
  `${key}Reason`,
]);
const fieldOf = (key: string) => DEMAND_FIELDS.find(f => f.key === key)!;
const valueOf = (demand: Demand, key: string) =>
  (demand as unknown as Values)[key];

/** What was written and is another thing than what is kept; what was emptied is emptied there, too. */
function changesOf(demand: Demand, written: Values): Record<string, unknown> {
  return Object.fromEntries(
    KEYS.filter(key => key in written)
      .map(key => {
        const value = written[key];
        return [key, typeof value === 'string' ? value.trim() : value] as const;
      })
      .filter(([key, value]) => (value || undefined) !== valueOf(demand, key))
      .map(([key, value]) => [key, value || null]),
  );
}

/** Value, cost, risk and fit with their reasons, for those who work on it. */
export function Assessment(props: {
  demand: Demand;
  onSave: (patch: object, version: number) => Promise<void>;
}) {
  const { demand, onSave } = props;
  const { t } = useTranslationRef(demandTranslationRef);
  const toast = useApi(toastApiRef);
  // Only what was written: what others keep meanwhile shows through.
  const [written, setWritten] = useState<Values>({});
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>();
  const changes = changesOf(demand, written);
  const isChanged = Object.keys(changes).length > 0;
  const save = async () => {
    if (!isChanged || saving) return;
    setSaving(true);
    setError(undefined);
    try {
      await onSave(changes, demand.version);
      setWritten({});
      toast.post({ title: t('assessment.saved'), status: 'success' });
    } catch (refused) {
      setError(refused);
    } finally {
      setSaving(false);
    }
  };
  const input = (
    key: string,
    more: { rows?: number; description?: string },
  ) => (
    <FieldInput
      field={fieldOf(key)}
      value={key in written ? written[key] : valueOf(demand, key)}
      onChange={value => setWritten({ ...written, [key]: value ?? '' })}
      {...more}
    />
  );
  return (
    <RecordSection title={t('section.assessment')}>
      <SubmitKeys className={styles.stack} onSubmit={save}>
        <p className={styles.hint}>{t('assessment.about')}</p>
        {demand.status === 'approved' && (
          <Alert status="info" icon title={t('assessment.protected')} />
        )}
        {DEMAND_CRITERIA.map(({ key, question }) => (
          <div key={key} className={styles.criterion}>
            {input(`${key}Score`, { description: question })}
            {input(`${key}Reason`, { rows: 2 })}
          </div>
        ))}
        <RefusalAlert error={error} />
        <div className={styles.line}>
          <Button
            variant="primary"
            isDisabled={!isChanged}
            isPending={saving}
            onPress={save}
          >
            {t('assessment.save')}
          </Button>
          {isChanged && (
            <Button variant="tertiary" onPress={() => setWritten({})}>
              {t('assessment.discard')}
            </Button>
          )}
        </div>
      </SubmitKeys>
    </RecordSection>
  );
}
