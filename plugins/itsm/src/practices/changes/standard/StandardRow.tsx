import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Skeleton, Text } from '@backstage/ui';
import {
  standardChangeRoutes,
  type StandardChangeSummary,
} from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  Markdown,
  RefLabel,
  refTitle,
  RelativeTime,
  useEntityHref,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { RiArrowDownCircleLine, RiPlayLine } from '@remixicon/react';
import { Fragment, useState } from 'react';
import type { ReactNode } from 'react';
import { adminRouteRef } from '../../../core/admin/routes';
import { fileChangeRouteRef } from '../routes';
import { lengthWords } from '../words/planned';
import styles from './Standard.module.css';
import { StatePill, useStandingWords } from './StatePill';
import { SuccessRecord } from './SuccessRecord';
import { standardTranslationRef } from './translation';

/** What it does and what became of it, asked for when somebody opens it. */
function Details(props: { standardKey: string }) {
  const { t } = useTranslationRef(standardTranslationRef);
  const { data, error, refetch } = useItsmQuery(standardChangeRoutes.get, {
    params: { key: props.standardKey },
  });
  if (!data && error)
    return <FailureMessage small error={error} onRetry={() => refetch()} />;
  if (!data) return <Skeleton height={120} />;
  const texts = ['plan', 'testEvidence', 'rollbackPlan'] as const;
  return (
    <>
      {texts.map(name => {
        const text = data[name];
        if (!text) return null;
        return (
          <section key={name}>
            <h4>{t(name)}</h4>
            <Markdown>{text}</Markdown>
          </section>
        );
      })}
      {data.tasks.length > 0 && (
        <section>
          <h4>{t('tasks')}</h4>
          <ol className={styles.steps}>
            {data.tasks.map(({ title }, i) => (
              <li key={i}>{title}</li>
            ))}
          </ol>
        </section>
      )}
      <section>
        <h4>{t('moves')}</h4>
        {data.moves.length === 0 ? (
          <Text as="p" color="secondary">
            {t('noMoves')}
          </Text>
        ) : (
          <ul className={styles.moves}>
            {data.moves.map(({ at, words }) => (
              <li key={`${at}${words}`}>
                <span className={styles.when}>
                  <RelativeTime instant={at} />
                </span>
                {words}
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

/** `component/service` as people say it: a service component. */
const typeWords = (type: string) => type.split('/').reverse().join(' ');

/** What it goes for, how long it takes and what that means for users. */
function About(props: { standard: StandardChangeSummary; refs: Refs }) {
  const { standard, refs } = props;
  const { t } = useTranslationRef(standardTranslationRef);
  const { scope, durationMinutes, expectedImpact, description } = standard;
  const names = (list: readonly string[]) =>
    list.map(ref => refTitle(ref, refs)).join(', ');
  const time = lengthWords(durationMinutes);
  const goesFor: ReactNode[] = scope.items.map(ref => (
    <RefLabel key={ref} entityRef={ref} refs={refs} />
  ));
  if (scope.owners.length > 0)
    goesFor.push(t('ownedBy', { names: names(scope.owners) }));
  if (scope.types.length > 0)
    goesFor.push(t('types', { names: scope.types.map(typeWords).join(', ') }));
  return (
    <div className={styles.about}>
      {description && <Text as="p">{description}</Text>}
      <Text as="p" color="secondary">
        {t('goesFor')}{' '}
        {goesFor.map((part, i) => (
          <Fragment key={i}>
            {i > 0 && ', '}
            {part}
          </Fragment>
        ))}
      </Text>
      <Text as="p" color="secondary">
        {t('takes', { time })} · {t(`impact.${expectedImpact}`)}
      </Text>
      {standard.ownerRef && (
        <Text as="p" color="secondary">
          {t('ownerLabel')}{' '}
          <RefLabel entityRef={standard.ownerRef} refs={refs} />
        </Text>
      )}
    </div>
  );
}

/** A standard change: how far it is trusted and why, what it does, and filing a run of it. */
export function StandardRow(props: {
  standard: StandardChangeSummary;
  refs: Refs;
}) {
  const { standard, refs } = props;
  const { key, title, demotion } = standard;
  const { t } = useTranslationRef(standardTranslationRef);
  const wordsOf = useStandingWords();
  const entityHref = useEntityHref();
  const file = useRouteRef(fileChangeRouteRef)?.();
  const admin = useRouteRef(adminRouteRef)?.();
  const [opened, setOpened] = useState(false);
  const name = `standard-${key}`;
  const template =
    standard.scaffolderTemplate && entityHref(standard.scaffolderTemplate);
  return (
    <li className={styles.item} aria-labelledby={name}>
      <div className={styles.head}>
        <h3 className={styles.title} id={name}>
          {title}
        </h3>
        <StatePill standing={standard} />
        <span className={styles.actions}>
          {admin && !standard.removed && (
            <ButtonLink
              size="small"
              variant="tertiary"
              href={`${admin}/definitions/standard-change/${encodeURIComponent(
                key,
              )}`}
              aria-label={`${t('look')}: ${title}`}
            >
              {t('look')}
            </ButtonLink>
          )}
          {template && standard.mayFile && (
            <ButtonLink
              size="small"
              variant="secondary"
              iconStart={<RiPlayLine />}
              href={template}
              aria-label={`${t('run')}: ${title}`}
            >
              {t('run')}
            </ButtonLink>
          )}
          {file && standard.mayFile && (
            <ButtonLink
              size="small"
              variant="primary"
              href={`${file}?${new URLSearchParams({ template: key })}`}
              aria-label={`${t('file')}: ${title}`}
            >
              {t('file')}
            </ButtonLink>
          )}
        </span>
      </div>
      <div className={styles.body}>
        <About standard={standard} refs={refs} />
        <div>
          <SuccessRecord standard={standard} />
          {demotion && (
            <p className={styles.why}>
              <RiArrowDownCircleLine size={16} aria-hidden />
              <span>
                {demotion.words} <RelativeTime instant={demotion.at} />
              </span>
            </p>
          )}
          <Text as="p" color="secondary">
            {wordsOf(standard)}
            {standard.openChanges > 0 &&
              ` ${t('open', { count: standard.openChanges })}.`}
          </Text>
        </div>
      </div>
      <details
        className={styles.more}
        onToggle={event => {
          if (event.currentTarget.open) setOpened(true);
        }}
      >
        <summary>{t('more')}</summary>
        {opened && <Details standardKey={key} />}
      </details>
    </li>
  );
}
