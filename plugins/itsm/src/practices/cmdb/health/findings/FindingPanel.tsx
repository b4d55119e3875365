import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { Finding } from '@callboard/plugin-itsm-common';
import {
  Message,
  Property,
  PropertyList,
  RecordSection,
  RefLabel,
  refTitle,
  RelativeTime,
  SidePanel,
  useEntityHref,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { SeverityPill } from '../SeverityPill';
import { ciHealthTranslationRef } from '../translation';
import { dayOf } from './days';
import { FindingActions } from './FindingActions';
import { FindingTask } from './FindingTask';
import styles from './Findings.module.css';
import { ciFindingTranslationRef } from './translation';

function Excuse(props: {
  excused: NonNullable<Finding['excused']>;
  refs: Refs | undefined;
}) {
  const { excused, refs } = props;
  const { t } = useTranslationRef(ciFindingTranslationRef);
  const { reason, byRef } = excused;
  const day = dayOf(excused.until);
  return (
    <>
      {byRef
        ? t('panel.excusedBy', { day, reason, who: refTitle(byRef, refs) })
        : t('panel.excusedUntil', { day, reason })}
    </>
  );
}

function About(props: { finding: Finding; refs: Refs | undefined }) {
  const { finding, refs } = props;
  const { t } = useTranslationRef(ciFindingTranslationRef);
  const { t: th } = useTranslationRef(ciHealthTranslationRef);
  const href = useEntityHref()(finding.ref);
  return (
    <RecordSection title={t('panel.about')}>
      <PropertyList label={t('panel.about')}>
        <Property label={t('panel.item')}>
          {href ? <Link href={href}>{finding.title}</Link> : finding.title}
        </Property>
        <Property label={t('column.ownerRef')}>
          <RefLabel entityRef={finding.ownerRef} refs={refs} />
        </Property>
        <Property label={t('column.systemRef')}>
          <RefLabel entityRef={finding.systemRef} refs={refs} />
        </Property>
        <Property label={t('panel.check')}>
          {finding.ruleLabel} · {th(`score.${finding.dimension}`)}
        </Property>
        <Property label={t('panel.since')}>
          <RelativeTime instant={finding.since} />
        </Property>
        <Property label={t('panel.task')}>
          {finding.task ? <FindingTask task={finding.task} /> : t('noTask')}
        </Property>
        {finding.excused && (
          <Property label={t('panel.excused')}>
            <Excuse excused={finding.excused} refs={refs} />
          </Property>
        )}
      </PropertyList>
    </RecordSection>
  );
}

/** One finding beside the list: what is wrong, what to do, and the way to do it. */
export function FindingPanel(props: {
  /** Its row; undefined if it is not on the page. */
  finding: Finding | undefined;
  refs: Refs | undefined;
  onClose: () => void;
  onLeave: () => void;
  onStep: (by: 1 | -1) => void;
  canStep: (by: 1 | -1) => boolean;
  focusKey: number;
}) {
  const { finding, refs, ...rest } = props;
  const { t } = useTranslationRef(ciFindingTranslationRef);
  const hrefOf = useEntityHref();
  return (
    <SidePanel
      name={finding?.title ?? t('title')}
      href={finding && hrefOf(finding.ref)}
      {...rest}
    >
      {finding ? (
        <div className={styles.panel}>
          <div className={styles.actions}>
            <SeverityPill severity={finding.severity} />
            <span className={styles.item}>{finding.title}</span>
          </div>
          <h2 className={styles.title}>{finding.message}</h2>
          <RecordSection title={t('panel.advice')}>
            <p className={styles.advice}>{finding.advice}</p>
            <div className={styles.actions}>
              <FindingActions finding={finding} />
            </div>
          </RecordSection>
          <About finding={finding} refs={refs} />
        </div>
      ) : (
        <Message small title={t('panel.gone')}>
          {t('panel.goneNext')}
        </Message>
      )}
    </SidePanel>
  );
}
