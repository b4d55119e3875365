import { Box } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './AdminTable.module.css';

/** A column of a table of the administration. */
export interface AdminColumn<T> {
  id: string;
  label: string;
  align?: 'right';
  render: (item: T) => ReactNode;
}

/** A plain table: rows of values that stack as cards on a phone. */
export function AdminTable<T>(props: {
  label: string;
  columns: readonly AdminColumn<T>[];
  items: readonly T[];
  idOf: (item: T) => string;
  /** What can be done with a row. */
  actions?: (item: T) => ReactNode;
}) {
  const { label, columns, items, idOf, actions } = props;
  return (
    <Box bg="neutral" className={styles.frame}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column.id} scope="col" data-align={column.align}>
                {column.label}
              </th>
            ))}
            {/* Buttons need no heading. */}
            {actions && <td />}
          </tr>
        </thead>
        <tbody>
          {items.map(item => (
            <tr key={idOf(item)}>
              {columns.map(column => (
                <td
                  key={column.id}
                  data-label={column.label}
                  data-align={column.align}
                >
                  <div>{column.render(item)}</div>
                </td>
              ))}
              {actions && <td className={styles.actions}>{actions(item)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </Box>
  );
}
