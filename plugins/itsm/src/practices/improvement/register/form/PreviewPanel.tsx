import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Skeleton, Text } from '@backstage/ui';
import { kpiWords, windowWords } from '@callboard/plugin-itsm-common';
import type { InitiativePreviewed } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  RouterLink,
  XmrChart,
} from '@callboard/plugin-itsm-react';
import { useImprovementAddresses } from '../../addresses';
import type { ReactNode } from 'react';
import styles from './Form.module.css';
import type { MeasureForm } from './measure';
import { initiativeFormTranslationRef } from './translation';

/** What the number was and is, beside the form: a target stands next to what it is measured against. */
export function PreviewPanel(props: {
  form: MeasureForm;
  found: InitiativePreviewed | undefined;
  error: unknown;
  onRetry: () => void;
  target?: number;
  zone: string;
}) {
  const { form, found, error, onRetry, target, zone } = props;
  const { t } = useTranslationRef(initiativeFormTranslationRef);
  const addresses = useImprovementAddresses();
  const { every } = form;
  const panel = (content: ReactNode) => (
    <Box bg="neutral" className={styles.known}>
      <h2 className={styles.name}>{t('preview.title')}</h2>
      {content}
    </Box>
  );
  if (!form.kpi)
    return panel(
      <Text as="p" color="secondary">
        {t('preview.choose')}
      </Text>,
    );
  if (error)
    return panel(<FailureMessage small error={error} onRetry={onRetry} />);
  if (!found || found.kpi.key !== form.kpi)
    return panel(<Skeleton height={180} />);
  const { kpi, baseline, current, windows } = found;
  const count = (n: number) => n.toLocaleString('en-US');
  return panel(
    <>
      <dl className={styles.facts}>
        {baseline && (
          <div>
            <dt>{t('preview.baseline')}</dt>
            <dd>
              <b>{kpiWords(baseline.value, kpi.unit)}</b>
              <span>
                {baseline.value === undefined
                  ? t('preview.noneIn')
                  : t(kpi.byWindow ? 'preview.byWindow' : 'preview.ofCount', {
                      every,
                      count: count(baseline.count),
                    } as never)}
              </span>
            </dd>
          </div>
        )}
        <div>
          <dt>{t('preview.now')}</dt>
          <dd>
            <b>{kpiWords(current?.value, kpi.unit)}</b>
            <span>
              {current
                ? windowWords(Date.parse(current.from), every)
                : t('preview.noneNow', { every })}
            </span>
          </dd>
        </div>
        {target !== undefined && (
          <div>
            <dt>{t('preview.target')}</dt>
            <dd>
              <b>{kpiWords(target, kpi.unit)}</b>
            </dd>
          </div>
        )}
      </dl>
      {current && current.count < kpi.leastCount && (
        <Text as="p" variant="body-small" color="warning">
          {t('preview.fewer', { count: kpi.leastCount, every } as never)}
        </Text>
      )}
      {windows.length > 1 && (
        <XmrChart
          title={t('preview.question')}
          unit={kpi.unit}
          direction={kpi.direction ?? form.direction ?? 'neutral'}
          grain={every}
          zone={zone}
          points={windows.map(window => ({
            ...window,
            complete: true,
            exact: true,
          }))}
          target={target}
          height={180}
        />
      )}
      <RouterLink to={addresses.kpi(kpi.key)}>{t('preview.source')}</RouterLink>
    </>,
  );
}
