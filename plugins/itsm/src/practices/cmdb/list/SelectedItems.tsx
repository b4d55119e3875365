import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { CopyButton } from '../impact/CopyButton';
import styles from './SelectedItems.module.css';
import { ciListTranslationRef } from './translation';
import type { CiList } from './useCiList';

/** What can be done with the selected items. */
export function SelectedItems(props: { list: CiList }) {
  const { items, clear } = props.list.selection;
  const { t } = useTranslationRef(ciListTranslationRef);
  return (
    <section className={styles.bar} aria-label={t('selected.bar')}>
      <Text weight="bold">{t('selected.count', { count: items.length })}</Text>
      <CopyButton
        key={items.length}
        label={t('selected.copy')}
        copied={t('selected.copied')}
        failed={t('selected.notCopied')}
        text={() => items.map(({ ref }) => ref).join('\n')}
      />
      <Button variant="tertiary" onPress={clear}>
        {t('selected.clear')}
      </Button>
    </section>
  );
}
