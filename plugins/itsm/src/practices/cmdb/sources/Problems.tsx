import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { csvText, type LoadProblem } from '@callboard/plugin-itsm-common';
import { RiDownload2Line } from '@remixicon/react';
import { AdminTable } from '../../../core/admin/AdminTable';
import { downloadText } from '../impact/keepText';
import styles from './Data.module.css';
import { More } from './More';
import { problemParts } from './problemParts';
import { ciSourcesTranslationRef } from './translation';
import { useMapping } from './useMapping';
import { useShown } from './useShown';

/** Bad rows by line and column with what to do about each, and the same as a file. */
export function Problems(props: {
  source: string;
  problems: readonly LoadProblem[];
  /** How many there were, of which the first are told. */
  all: number;
}) {
  const { source, problems, all } = props;
  const { t } = useTranslationRef(ciSourcesTranslationRef);
  const { mapping } = useMapping(source);
  const columns = mapping?.columns.map(c => c.from) ?? [];
  const parts = problems.flatMap(({ line, reason }) =>
    problemParts(reason, columns).map(part => ({ line, ...part })),
  );
  const { shown, more, showMore } = useShown(parts);
  if (problems.length === 0)
    return <p className={styles.intro}>{t('load.noProblems')}</p>;
  const download = () =>
    downloadText(
      `${source}-problems.csv`,
      'text/csv',
      csvText([
        ['line', 'column', 'what to do'],
        ...parts.map(p => [p.line, p.column ?? '', p.what]),
      ]),
    );
  return (
    <div className={styles.main}>
      <div className={styles.between}>
        <p className={styles.intro}>
          {all > problems.length &&
            t('load.first', {
              shown: problems.length.toLocaleString('en'),
              all: all.toLocaleString('en'),
            })}
        </p>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiDownload2Line />}
          onPress={download}
        >
          {t('load.download')}
        </Button>
      </div>
      <AdminTable
        label={t('load.problems')}
        items={shown}
        idOf={p => `${p.line} ${p.column} ${p.what}`}
        columns={[
          {
            id: 'line',
            label: t('load.line'),
            align: 'right',
            render: p => p.line.toLocaleString('en'),
          },
          {
            id: 'column',
            label: t('load.column'),
            render: p =>
              p.column ? <span className={styles.code}>{p.column}</span> : '–',
          },
          { id: 'what', label: t('load.what'), render: p => p.what },
        ]}
      />
      <More count={more} onMore={showMore} />
    </div>
  );
}
