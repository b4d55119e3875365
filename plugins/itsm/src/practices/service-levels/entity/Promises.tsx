import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import type { Promised, Promises as Told } from '@callboard/plugin-itsm-common';
import {
  Message,
  RecordSection,
  refTitle,
  RouterLink,
} from '@callboard/plugin-itsm-react';
import { useServiceLevelAddresses } from '../addresses';
import { serviceLevelsTranslationRef } from '../translation';
import { useCalendars } from '../useServiceLevels';
import { GoalWords } from '../words/GoalWords';
import { useConditionWords } from '../words/useConditionWords';
import styles from './Entity.module.css';
import { entityLevelsTranslationRef } from './translation';

const REF = /^[a-z]+:[^/\s]+\/[^/\s]+$/;

/** Nothing is promised: what would change that. */
export function NoPromises(props: { small?: boolean }) {
  const { t } = useTranslationRef(entityLevelsTranslationRef);
  const { home } = useServiceLevelAddresses();
  return (
    <Message
      small={props.small}
      title={t('none')}
      actions={
        home && (
          <ButtonLink size="small" variant="secondary" href={home}>
            {t('toAgreements')}
          </ButtonLink>
        )
      }
    >
      {t('noneNext')}
    </Message>
  );
}

function Covers({ promised }: { promised: Promised }) {
  const { recordTypes, covers, scope } = promised;
  const { t } = useTranslationRef(entityLevelsTranslationRef);
  const words = useConditionWords(recordTypes);
  const types = recordTypes.join(', ');
  const say = () => {
    if (covers === 'all') return t('coversAll', { types });
    return scope
      ? t('coversSome', { types, condition: words.line(scope) })
      : t('coversSomeType', { types });
  };
  return <p className={styles.about}>{say()}</p>;
}

function OfAgreement({ promised }: { promised: Promised }) {
  const { agreement, targets, recordTypes } = promised;
  const { t } = useTranslationRef(entityLevelsTranslationRef);
  const { t: ts } = useTranslationRef(serviceLevelsTranslationRef);
  const { data: calendars } = useCalendars();
  const page = useServiceLevelAddresses().agreement(agreement.key);
  return (
    <section className={styles.agreement} aria-label={agreement.name}>
      <h3 className={styles.name}>
        {page ? (
          <RouterLink to={page}>{agreement.name}</RouterLink>
        ) : (
          agreement.name
        )}
        <span className={styles.about}>
          {ts(`type.${agreement.type}`)}
          {agreement.party && ` · ${agreement.party}`}
        </span>
      </h3>
      <Covers promised={promised} />
      {targets.map(target => (
        <div key={target.metric}>
          <h4 className={styles.metric}>{ts(`metric.${target.metric}`)}</h4>
          <GoalWords
            agreement={{ recordTypes }}
            target={target}
            calendars={calendars?.items}
          />
          {target.behind.length > 0 && (
            <p className={styles.about}>
              {t('behind', {
                names: target.behind.map(({ name }) => name).join(', '),
              })}
            </p>
          )}
        </div>
      ))}
    </section>
  );
}

/** What is promised for a service, and what of it was known to decide that. */
export function Promises({ promises }: { promises: Told }) {
  const { items, facts } = promises;
  const { t } = useTranslationRef(entityLevelsTranslationRef);
  const known = Object.entries(facts).map(
    ([key, value]) =>
      `${key} ${
        REF.test(String(value)) ? refTitle(String(value), undefined) : value
      }`,
  );
  return (
    <RecordSection title={t('promised')}>
      {items.length === 0 && <NoPromises />}
      {items.map(promised => (
        <OfAgreement key={promised.agreement.key} promised={promised} />
      ))}
      <p className={styles.about}>
        {known.length > 0
          ? t('facts', { facts: known.join(', ') })
          : t('noFacts')}
      </p>
    </RecordSection>
  );
}
