import styles from './ChartNumbers.module.css';

/** A column of numbers: its title, and what it says of a row. */
export interface NumbersColumn<Row> {
  label: string;
  of: (row: Row) => string | number;
}

interface NumbersProps<Row> {
  /** What the table is called. */
  label: string;
  /** In the order of the chart; the table begins with the last. */
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** What names a row, usually when it was. */
  head: NumbersColumn<Row>;
  columns: readonly NumbersColumn<Row>[];
}

/** The numbers of a chart as a table, the latest first. */
export function NumbersTable<Row>(
  props: NumbersProps<Row> & {
    /** All rows are there at once; otherwise the table scrolls. */
    whole?: boolean;
  },
) {
  const { label, rows, keyOf, head, columns, whole } = props;
  return (
    <div className={whole ? styles.table : `${styles.table} ${styles.scroll}`}>
      <table aria-label={label}>
        <thead>
          <tr>
            {[head, ...columns].map(column => (
              <th key={column.label} scope="col">
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...rows].reverse().map(row => (
            <tr key={keyOf(row)}>
              <th scope="row">{head.of(row)}</th>
              {columns.map(column => (
                <td key={column.label}>{column.of(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The table behind a chart, folded: for who cannot see the chart, and who wants the numbers. */
export function ChartNumbers<Row>(
  props: NumbersProps<Row> & { summary: string },
) {
  const { summary, ...table } = props;
  return (
    <details className={styles.numbers}>
      <summary>{summary}</summary>
      <NumbersTable {...table} />
    </details>
  );
}
