import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiDownload2Line } from '@remixicon/react';
import { useId } from 'react';
import type { ReactNode } from 'react';
import styles from './ChartFrame.module.css';
import { ChartNumbers } from './ChartNumbers';
import type { NumbersColumn } from './ChartNumbers';
import colours from './colours.module.css';
import { csvOf, keepText } from './csv';
import { chartsTranslationRef } from './translation';

/** The numbers of a chart as a file has them: not in words. */
export interface ChartFile<Row> {
  rows: readonly Row[];
  head: NumbersColumn<Row>;
  columns: readonly NumbersColumn<Row>[];
}

/** The numbers behind a chart, in words. */
export interface ChartTable<Row> extends ChartFile<Row> {
  keyOf: (row: Row) => string;
}

/** A file's name of a question. */
const fileName = (title: string) =>
  `${title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)}.csv`;

/**
 * A chart with the question it answers as its title, its answer in words, and its numbers behind it as
 * a table and as a file.
 */
export function ChartFrame<Row, FileRow>(props: {
  /** A question. */
  title: string;
  /** Stands in a card that has the title already. */
  hideTitle?: boolean;
  /** The answer in words: also for who does not see the chart. */
  answer?: ReactNode;
  /** Beside the title. */
  tools?: ReactNode;
  children: ReactNode;
  /** Below the chart, e.g. what its shapes mean. */
  legend?: ReactNode;
  /** Left out where the chart is a table itself. */
  table?: ChartTable<Row>;
  file: ChartFile<FileRow>;
}) {
  const { title, hideTitle, answer, tools, children, legend } = props;
  const { table, file } = props;
  const { t } = useTranslationRef(chartsTranslationRef);
  const heading = useId();
  const save = () => {
    const columns = [file.head, ...file.columns];
    keepText(
      fileName(title),
      csvOf([
        columns.map(({ label }) => label),
        ...file.rows.map(row => columns.map(column => column.of(row))),
      ]),
    );
  };
  return (
    <figure
      className={`${styles.frame} ${colours.colours}`}
      aria-labelledby={heading}
    >
      <figcaption className={hideTitle ? styles.unseen : styles.head}>
        <h3 className={styles.title} id={heading}>
          {title}
        </h3>
        {tools}
      </figcaption>
      {answer && <p className={styles.answer}>{answer}</p>}
      {children}
      {legend}
      {file.rows.length > 0 && (
        <div className={styles.numbers}>
          {table && (
            <ChartNumbers
              summary={t('table')}
              label={title}
              rows={table.rows}
              keyOf={table.keyOf}
              head={table.head}
              columns={table.columns}
            />
          )}
          <Button
            className={styles.save}
            size="small"
            variant="tertiary"
            iconStart={<RiDownload2Line aria-hidden />}
            aria-label={t('csvHint')}
            onPress={save}
          >
            {t('csv')}
          </Button>
        </div>
      )}
    </figure>
  );
}
