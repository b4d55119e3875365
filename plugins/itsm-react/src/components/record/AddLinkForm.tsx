import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select, TextField } from '@backstage/ui';
import { kernelRoutes, LINK_KINDS } from '@callboard/plugin-itsm-common';
import type { LinkKind } from '@callboard/plugin-itsm-common';
import { useState } from 'react';
import { useItsmMutation } from '../../api/useItsmMutation';
import { focusOnOpen } from '../../hooks/focusOnOpen';
import { itsmReactTranslationRef } from '../../translation';
import { SubmitKeys } from '../fields/SubmitKeys';
import { RefusalAlert } from '../states/RefusalAlert';
import styles from './RecordLinks.module.css';

/** Joining two records is an act of its own, not a link that somebody draws. */
const KINDS = Object.entries(LINK_KINDS).filter(
  ([kind]) => kind !== 'duplicate-of',
);

/** Links a record to another record or to a catalog entity. */
export function AddLinkForm(props: { number: string; onDone: () => void }) {
  const { number, onDone } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const [kind, setKind] = useState<LinkKind>('relates-to');
  const [target, setTarget] = useState('');
  const { mutate, isPending, error } = useItsmMutation(kernelRoutes.addLink);
  const submit = () => {
    if (!target.trim() || isPending) return;
    mutate(
      { params: { id: number }, body: { kind, target: target.trim() } },
      { onSuccess: onDone },
    );
  };
  return (
    <SubmitKeys className={styles.form} onSubmit={submit}>
      <Select
        label={t('links.kind', { number })}
        options={KINDS.map(([id, words]) => ({
          id,
          label: words.label,
        }))}
        value={kind}
        onChange={key => setKind(key as LinkKind)}
      />
      <TextField
        label={t('links.target')}
        description={t('links.targetHint')}
        value={target}
        onChange={setTarget}
        {...focusOnOpen()}
      />
      <RefusalAlert error={error} />
      <div className={styles.buttons}>
        <Button
          variant="primary"
          isDisabled={!target.trim()}
          isPending={isPending}
          onPress={submit}
        >
          {t('links.add')}
        </Button>
        <Button variant="tertiary" onPress={onDone}>
          {t('property.cancel')}
        </Button>
      </div>
    </SubmitKeys>
  );
}
