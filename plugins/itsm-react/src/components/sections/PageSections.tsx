import { useEffect, useRef } from 'react';
import { RouterLink } from '../../routing';
import styles from './PageSections.module.css';

/** The ways between pages that stand beside each other; `home` is the first of them. */
export function PageSections<S extends string>(props: {
  label: string;
  /** Where they are: `home` itself, the others below. */
  base: string;
  /** Stays the same array as long as they are the same. */
  sections: readonly S[];
  current: S;
  labelOf: (section: S) => string;
  className?: string;
}) {
  const { label, base, sections, current, labelOf, className = '' } = props;
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the current one may be out of sight at the end of the row.
    const link = row.current?.querySelector<HTMLElement>('[aria-current]');
    if (!row.current || !link) return;
    const { offsetLeft, offsetWidth } = link;
    row.current.scrollLeft = offsetLeft + offsetWidth - row.current.clientWidth;
  }, [current, sections]);
  return (
    <nav
      className={`${styles.sections} ${className}`}
      aria-label={label}
      ref={row}
    >
      {sections.map(id => (
        <RouterLink
          key={id}
          className={styles.section}
          to={id === 'home' ? base : `${base}/${id}`}
          aria-current={id === current ? 'page' : undefined}
        >
          {labelOf(id)}
        </RouterLink>
      ))}
    </nav>
  );
}
