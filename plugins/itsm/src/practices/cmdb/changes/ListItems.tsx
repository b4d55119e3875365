import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { RiAddLine, RiSubtractLine } from '@remixicon/react';
import { cmdbTranslationRef } from '../translation';
import { valueText } from '../words/valueText';
import type { FieldValue } from '../words/valueText';
import styles from './Changes.module.css';

function Item(props: { item: FieldValue; come: boolean }) {
  const { item, come } = props;
  const { t } = useTranslationRef(cmdbTranslationRef);
  return (
    <span className={styles.item}>
      {come ? (
        <RiAddLine className={styles.come} aria-hidden />
      ) : (
        <RiSubtractLine className={styles.gone} aria-hidden />
      )}
      <VisuallyHidden>
        {t(come ? 'fields.added' : 'fields.removed')}:{' '}
      </VisuallyHidden>
      {valueText(item, t)}
    </span>
  );
}

/** Of a list, which may be long, only what came to it and what went from it. */
export function ListItems(props: {
  added: readonly FieldValue[];
  removed: readonly FieldValue[];
}) {
  return (
    <>
      {props.added.map(item => (
        <Item key={String(item)} item={item} come />
      ))}
      {props.removed.map(item => (
        <Item key={String(item)} item={item} come={false} />
      ))}
    </>
  );
}
