import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select } from '@backstage/ui';
import {
  focusOnOpen,
  problemProps,
  UserPicker,
} from '@callboard/plugin-itsm-react';
import { RiUserVoiceLine } from '@remixicon/react';
import { useState } from 'react';
import type { IncidentDraft } from './draft';
import styles from './FileIncidentForm.module.css';
import { incidentFormTranslationRef } from './translation';
import { useFormWords } from './useFormWords';

const CHANNELS = ['phone', 'email', 'chat', 'portal'] as const;

/** Who has the trouble, if it is not who files, and how they told of it. */
export function OnBehalfOf(props: {
  draft: IncidentDraft;
  problems: Partial<Record<keyof IncidentDraft, string>>;
  onChange: (changes: Partial<IncidentDraft>) => void;
}) {
  const { draft, problems, onChange } = props;
  const { t } = useTranslationRef(incidentFormTranslationRef);
  const { plain } = useFormWords();
  const [opened, setOpened] = useState(false);
  if (!opened && !draft.requestedForRef) {
    return (
      <div>
        <Button
          variant="tertiary"
          iconStart={<RiUserVoiceLine />}
          onPress={() => setOpened(true)}
        >
          {t(plain ? 'plain.behalf' : 'behalf.action')}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.field}>
      <div className={`${styles.severities} ${styles.level}`}>
        <UserPicker
          label={t('behalf.person')}
          description={t('behalf.personHint')}
          value={draft.requestedForRef}
          onChange={requestedForRef =>
            onChange({
              requestedForRef,
              channel: draft.channel ?? 'phone',
            })
          }
          {...focusOnOpen(opened)}
          {...problemProps(problems.requestedForRef)}
        />
        <Select
          label={t('behalf.channel')}
          options={CHANNELS.map(id => ({
            id,
            label: t(`behalf.channels.${id}`),
          }))}
          value={draft.channel ?? 'phone'}
          onChange={channel => onChange({ channel: String(channel) })}
        />
      </div>
      <div>
        <Button
          size="small"
          variant="tertiary"
          onPress={() => {
            setOpened(false);
            onChange({ requestedForRef: undefined, channel: undefined });
          }}
        >
          {t('behalf.mine')}
        </Button>
      </div>
    </div>
  );
}
