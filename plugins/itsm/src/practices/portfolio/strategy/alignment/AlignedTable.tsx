import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, VisuallyHidden } from '@backstage/ui';
import type { AlignedRecord } from '@callboard/plugin-itsm-common';
import {
  RefLabel,
  RelativeTime,
  useRecordHref,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import styles from '../Strategy.module.css';
import { alignmentTranslationRef } from '../translation';

/** Records that serve something, or nothing. */
export function AlignedTable(props: {
  label: string;
  items: readonly AlignedRecord[];
  refs: Refs;
  /** Whether it says how they serve. */
  withHow?: boolean;
}) {
  const { label, items, refs, withHow } = props;
  const { t } = useTranslationRef(alignmentTranslationRef);
  const hrefOf = useRecordHref();
  return (
    <div className={styles.scroll}>
      <table className={`${styles.table} ${styles.rows}`}>
        <caption>
          <VisuallyHidden>{label}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('column.record')}</th>
            {withHow && <th scope="col">{t('column.how')}</th>}
            <th scope="col">{t('column.status')}</th>
            <th scope="col">{t('column.service')}</th>
            <th scope="col">{t('column.owner')}</th>
            <th scope="col">{t('column.created')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(one => {
            const href = hrefOf(one);
            const words = `${one.number} ${one.title}`;
            return (
              <tr key={one.id}>
                <th scope="row">
                  {href ? <Link href={href}>{words}</Link> : words}
                </th>
                {withHow && (
                  <td className={styles.short}>{one.how && t(one.how)}</td>
                )}
                <td className={styles.short}>{one.statusLabel}</td>
                <td>
                  {one.serviceRef && (
                    <RefLabel entityRef={one.serviceRef} refs={refs} plain />
                  )}
                </td>
                <td>
                  {one.ownerRef && (
                    <RefLabel entityRef={one.ownerRef} refs={refs} plain />
                  )}
                </td>
                <td className={styles.short}>
                  <RelativeTime instant={one.createdAt} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
