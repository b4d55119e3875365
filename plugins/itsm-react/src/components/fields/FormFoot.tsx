import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import { itsmReactTranslationRef } from '../../translation';
import styles from './FormFoot.module.css';
import { SubmitKeysHint } from './SubmitKeys';

/** The end of a form in which a record is filed: sent, or begun anew; and what becomes of it until then. */
export function FormFoot(props: {
  submit: string;
  isPending: boolean;
  onStartOver: () => void;
  /** What else can be done, between the two. */
  children?: ReactNode;
}) {
  const { t } = useTranslationRef(itsmReactTranslationRef);
  return (
    <div className={styles.foot}>
      <Button type="submit" variant="primary" isPending={props.isPending}>
        {props.submit}
        <SubmitKeysHint />
      </Button>
      {props.children}
      <Button variant="tertiary" onPress={props.onStartOver}>
        {t('draft.startOver')}
      </Button>
      <Text
        as="p"
        variant="body-small"
        color="secondary"
        className={styles.kept}
      >
        {t('draft.willBeKept')}
      </Text>
    </div>
  );
}
