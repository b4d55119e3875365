import type { ReactNode } from 'react';
import styles from './BarTable.module.css';

/** A line of the table: what it is of, how long its bar is, and its numbers. */
export interface BarRow {
  key: string;
  label: ReactNode;
  /** Of the longest bar, between 0 and 1; none if there is no value. */
  length: number | undefined;
  /** In the order of the columns. */
  numbers: readonly string[];
  /** How it stands out: what matters most, all the same, or what is left. */
  weight?: 'much' | 'little';
  /** A line is drawn below it. */
  isLastOfMany?: boolean;
}

/** Numbers with bars: a chart that is its own table, so that all can read it. */
export function BarTable(props: {
  label: string;
  /** What the lines are of. */
  head: string;
  columns: readonly string[];
  rows: readonly BarRow[];
}) {
  const { label, head, columns, rows } = props;
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <td className={styles.bar} />
          {columns.map(column => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr
            key={row.key}
            data-weight={row.weight}
            data-last={row.isLastOfMany ? '' : undefined}
          >
            <th scope="row">{row.label}</th>
            <td className={styles.bar} aria-hidden>
              {row.length !== undefined && (
                <span
                  className={styles.fill}
                  style={{
                    width: `${Math.max(0, Math.min(1, row.length)) * 100}%`,
                  }}
                />
              )}
            </td>
            {row.numbers.map((number, i) => (
              <td key={columns[i]} data-label={columns[i]}>
                {number}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
