import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { kpiWords } from '@callboard/plugin-itsm-common';
import type { KpiAges } from '@callboard/plugin-itsm-common';
import { BarTable } from './BarTable';
import { ChartFrame } from './ChartFrame';
import { chartsTranslationRef } from './translation';

/** How old the open ones are, in bands. */
export function AgeBands(props: {
  /** A question, e.g. `How old is what is open?` */
  title: string;
  hideTitle?: boolean;
  ages: Pick<KpiAges, 'bands' | 'total' | 'meanAge'>;
}) {
  const { title, hideTitle, ages } = props;
  const { bands, total, meanAge } = ages;
  const { t } = useTranslationRef(chartsTranslationRef);
  const most = Math.max(0, ...bands.map(({ count }) => count));
  return (
    <ChartFrame
      title={title}
      hideTitle={hideTitle}
      answer={
        total === 0
          ? t('none')
          : meanAge !== undefined &&
            t('ages.mean', { mean: kpiWords(meanAge, 'duration') })
      }
      file={{
        rows: bands,
        head: { label: t('ages.band'), of: ({ label }) => label },
        columns: [{ label: t('ages.count'), of: ({ count }) => count }],
      }}
    >
      {total > 0 && (
        <BarTable
          label={title}
          head={t('ages.band')}
          columns={[t('ages.count'), t('ages.share')]}
          rows={bands.map(({ key, label, count }) => ({
            key,
            label,
            length: count > 0 ? count / most : undefined,
            numbers: [
              kpiWords(count, 'count'),
              kpiWords(count / total, 'percent'),
            ],
          }))}
        />
      )}
    </ChartFrame>
  );
}
