import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiCloseLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import { useMe } from '../../hooks/useMe';
import { itsmReactTranslationRef } from '../../translation';
import type { RowSelection } from '../table/useRowSelection';
import styles from './BulkBar.module.css';
import { AssignForm, ChangeForm, NO_STEP, TransitionForm } from './BulkForms';
import { BulkRun } from './BulkRun';
import type { BulkDeed, BulkItem, BulkSpec } from './types';

type Step = 'assign' | 'change' | 'move';
const FORMS = {
  assign: AssignForm,
  change: ChangeForm,
  move: TransitionForm,
} as const;

/** What can be done with the rows that are selected, all at once. */
export function BulkBar<T extends BulkItem>(props: {
  spec: BulkSpec;
  selection: RowSelection<T>;
}) {
  const { spec, selection } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const me = useMe();
  const [form, setForm] = useState<Step>();
  const [step, setStep] = useState(NO_STEP);
  const [deed, setDeed] = useState<BulkDeed>();
  const count = selection.items.length;
  const Form = form && FORMS[form];
  const isOver = count === 0 && !deed;
  useEffect(() => {
    // What is written for these records is not for the next ones.
    if (isOver) setStep(NO_STEP);
  }, [isOver]);
  if (isOver) return null;
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('bulk.bar')}>
      <span className={styles.count} role="status">
        {t('bulk.count', { count })}
      </span>
      {me && (
        <Button
          variant="secondary"
          onPress={() => setDeed({ patch: { assigneeRef: me } })}
        >
          {t('bulk.assignToMe')}
        </Button>
      )}
      <Button variant="secondary" onPress={() => setForm('assign')}>
        {t('bulk.assign')}
      </Button>
      <Button variant="secondary" onPress={() => setForm('change')}>
        {t('bulk.change')}
      </Button>
      <Button variant="secondary" onPress={() => setForm('move')}>
        {t('bulk.move')}
      </Button>
      <Button
        variant="tertiary"
        iconStart={<RiCloseLine />}
        onPress={selection.clear}
      >
        {t('bulk.clear')}
      </Button>
      {Form && (
        <Form
          spec={spec}
          items={selection.items}
          step={step}
          onStep={setStep}
          onApply={chosen => {
            setForm(undefined);
            setDeed(chosen);
          }}
          onClose={() => setForm(undefined)}
        />
      )}
      {deed && (
        <BulkRun
          spec={spec}
          deed={deed}
          items={selection.items}
          onEnd={left => selection.set(left)}
          onClose={() => setDeed(undefined)}
        />
      )}
    </div>
  );
}
