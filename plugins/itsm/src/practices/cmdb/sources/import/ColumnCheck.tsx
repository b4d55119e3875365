import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { Pill, RecordSection } from '@callboard/plugin-itsm-react';
import { RiErrorWarningLine } from '@remixicon/react';
import { AdminTable } from '../../../../core/admin/AdminTable';
import { keyLabel } from '../../classes/attributeWords';
import { ciClassTranslationRef } from '../../classes/translation';
import { useClasses } from '../../classes/useClasses';
import { useDataAddresses } from '../addresses';
import styles from '../Data.module.css';
import { ciSourcesTranslationRef } from '../translation';
import type { Mapping } from '../useMapping';
import { checkColumns, headerCells } from './columnCheck';
import type { CheckedColumn } from './columnCheck';

function ColumnState(props: { column: CheckedColumn }) {
  const { close } = props.column;
  const { t } = useTranslationRef(ciSourcesTranslationRef);
  return (
    <Pill tone="danger" icon={<RiErrorWarningLine aria-hidden />}>
      {close
        ? t('importing.columns.close', { name: close })
        : t('importing.columns.gone')}
    </Pill>
  );
}

/** Says which columns of a source a file comes without: a header that has changed is seen at once. */
export function ColumnCheck(props: {
  source: string;
  mapping: Mapping;
  text: string;
}) {
  const { source, mapping, text } = props;
  const { t } = useTranslationRef(ciSourcesTranslationRef);
  const { t: tc } = useTranslationRef(ciClassTranslationRef);
  const classes = useClasses();
  const definition = useDataAddresses().definition('ci-source', source);
  const { columns, ignored } = checkColumns(headerCells(text), mapping);
  const gone = columns.filter(c => c.state === 'gone');
  const there = columns.filter(c => c.state === 'there').length;
  const notRead = ignored.length > 0 && (
    <p className={styles.intro}>
      {t('importing.columns.ignored', { list: ignored.join(', ') })}
    </p>
  );
  if (gone.length === 0) {
    return (
      <div>
        <p className={styles.intro}>
          {t('importing.columns.all', {
            count: there,
          } as never)}
        </p>
        {notRead}
      </div>
    );
  }
  const words = t('importing.columns.definition');
  return (
    <RecordSection title={t('importing.columns.title')}>
      <div className={styles.main}>
        <p role="alert" className={styles.intro}>
          <strong>
            {t('importing.columns.missing', { count: gone.length } as never)}
          </strong>{' '}
          {t('importing.columns.next', {
            definition: definition ? (
              <Link href={definition}>{words}</Link>
            ) : (
              <>{words}</>
            ),
          })}
        </p>
        {ignored.length > 0 && (
          <p className={styles.intro}>
            {t('importing.columns.instead', { list: ignored.join(', ') })}
          </p>
        )}
        <AdminTable
          label={t('importing.columns.title')}
          items={gone}
          idOf={c => `${c.from} ${c.to}`}
          columns={[
            {
              id: 'column',
              label: t('importing.columns.column'),
              render: c => (
                <>
                  <span className={styles.code}>{c.from}</span>
                  <span className={styles.about}>
                    {keyLabel(c.to, classes, tc)}
                  </span>
                </>
              ),
            },
            {
              id: 'state',
              label: t('importing.columns.state'),
              render: c => <ColumnState column={c} />,
            },
          ]}
        />
        {there > 0 && (
          <p className={styles.intro}>
            {t('importing.columns.others', { count: there } as never)}
          </p>
        )}
      </div>
    </RecordSection>
  );
}
