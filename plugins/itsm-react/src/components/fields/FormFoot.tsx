import { Button, Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './FormFoot.module.css';
import { SubmitKeysHint } from './SubmitKeys';

/** The end of a form in which a record is filed: sent, or given up. */
export function FormFoot(props: {
  submit: string;
  isPending: boolean;
  discard: string;
  onDiscard: () => void;
  /** What becomes of what is written until then. */
  kept?: string;
  /** What else can be done, between the two. */
  children?: ReactNode;
}) {
  return (
    <div className={styles.foot}>
      <Button type="submit" variant="primary" isPending={props.isPending}>
        {props.submit}
        <SubmitKeysHint />
      </Button>
      {props.children}
      <Button variant="tertiary" onPress={props.onDiscard}>
        {props.discard}
      </Button>
      {props.kept && (
        <Text
          as="p"
          variant="body-small"
          color="secondary"
          className={styles.kept}
        >
          {props.kept}
        </Text>
      )}
    </div>
  );
}
