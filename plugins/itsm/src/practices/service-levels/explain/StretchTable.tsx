import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ClockStretchView } from '@callboard/plugin-itsm-common';
import { RefLabel } from '@callboard/plugin-itsm-react';
import { DateTime } from 'luxon';
import { AdminTable } from '../../../core/admin/AdminTable';
import { hoursWords } from '../clocks/durations';
import { serviceLevelsTranslationRef } from '../translation';
import type { Teller } from './story';

const said = (instant: string) =>
  DateTime.fromISO(instant).toLocaleString(DateTime.DATETIME_MED_WITH_SECONDS);

const KNOWN = ['running', 'paused', 'stopped', 'idle'] as const;

/** The stretches of a run, one a row: what the picture shows. */
export function StretchTable(props: {
  stretches: readonly ClockStretchView[];
  explanation: Teller['explanation'];
  label: string;
}) {
  const { stretches, explanation, label } = props;
  const { refs, agreements } = explanation;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  return (
    <AdminTable
      label={label}
      items={stretches}
      idOf={stretch => `${stretch.from} ${stretch.state}`}
      columns={[
        { id: 'from', label: t('explain.from'), render: s => said(s.from) },
        { id: 'to', label: t('explain.to'), render: s => said(s.to) },
        {
          id: 'what',
          label: t('explain.what'),
          render: s => {
            const state = KNOWN.find(known => known === s.state);
            return state ? t(`explain.state.${state}`) : s.state;
          },
        },
        {
          id: 'counted',
          label: t('explain.counted'),
          align: 'right',
          render: s => hoursWords(s.elapsed),
        },
        {
          id: 'who',
          label: t('explain.who'),
          render: s =>
            s.ownerRef ? (
              <RefLabel entityRef={s.ownerRef} refs={refs} plain />
            ) : (
              t('explain.nobody')
            ),
        },
        {
          id: 'under',
          label: t('explain.under'),
          render: s =>
            s.agreement &&
            t('explain.version', {
              key: agreements[s.agreement.key]?.name ?? s.agreement.key,
              version: String(s.agreement.version),
            }),
        },
      ]}
    />
  );
}
