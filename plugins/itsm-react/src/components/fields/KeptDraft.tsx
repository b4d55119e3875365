import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { useRef } from 'react';
import { itsmReactTranslationRef } from '../../translation';
import styles from './KeptDraft.module.css';

/** Says that a form shows what somebody wrote before, and lets them begin anew. */
export function KeptDraft(props: { isKept: boolean; onClear: () => void }) {
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const note = useRef<HTMLDivElement>(null);
  if (!props.isKept) return null;
  const startOver = () => {
    // The button that is pressed is gone with that.
    note.current
      ?.closest('[data-submit-keys]')
      ?.querySelector<HTMLElement>('input, textarea, button')
      ?.focus();
    props.onClear();
  };
  return (
    <div ref={note} className={styles.kept}>
      <Text variant="body-small" color="secondary" role="status">
        {t('draft.kept')}
      </Text>
      <Button size="small" variant="tertiary" onPress={startOver}>
        {t('draft.startOver')}
      </Button>
    </div>
  );
}
