import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Attainment } from '@callboard/plugin-itsm-common';
import { RecordSection, RouterLink } from '@callboard/plugin-itsm-react';
import { AdminStates } from '../../../core/admin/AdminStates';
import { AdminTable } from '../../../core/admin/AdminTable';
import { useServiceLevelAddresses } from '../addresses';
import { ReviewLink } from '../review/ReviewLink';
import { KeptSentence } from './KeptSentence';
import { entityLevelsTranslationRef } from './translation';
import { useKept } from './useEntityLevels';

type Row = Attainment['items'][number];

function Name(props: { row: Row; names: Attainment['agreements'] }) {
  const { row, names } = props;
  const addresses = useServiceLevelAddresses();
  const page = row.key && addresses.agreement(row.key);
  const name = (row.key && names[row.key]) ?? row.key ?? '–';
  return page ? <RouterLink to={page}>{name}</RouterLink> : <>{name}</>;
}

/** How the promises for a service were kept in the last 30 days. */
export function Kept(props: { entityRef: string }) {
  const { t } = useTranslationRef(entityLevelsTranslationRef);
  const query = useKept(props.entityRef);
  return (
    <RecordSection title={t('keptTitle')}>
      <AdminStates query={query} isEmpty={() => false} empty={{ title: '' }}>
        {({ total, items, agreements }) => (
          <>
            <KeptSentence total={total} />
            {items.length > 0 && (
              <AdminTable
                label={t('keptBy')}
                items={items}
                idOf={({ key }) => key ?? ''}
                columns={[
                  {
                    id: 'agreement',
                    label: t('column.agreement'),
                    render: row => <Name row={row} names={agreements} />,
                  },
                  {
                    id: 'kept',
                    label: t('column.kept'),
                    align: 'right',
                    render: ({ kept }) => kept,
                  },
                  {
                    id: 'missed',
                    label: t('column.missed'),
                    align: 'right',
                    render: ({ breached }) => breached,
                  },
                  {
                    id: 'part',
                    label: t('column.part'),
                    align: 'right',
                    render: ({ attainment }) =>
                      attainment === undefined
                        ? '–'
                        : t('percent', { percent: String(attainment) }),
                  },
                  {
                    id: 'late',
                    label: t('column.late'),
                    align: 'right',
                    render: ({ late }) => late,
                  },
                ]}
              />
            )}
            <ReviewLink service={props.entityRef} />
          </>
        )}
      </AdminStates>
    </RecordSection>
  );
}
