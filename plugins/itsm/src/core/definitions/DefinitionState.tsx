import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { DefinitionSummary } from '@callboard/plugin-itsm-common';
import { Pill, RelativeTime } from '@callboard/plugin-itsm-react';
import type { Tone } from '@callboard/plugin-itsm-react';
import styles from './Definitions.module.css';
import { definitionsTranslationRef } from './translation';

const TONES: Record<DefinitionSummary['state'], Tone> = {
  holds: 'success',
  planned: 'info',
  superseded: 'neutral',
  removed: 'neutral',
};

/** Whether a version holds, and from when if it is to come. */
export function DefinitionState(props: {
  definition: Pick<DefinitionSummary, 'state' | 'validFrom'>;
}) {
  const { state, validFrom } = props.definition;
  const { t } = useTranslationRef(definitionsTranslationRef);
  return (
    <>
      <Pill tone={TONES[state]}>{t(`state.${state}`)}</Pill>
      {state === 'planned' && (
        <span className={styles.about}>
          {' '}
          {t('from')} <RelativeTime instant={validFrom} />
        </span>
      )}
    </>
  );
}
