import {
  SidebarDivider,
  useSidebarOpenState,
} from '@backstage/core-components';
import styles from './SidebarHeading.module.css';

/** The name of a group of lines; a plain rule while the sidebar is too narrow for words. */
export function SidebarHeading(props: { children: string }) {
  const { isOpen } = useSidebarOpenState();
  return isOpen ? (
    <p className={styles.heading}>{props.children}</p>
  ) : (
    <SidebarDivider />
  );
}
