import {
  BreadcrumbEntry,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import type { AgreementSummary } from '@callboard/plugin-itsm-common';
import {
  PageBody,
  Property,
  PropertyList,
  RecordSection,
  usePageTitle,
} from '@callboard/plugin-itsm-react';
import { RiArrowLeftLine } from '@remixicon/react';
import { useParams } from 'react-router-dom';
import { AdminStates } from '../../../core/admin/AdminStates';
import { useServiceLevelAddresses } from '../addresses';
import { serviceLevelsTranslationRef } from '../translation';
import { useAgreements, useCalendars } from '../useServiceLevels';
import { GoalWords } from '../words/GoalWords';
import { useConditionWords } from '../words/useConditionWords';
import styles from './Agreement.module.css';
import { Rules } from './Rules';

function Covers(props: { agreement: AgreementSummary }) {
  const { recordTypes, scope } = props.agreement;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const words = useConditionWords(recordTypes);
  const types = recordTypes.join(', ');
  const parts = scope ? words.parts(scope) : [];
  if (parts.length === 0)
    return <p className={styles.text}>{t('agreement.coversAll', { types })}</p>;
  return (
    <>
      <p className={styles.text}>{t('agreement.coversSome', { types })}</p>
      <ul className={styles.list}>
        {parts.map(part => (
          <li key={part}>{part}</li>
        ))}
      </ul>
    </>
  );
}

function About(props: { agreement: AgreementSummary }) {
  const { agreement } = props;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  return (
    <PropertyList label={t('agreement.about')}>
      <Property label={t('agreement.type')}>
        {t(`type.${agreement.type}`)}
      </Property>
      {agreement.party && (
        <Property label={t('agreement.party')}>{agreement.party}</Property>
      )}
      <Property label={t('agreement.precedence')}>
        {agreement.precedence}
        <span className={styles.hint}>{t('agreement.precedenceHint')}</span>
      </Property>
      <Property label={t('agreement.running')}>{agreement.running}</Property>
      <Property label={t('agreement.late')}>{agreement.late}</Property>
      <Property label={t('agreement.version')}>{agreement.version}</Property>
    </PropertyList>
  );
}

/** One agreement: what it covers, what it promises and by which calendar, and how it is kept now. */
export function AgreementPage() {
  const { key = '' } = useParams();
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const addresses = useServiceLevelAddresses();
  const query = useAgreements();
  const { data: calendars } = useCalendars();
  const agreement = query.data?.items.find(found => found.key === key);
  const name = agreement?.name ?? key;
  const edit = addresses.definition('agreement', key);
  usePageTitle(name);
  const back = (
    <ButtonLink
      size="small"
      variant="tertiary"
      iconStart={<RiArrowLeftLine />}
      href={addresses.home ?? ''}
    >
      {t('calendar.all')}
    </ButtonLink>
  );
  return (
    <BreadcrumbEntry
      entry={{ label: name, href: addresses.agreement(key) ?? '' }}
    >
      <PageBody
        title={name}
        actions={
          <>
            {back}
            {agreement && edit && (
              <ButtonLink variant="secondary" href={edit}>
                {t('calendar.edit')}
              </ButtonLink>
            )}
          </>
        }
      >
        <AdminStates
          query={query}
          isEmpty={() => agreement === undefined}
          empty={{
            title: t('agreement.unknown', { key }),
            next: t('agreement.unknownNext'),
            actions: back,
          }}
        >
          {() => (
            <div className={styles.columns}>
              <div className={styles.main}>
                <RecordSection title={t('agreement.covers')}>
                  <Covers agreement={agreement!} />
                </RecordSection>
                {agreement!.targets.map(target => (
                  <RecordSection
                    key={target.metric}
                    title={t(`metric.${target.metric}`)}
                  >
                    <GoalWords
                      agreement={agreement!}
                      target={target}
                      calendars={calendars?.items}
                    />
                    <Rules agreement={agreement!} target={target} />
                  </RecordSection>
                ))}
              </div>
              <div className={styles.main}>
                <RecordSection title={t('agreement.about')}>
                  <About agreement={agreement!} />
                </RecordSection>
                {agreement!.note && (
                  <RecordSection title={t('agreement.note')}>
                    <p className={styles.text}>{agreement!.note}</p>
                  </RecordSection>
                )}
              </div>
            </div>
          )}
        </AdminStates>
      </PageBody>
    </BreadcrumbEntry>
  );
}
