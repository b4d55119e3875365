import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { windowWords } from '@callboard/plugin-itsm-common';
import type {
  Initiative,
  InitiativeMeasures,
} from '@callboard/plugin-itsm-common';
import { choiceLabel } from '../fields';
import { valueWords } from '../words/progress';
import styles from './Windows.module.css';
import { initiativeTranslationRef } from './translation';

/** Every window that was measured, the latest first: what is behind the verdict. */
export function Windows(props: {
  initiative: Initiative;
  measures: InitiativeMeasures;
}) {
  const { initiative, measures } = props;
  const { t } = useTranslationRef(initiativeTranslationRef);
  const every = initiative.measureEvery ?? 'month';
  const hasNewest = measures.windows.some(
    ({ newestValue }) => newestValue !== undefined,
  );
  if (measures.windows.length === 0) return null;
  const said = (value: number | undefined) =>
    valueWords(value, initiative.kpiUnit);
  return (
    <details className={styles.windows}>
      <summary>{t('measure.windows')}</summary>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('measure.window')}</th>
              <th scope="col">{t('measure.value')}</th>
              {hasNewest && <th scope="col">{t('measure.newest')}</th>}
              <th scope="col">{t('measure.counted')}</th>
              <th scope="col">{t('measure.verdict')}</th>
            </tr>
          </thead>
          <tbody>
            {[...measures.windows].reverse().map(window => (
              <tr key={window.from}>
                <th scope="row">
                  {windowWords(Date.parse(window.from), every)}
                </th>
                <td>{said(window.value)}</td>
                {hasNewest && <td>{said(window.newestValue)}</td>}
                <td>{window.count.toLocaleString('en-US')}</td>
                <td>{choiceLabel('verdict', window.verdict)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
