import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Text } from '@backstage/ui';
import type { ChangeWindow } from '@callboard/plugin-itsm-common';
import { Pill, RefLabel } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { RiGitBranchLine, RiPencilLine } from '@remixicon/react';
import { adminRouteRef } from '../../../core/admin/routes';
import { KindIcon } from './KindIcon';
import { windowsTranslationRef } from './translation';
import styles from './Windows.module.css';
import { WindowTimes } from './WindowTimes';
import { endWords, recurrenceWords, scopeWords } from './words';

/** A freeze or a maintenance window: what it is about, when it comes, and who may make an exception. */
export function WindowRow(props: {
  window: ChangeWindow;
  refs: Refs | undefined;
}) {
  const { window, refs } = props;
  const { t } = useTranslationRef(windowsTranslationRef);
  const admin = useRouteRef(adminRouteRef)?.();
  const { key, title, kind, running, next, exceptionBy = [] } = window;
  const inGit = window.source === 'git';
  const name = `window-${key}`;
  return (
    <li className={styles.window} aria-labelledby={name}>
      <div className={styles.what}>
        <h3 className={styles.title} id={name}>
          <KindIcon kind={kind} />
          {title}
        </h3>
        {running && (
          <Pill tone={kind === 'freeze' ? 'info' : 'warning'}>
            {t('running', { end: endWords(running.endsAt) })}
          </Pill>
        )}
        {kind === 'maintenance' && (
          <Pill tone={window.expectedImpact === 'down' ? 'danger' : 'neutral'}>
            {t(`impact.${window.expectedImpact ?? 'degraded'}`)}
          </Pill>
        )}
        {inGit && (
          <Pill tone="neutral" icon={<RiGitBranchLine aria-hidden />}>
            {t('inGit')}
          </Pill>
        )}
        {admin && (
          <span className={styles.edit}>
            <ButtonLink
              size="small"
              variant="tertiary"
              iconStart={inGit ? undefined : <RiPencilLine />}
              href={`${admin}/definitions/change-window/${encodeURIComponent(
                key,
              )}`}
              aria-label={`${t(inGit ? 'look' : 'edit')}: ${title}`}
            >
              {t(inGit ? 'look' : 'edit')}
            </ButtonLink>
          </span>
        )}
      </div>
      <div className={styles.facts}>
        <div className={styles.about}>
          <Text as="p">{scopeWords(window, refs, t as never)}</Text>
          <Text as="p" color="secondary">
            {recurrenceWords(window, t as never)}
          </Text>
          {window.description && (
            <Text as="p" color="secondary">
              {window.description}
            </Text>
          )}
          {exceptionBy.length > 0 && (
            <p className={styles.by}>
              {t('exceptionBy')}
              {exceptionBy.map(ref => (
                <RefLabel key={ref} entityRef={ref} refs={refs} />
              ))}
            </p>
          )}
        </div>
        <div className={styles.when}>
          {next.length > 0 ? (
            <WindowTimes
              times={next}
              zone={window.timezone}
              label={`${t('next')}: ${title}`}
            />
          ) : (
            <Text as="p" color="secondary">
              {!running && t('over')}
            </Text>
          )}
        </div>
      </div>
    </li>
  );
}
