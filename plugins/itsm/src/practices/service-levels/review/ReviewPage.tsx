import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon, Skeleton } from '@backstage/ui';
import { reviewRoutes } from '@callboard/plugin-itsm-common';
import type { Review } from '@callboard/plugin-itsm-common';
import {
  EntityFilter,
  ExportButton,
  FailureMessage,
  PageBody,
  refTitle,
  RouterLink,
  useItsmQuery,
  usePageTitle,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import {
  RiArrowLeftSLine,
  RiArrowRightSLine,
  RiPrinterLine,
} from '@remixicon/react';
import { DateTime } from 'luxon';
import { useServiceLevelAddresses } from '../addresses';
import { percentWords } from '../attainment/percent';
import { ObjectiveTable } from '../objectives/ObjectiveTable';
import { useObjectives } from '../objectives/useObjectives';
import { ChooseService } from './ChooseService';
import { Figures } from './Figures';
import { Missed } from './Missed';
import {
  comparedOf,
  lastMonth,
  monthAfter,
  monthWords,
  thisMonth,
} from './monthWords';
import { Months } from './Months';
import { Notes } from './Notes';
import { OutagesReviewed } from './OutagesReviewed';
import { PromisesReviewed } from './PromisesReviewed';
import styles from './Review.module.css';
import { reviewTranslationRef } from './translation';

const NO_COLUMNS: readonly string[] = [];

/** Whether promises were kept in the month, and whether that is more than before. */
function Answer(props: { review: Review }) {
  const { t } = useTranslationRef(reviewTranslationRef);
  const { month, before } = comparedOf(props.review);
  const name = monthWords(month.month);
  const changed =
    month.attainment === undefined || before.attainment === undefined
      ? undefined
      : Math.round((month.attainment - before.attainment) * 10) / 10;
  const points = String(Math.abs(changed ?? 0));
  const way = (changed ?? 0) > 0 ? t('answer.up', { points }) : undefined;
  const words = [
    month.attainment === undefined
      ? t('answer.nothing', { month: name })
      : t('answer.kept', {
          count: month.kept + month.breached,
          percent: percentWords(month.attainment),
          month: name,
        } as never),
    changed === undefined && t('answer.alone'),
    changed === 0 && t('answer.same'),
    changed !== undefined && changed < 0 && t('answer.down', { points }),
    way,
  ];
  return <p className={styles.answer}>{words.filter(Boolean).join('')}</p>;
}

/** The objectives of the service, if it has any. */
function Objectives(props: { service: string }) {
  const { t } = useTranslationRef(reviewTranslationRef);
  const { data } = useObjectives(props.service);
  if (!data || data.items.length === 0) return <></>;
  return (
    <section className={styles.part} aria-labelledby="review-objectives">
      <h2 id="review-objectives" className={styles.heading}>
        {t('objectives.title')}
      </h2>
      <ObjectiveTable entityRef={props.service} />
    </section>
  );
}

function MonthPicker(props: {
  month: string;
  onChange: (month: string) => void;
}) {
  const { month, onChange } = props;
  const { t } = useTranslationRef(reviewTranslationRef);
  const latest = thisMonth();
  return (
    <span className={styles.months}>
      <ButtonIcon
        variant="tertiary"
        icon={<RiArrowLeftSLine />}
        aria-label={t('earlier')}
        onPress={() => onChange(monthAfter(month, -1))}
      />
      <input
        className={styles.month}
        type="month"
        aria-label={t('month')}
        value={month}
        max={latest}
        onChange={({ target: { value } }) => {
          if (/^\d{4}-\d\d$/.test(value)) onChange(value);
        }}
      />
      <ButtonIcon
        variant="tertiary"
        icon={<RiArrowRightSLine />}
        aria-label={t('later')}
        isDisabled={month >= latest}
        onPress={() => onChange(monthAfter(month, 1))}
      />
    </span>
  );
}

function OneReview(props: { service: string; month: string }) {
  const { service, month } = props;
  const { t } = useTranslationRef(reviewTranslationRef);
  const url = useUrlValues();
  const addresses = useServiceLevelAddresses();
  const zone = DateTime.local().zoneName;
  const question = { service, month, zone };
  const result = useItsmQuery(reviewRoutes.review, {
    query: question,
    keepPrevious: true,
  });
  const { data: review, error } = result;
  const title = t('titleOf', {
    service: refTitle(service, review?.refs),
    month: monthWords(month),
  });
  usePageTitle(`${t('title')}: ${title}`);
  return (
    <div className={styles.paper}>
      <PageBody
        title={title}
        actions={
          <span className={styles.tools}>
            <EntityFilter
              label={t('service')}
              kinds={['component', 'system', 'api', 'resource']}
              value={service}
              onChange={next => url.set({ service: next })}
            />
            <MonthPicker
              month={month}
              onChange={next => url.set({ month: next })}
            />
            <ExportButton
              route={reviewRoutes.exportReview}
              question={question}
              columns={NO_COLUMNS}
            />
            <Button
              variant="secondary"
              iconStart={<RiPrinterLine />}
              isDisabled={!review || result.isPlaceholderData}
              onPress={() => window.print()}
            >
              {t('print')}
            </Button>
          </span>
        }
      >
        {error && !review && (
          <FailureMessage error={error} onRetry={() => result.refetch()} />
        )}
        {!review && !error && <Skeleton height={320} />}
        {review && (
          <div
            className={styles.review}
            aria-busy={result.isPlaceholderData || undefined}
          >
            <Answer review={review} />
            <p className={styles.quiet}>
              {t('zone', { zone: review.zone })}. {review.open && t('open')}
            </p>
            <Figures review={review} />
            <PromisesReviewed review={review} />
            <Missed review={review} />
            <Months review={review} />
            <Objectives service={service} />
            <OutagesReviewed review={review} />
            <Notes service={service} month={month} />
          </div>
        )}
        {addresses.home && (
          <p className={styles.tool}>
            <RouterLink to={addresses.review() ?? ''}>{t('choose')}</RouterLink>
          </p>
        )}
      </PageBody>
    </div>
  );
}

/** The monthly review of a service: to be read, printed, and talked about. */
export function ReviewPage() {
  const url = useUrlValues();
  const service = url.get('service');
  const asked = url.get('month');
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(asked) ? asked : lastMonth();
  if (!service) return <ChooseService />;
  return <OneReview service={service} month={month} />;
}
