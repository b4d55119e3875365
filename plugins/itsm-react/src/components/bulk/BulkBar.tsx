import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiCloseLine } from '@remixicon/react';
import { useState } from 'react';
import { useMe } from '../../hooks/useMe';
import { itsmReactTranslationRef } from '../../translation';
import type { RowSelection } from '../table/useRowSelection';
import styles from './BulkBar.module.css';
import { AssignForm, ChangeForm, TransitionForm } from './BulkForms';
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
  const [step, setStep] = useState<Step>();
  const [deed, setDeed] = useState<BulkDeed>();
  const count = selection.items.length;
  const Form = step && FORMS[step];
  if (count === 0 && !deed) return null;
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
      <Button variant="secondary" onPress={() => setStep('assign')}>
        {t('bulk.assign')}
      </Button>
      <Button variant="secondary" onPress={() => setStep('change')}>
        {t('bulk.change')}
      </Button>
      <Button variant="secondary" onPress={() => setStep('move')}>
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
          onApply={chosen => {
            setStep(undefined);
            setDeed(chosen);
          }}
          onClose={() => setStep(undefined)}
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
