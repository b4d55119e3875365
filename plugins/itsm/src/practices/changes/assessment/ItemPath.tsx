import type { RefInfo } from '@callboard/plugin-itsm-common';
import { RefLabel } from '@callboard/plugin-itsm-react';
import { Fragment } from 'react';
import styles from './Assessment.module.css';

/** The way of a failure from item to item: what fails first at the beginning. */
export function ItemPath(props: {
  label: string;
  path: readonly string[];
  refs: Readonly<Record<string, RefInfo>>;
}) {
  const { label, path, refs } = props;
  if (path.length < 2) return null;
  return (
    <p className={styles.path}>
      <span className={styles.quiet}>{label}</span>
      {path.map((ref, n) => (
        <Fragment key={ref}>
          {n > 0 && <span aria-hidden>→</span>}
          <RefLabel entityRef={ref} refs={refs} />
        </Fragment>
      ))}
    </p>
  );
}
