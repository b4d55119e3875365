import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { formatMoney } from '@callboard/plugin-itsm-common';
import type { CostImportResult } from '@callboard/plugin-itsm-common';
import { csvOf, keepText } from '@callboard/plugin-itsm-react';
import { RiDownload2Line } from '@remixicon/react';
import styles from '../Money.module.css';
import { moneyTranslationRef } from '../translation';
import { monthWords } from '../words';

/** Wrong lines that are shown; all that came are in the file. */
const SHOWN = 50;
const COUNTS = ['added', 'changed', 'same', 'bad'] as const;

const sums = (amounts: CostImportResult['sums']['actual']) =>
  amounts
    .map(({ minor, currency }) => formatMoney(minor, currency))
    .join(' + ');

function Wrong({ result, name }: { result: CostImportResult; name: string }) {
  const { bad, badLines } = result;
  const { t } = useTranslationRef(moneyTranslationRef);
  if (bad === 0) return null;
  const save = () =>
    keepText(
      `${name.replace(/\.csv$/i, '')}-wrong-lines.csv`,
      csvOf([
        [t('import.line'), t('import.reason')],
        ...badLines.map(({ line, reason }) => [line, reason]),
      ]),
    );
  return (
    <section className={`${styles.card} ${styles.stack}`}>
      <div className={styles.head}>
        <h2 className={styles.heading}>{t('import.wrong')}</h2>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiDownload2Line aria-hidden />}
          onPress={save}
        >
          {t('import.download', { count: badLines.length })}
        </Button>
      </div>
      {bad > SHOWN && (
        <p className={styles.hint}>
          {t('import.wrongMore', {
            shown: String(SHOWN),
            all: bad.toLocaleString('en-US'),
          })}
        </p>
      )}
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('import.line')}</th>
              <th scope="col">{t('import.reason')}</th>
            </tr>
          </thead>
          <tbody>
            {badLines.slice(0, SHOWN).map(({ line, reason }) => (
              <tr key={line}>
                <th scope="row">{line}</th>
                <td>{reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** What would become of a file, or became of it. */
export function ImportResult(props: {
  result: CostImportResult;
  name: string;
}) {
  const { result, name } = props;
  const { dryRun, sample } = result;
  const { t } = useTranslationRef(moneyTranslationRef);
  return (
    <>
      <section
        className={`${styles.card} ${styles.stack}`}
        aria-live="polite"
        aria-label={t(dryRun ? 'import.wouldBe' : 'import.happened')}
      >
        <h2 className={styles.heading}>
          {t(dryRun ? 'import.wouldBe' : 'import.happened')}
        </h2>
        {!dryRun && <p className={styles.words}>{t('import.done')}</p>}
        <div className={styles.counts}>
          {COUNTS.map(count => (
            <div key={count}>
              <div className={styles.hint}>{t(`import.${count}`)}</div>
              <div className={styles.big}>
                {result[count].toLocaleString('en-US')}
              </div>
            </div>
          ))}
        </div>
        {result.sums.actual.length > 0 && (
          <p className={styles.words}>
            {`${t('import.sums')}: ${sums(result.sums.actual)}`}
          </p>
        )}
        {result.sums.budget.length > 0 && (
          <p className={styles.words}>
            {`${t('import.budgets')}: ${sums(result.sums.budget)}`}
          </p>
        )}
        {dryRun && sample.length > 0 && (
          <div className={styles.scroll}>
            <table className={styles.table} aria-label={t('import.sample')}>
              <thead>
                <tr>
                  <th scope="col">{t('import.line')}</th>
                  <th scope="col">{t('import.column.service')}</th>
                  <th scope="col">{t('import.column.month')}</th>
                  <th scope="col">{t('import.column.kind')}</th>
                  <th scope="col">{t('import.column.plan')}</th>
                  <th scope="col" className={styles.number}>
                    {t('import.column.amount')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {sample.map(row => (
                  <tr key={row.line}>
                    <th scope="row">{row.line}</th>
                    <td>{row.serviceRef}</td>
                    <td>{monthWords(row.month)}</td>
                    <td>{t(`kind.${row.kind}`)}</td>
                    <td>{t(`plan.${row.plan}`)}</td>
                    <td className={styles.number}>
                      {formatMoney(row.amount.minor, row.amount.currency)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      <Wrong result={result} name={name} />
    </>
  );
}
