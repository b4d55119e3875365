import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import type { CiClassView } from '@callboard/plugin-itsm-common';
import {
  Pill,
  Property,
  PropertyList,
  RecordSection,
  RouterLink,
} from '@callboard/plugin-itsm-react';
import { RiArrowLeftLine } from '@remixicon/react';
import { useParams } from 'react-router-dom';
import { AdminStates } from '../../../core/admin/AdminStates';
import { AdminTable } from '../../../core/admin/AdminTable';
import { useDataAddresses } from '../sources/addresses';
import styles from '../sources/Data.module.css';
import { DataPage } from '../sources/DataPage';
import { ruleWords } from './attributeWords';
import type { AttributeView } from './attributeWords';
import { ciClassTranslationRef } from './translation';
import type { ClassWords } from './translation';
import { useClassCounts } from './useClassCounts';
import { useClassesQuery } from './useClasses';

const SHOWN_VALUES = 12;

function allowed(attribute: AttributeView, t: ClassWords): string {
  const { values, pattern, unit } = attribute;
  if (values) {
    const shown = values.slice(0, SHOWN_VALUES).join(', ');
    const more = values.length - SHOWN_VALUES;
    return [
      t('attributes.values', { values: shown }),
      more > 0 && t('attributes.more', { count: more } as never),
    ]
      .filter(Boolean)
      .join(' ');
  }
  if (pattern) return t('attributes.pattern', { pattern });
  if (unit) return t('attributes.unit', { unit });
  return t('attributes.any');
}

function Attributes(props: { attributes: readonly AttributeView[] }) {
  const { t } = useTranslationRef(ciClassTranslationRef);
  if (props.attributes.length === 0)
    return <p className={styles.intro}>{t('attributes.none')}</p>;
  return (
    <AdminTable
      label={t('attributes.title')}
      items={props.attributes}
      idOf={a => a.key}
      columns={[
        {
          id: 'label',
          label: t('attributes.label'),
          render: a => (
            <>
              {a.label}
              <span className={`${styles.about} ${styles.code}`}>{a.key}</span>
              {a.description && (
                <span className={styles.about}>{a.description}</span>
              )}
            </>
          ),
        },
        {
          id: 'type',
          label: t('attributes.type'),
          render: a => t(`types.${a.type}`),
        },
        {
          id: 'need',
          label: t('attributes.need'),
          render: a =>
            a.need === 'optional' ? (
              t('needs.optional')
            ) : (
              <Pill tone={a.need === 'required' ? 'warning' : 'info'}>
                {t(`needs.${a.need}`)}
              </Pill>
            ),
        },
        {
          id: 'allowed',
          label: t('attributes.allowed'),
          render: a => allowed(a, t),
        },
      ]}
    />
  );
}

function About(props: { ciClass: CiClassView; items: string }) {
  const { ciClass, items } = props;
  const { t } = useTranslationRef(ciClassTranslationRef);
  const addresses = useDataAddresses();
  const days = (n: number) => t('days', { count: n } as never);
  return (
    <PropertyList label={t('about')}>
      <Property label={t('column.items')}>
        <RouterLink
          to={addresses.items(`?class=${encodeURIComponent(ciClass.key)}`)}
        >
          {items}
        </RouterLink>
      </Property>
      <Property label={t('type')}>
        <span className={styles.code}>{ciClass.type}</span>
      </Property>
      {ciClass.appliesTo.length > 0 && (
        <Property label={t('entities')}>
          {ciClass.appliesTo
            .map(a => `${a.kind} ${a.type ?? t('anyType')}`)
            .join(', ')}
        </Property>
      )}
      <Property label={t('stale')}>
        {ciClass.staleAfterDays ? (
          <>
            {days(ciClass.staleAfterDays)}
            <span className={styles.about}>{t('staleHint')}</span>
          </>
        ) : (
          t('never')
        )}
      </Property>
      <Property label={t('confirm')}>
        {ciClass.confirmEveryDays
          ? t('everyDays', { count: ciClass.confirmEveryDays } as never)
          : t('never')}
      </Property>
    </PropertyList>
  );
}

/** One class: its attributes, what names one item, and when an item gets old. */
export function ClassPage() {
  const { ciClass: key = '' } = useParams();
  const { t } = useTranslationRef(ciClassTranslationRef);
  const addresses = useDataAddresses();
  const query = useClassesQuery();
  const countOf = useClassCounts();
  const ciClass = query.data?.items.find(c => c.key === key);
  const edit = addresses.definition('ci-class', key);
  const back = (
    <ButtonLink
      size="small"
      variant="tertiary"
      iconStart={<RiArrowLeftLine />}
      href={addresses.classes}
    >
      {t('all')}
    </ButtonLink>
  );
  return (
    <DataPage
      page="classes"
      title={ciClass?.name ?? key}
      intro={ciClass?.description}
      actions={
        <>
          {back}
          {ciClass && edit && (
            <ButtonLink variant="secondary" href={edit}>
              {t('edit')}
            </ButtonLink>
          )}
        </>
      }
    >
      <AdminStates
        query={query}
        isEmpty={() => ciClass === undefined}
        empty={{
          title: t('unknown', { key }),
          next: t('unknownNext'),
          actions: back,
        }}
      >
        {({ items }) => (
          <div className={styles.columns}>
            <div className={styles.main}>
              <RecordSection title={t('attributes.title')}>
                <Attributes attributes={ciClass!.attributes} />
              </RecordSection>
              <RecordSection title={t('identification.title')}>
                <p className={styles.intro}>{t('identification.intro')}</p>
                <ol className={styles.rules}>
                  {ciClass!.identification.map(rule => (
                    <li key={rule.join('+')}>
                      {ruleWords(rule, items, t, key)}
                    </li>
                  ))}
                </ol>
              </RecordSection>
            </div>
            <RecordSection title={t('about')}>
              <About ciClass={ciClass!} items={countOf(key)} />
            </RecordSection>
          </div>
        )}
      </AdminStates>
    </DataPage>
  );
}
