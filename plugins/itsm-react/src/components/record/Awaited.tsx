import styles from './RecordLayout.module.css';

/**
 * Stands where something may come that is not known yet, and may come to nothing: what stands below
 * it in its column is not shown before that is known, so that it moves nobody's eyes. Whatever takes
 * longer than two seconds is not waited for.
 */
export function Awaited(props: {
  /** In the head of a record's page, in a row with others: its columns wait. */
  inHead?: boolean;
}) {
  return (
    <div className={styles.awaited} aria-busy="true" hidden={props.inHead} />
  );
}
