import {
  BreadcrumbEntry,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import {
  agreementRoutes,
  percentWords,
  readPercent,
} from '@callboard/plugin-itsm-common';
import type {
  AgreementDetail,
  AgreementSummary,
} from '@callboard/plugin-itsm-common';
import {
  isNotFound,
  Message,
  PageBody,
  Property,
  PropertyList,
  RecordSection,
  useItsmQuery,
  usePageTitle,
} from '@callboard/plugin-itsm-react';
import { RiArrowLeftLine } from '@remixicon/react';
import { useParams } from 'react-router-dom';
import { AdminStates } from '../../../core/admin/AdminStates';
import { useServiceLevelAddresses } from '../addresses';
import { Feasibility } from '../feasibility/Feasibility';
import { KeptLately } from '../attainment/KeptLately';
import { LateRecords } from '../records/LateRecords';
import { serviceLevelsTranslationRef } from '../translation';
import { useAgreements, useCalendars } from '../useServiceLevels';
import { GoalWords } from '../words/GoalWords';
import { useConditionWords } from '../words/useConditionWords';
import styles from './Agreement.module.css';
import { Overlaps } from './Overlaps';
import { Rules } from './Rules';
import { Standing } from './Standing';
import { Thresholds } from './Thresholds';

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

/** Its place among all agreements: the first goes before others. */
function Place(props: { agreement: AgreementSummary }) {
  const { key } = props.agreement;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const { data } = useAgreements();
  const place = data?.items.findIndex(other => other.key === key) ?? -1;
  if (place < 0) return <></>;
  return (
    <span className={styles.hint} title={t('agreement.placeHint')}>
      {t('agreement.place', {
        place: String(place + 1),
        all: String(data!.items.length),
      })}
    </span>
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
      {agreement.availability && (
        <Property label={t('agreement.availability')}>
          {t(`agreement.up.${agreement.availability.per}`, {
            target: percentWords(readPercent(agreement.availability.target)!),
          })}
        </Property>
      )}
      <Property label={t('agreement.precedence')}>
        {agreement.precedence}
        <span className={styles.hint}>{t('agreement.precedenceHint')}</span>
        <Place agreement={agreement} />
      </Property>
      <Property label={t('agreement.running')}>{agreement.running}</Property>
      <Property label={t('agreement.late')}>{agreement.late}</Property>
      <Property label={t('agreement.version')}>{agreement.version}</Property>
    </PropertyList>
  );
}

function Body(props: { agreement: AgreementDetail }) {
  const { agreement } = props;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const { data: calendars } = useCalendars();
  const late = useServiceLevelAddresses().breaching({
    within: 'late',
    agreement: agreement.key,
  });
  const isWithdrawn = agreement.standing?.state === 'withdrawn';
  return (
    <>
      <Standing agreement={agreement} />
      <div className={styles.columns}>
        <div className={styles.main}>
          <RecordSection title={t('agreement.covers')}>
            <Covers agreement={agreement} />
          </RecordSection>
          {agreement.targets.map(target => (
            <RecordSection
              key={target.metric}
              title={t(`metric.${target.metric}`)}
            >
              <GoalWords
                agreement={agreement}
                target={target}
                calendars={calendars?.items}
              />
              <Rules agreement={agreement} target={target} />
              <Thresholds
                thresholds={target.thresholds}
                refs={agreement.refs}
              />
            </RecordSection>
          ))}
          {!isWithdrawn && agreement.type !== 'uc' && (
            <Feasibility agreement={agreement.key} />
          )}
          {!isWithdrawn && agreement.overlaps && (
            <Overlaps agreement={agreement} />
          )}
        </div>
        <div className={styles.main}>
          <RecordSection title={t('agreement.about')}>
            <About agreement={agreement} />
          </RecordSection>
          <KeptLately agreement={agreement.key} />
          {!isWithdrawn && (
            <RecordSection title={t('agreement.lateNow')}>
              <LateRecords
                query={{ within: 'late', agreement: agreement.key, limit: 10 }}
                none={t('agreement.noneLate')}
                all={late}
              />
            </RecordSection>
          )}
          {agreement.note && (
            <RecordSection title={t('agreement.note')}>
              <p className={styles.text}>{agreement.note}</p>
            </RecordSection>
          )}
        </div>
      </div>
    </>
  );
}

/** One agreement: what it covers, what it promises and by which calendar, and how it is kept now. */
export function AgreementPage() {
  const { key = '' } = useParams();
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const addresses = useServiceLevelAddresses();
  const query = useItsmQuery(agreementRoutes.get, {
    params: { key },
    live: true,
  });
  const { data: agreement, error } = query;
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
        {!agreement && isNotFound(error) ? (
          <Message title={t('agreement.unknown', { key })} actions={back}>
            {t('agreement.unknownNext')}
          </Message>
        ) : (
          <AdminStates
            query={query}
            isEmpty={() => false}
            empty={{ title: '' }}
          >
            {shown => <Body agreement={shown} />}
          </AdminStates>
        )}
      </PageBody>
    </BreadcrumbEntry>
  );
}
