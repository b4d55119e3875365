import { Mark } from './Mark';
import styles from './Logo.module.css';

/** The sign with the name beside it. */
export function Logo(props: { size?: number }) {
  return (
    <span className={styles.logo}>
      <Mark size={props.size} />
      <span className={styles.name}>Callboard</span>
    </span>
  );
}
