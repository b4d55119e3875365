import { Text } from '@backstage/ui';
import { RiInboxLine } from '@remixicon/react';
import type { ReactElement, ReactNode } from 'react';
import styles from './Message.module.css';

/** What stands where there is nothing to show: one sentence and a next step. */
export function Message(props: {
  title: string;
  children?: ReactNode;
  icon?: ReactElement;
  actions?: ReactNode;
  /** For cards and widgets. */
  small?: boolean;
  role?: 'alert' | 'status';
}) {
  const { title, children, icon, actions, small, role } = props;
  return (
    <div
      className={small ? `${styles.message} ${styles.small}` : styles.message}
      role={role}
    >
      {!small && (
        <span className={styles.icon} aria-hidden>
          {icon ?? <RiInboxLine size={32} />}
        </span>
      )}
      <Text as="p" variant={small ? 'body-medium' : 'title-x-small'}>
        {title}
      </Text>
      {children && (
        <Text as="p" variant="body-medium" color="secondary">
          {children}
        </Text>
      )}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
