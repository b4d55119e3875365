import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  itsmReactTranslationRef,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import styles from './AdminPart.module.css';

/** Turns the pages of a list by the cursor in the address; the browser's back button turns back. */
export function Turner(props: {
  pageInfo: { nextCursor?: string; prevCursor?: string };
}) {
  const { nextCursor, prevCursor } = props.pageInfo;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const url = useUrlValues();
  const onFirst = !url.get('cursor');
  if (!nextCursor && onFirst) return null;
  return (
    <nav className={styles.turn} aria-label={t('pages.label')}>
      <Button
        variant="secondary"
        isDisabled={onFirst}
        // Without a way back by one page it goes back to the first.
        onPress={() => url.set({ cursor: prevCursor })}
      >
        {t('pages.previous')}
      </Button>
      <Button
        variant="secondary"
        isDisabled={!nextCursor}
        onPress={() => url.set({ cursor: nextCursor })}
      >
        {t('pages.next')}
      </Button>
    </nav>
  );
}
