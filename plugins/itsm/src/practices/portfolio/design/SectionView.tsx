import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Box, Button } from '@backstage/ui';
import type { DesignSection } from '@callboard/plugin-itsm-common';
import {
  Markdown,
  Pill,
  RefLabel,
  RelativeTime,
  RouterLink,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { RiAlertLine, RiTimeLine } from '@remixicon/react';
import { useId, useState } from 'react';
import { dayWords } from './dates';
import styles from './Design.module.css';
import { DetailsDialog } from './DetailsDialog';
import { EvidenceList } from './EvidenceList';
import { SectionStatePill } from './looks';
import { SectionMoves } from './SectionMoves';
import { SectionText } from './SectionText';
import { designTranslationRef } from './translation';

/** What the CMDB and others say about it: it is filled in by itself. */
function Facts({ section }: { section: DesignSection }) {
  const { facts } = section;
  const { t } = useTranslationRef(designTranslationRef);
  return (
    <section className={styles.part}>
      <h3>{t('section.facts')}</h3>
      {facts.length === 0 ? (
        <p className={styles.hint}>{t('section.noFacts')}</p>
      ) : (
        <dl className={styles.facts}>
          {facts.map(({ label, value, path, fault }, i) => (
            <div key={`${label} ${i}`}>
              <dt>{label}</dt>
              <dd>
                {fault && (
                  <RiAlertLine size={16} className={styles.fault} aria-hidden />
                )}
                {path ? <RouterLink to={path}>{value}</RouterLink> : value}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

/** One section: what it says, what shows it, how far it is. */
export function SectionView(props: {
  number: string;
  section: DesignSection;
  refs: Refs;
  canEdit: boolean;
}) {
  const { number, section, refs, canEdit } = props;
  const { label, about, state, reason, changed } = section;
  const { t } = useTranslationRef(designTranslationRef);
  const heading = useId();
  const [details, setDetails] = useState(false);
  return (
    <Box
      as="section"
      bg="neutral"
      className={styles.section}
      aria-labelledby={heading}
    >
      <div className={styles.sectionHead}>
        <div>
          <h2 className={styles.sectionTitle} id={heading}>
            {label}
          </h2>
          <p className={styles.hint}>{about}</p>
        </div>
        <span className={styles.pills}>
          {section.reviewDue && (
            <Pill tone="warning" icon={<RiTimeLine aria-hidden />}>
              {t('design.reviewMark')}
            </Pill>
          )}
          <SectionStatePill state={state} />
        </span>
      </div>
      {changed.length > 0 && (
        <Alert
          status="warning"
          icon
          title={t('section.changed')}
          description={changed.join(' ')}
        />
      )}
      {reason && (
        <div className={styles.reason}>
          <span className={styles.hint}>{t('section.reason')}</span>
          <Markdown>{reason}</Markdown>
        </div>
      )}
      <dl className={styles.about}>
        <div>
          <dt>{t('section.owner')}</dt>
          <dd>
            {section.ownerRef ? (
              <RefLabel entityRef={section.ownerRef} refs={refs} />
            ) : (
              t('section.nobody')
            )}
          </dd>
        </div>
        <div>
          <dt>{t('section.review')}</dt>
          <dd>
            {section.reviewAt
              ? dayWords(section.reviewAt)
              : t('section.noReview')}
          </dd>
        </div>
        {section.authorRef && section.writtenAt && (
          <div>
            <dt>{t('section.written')}</dt>
            <dd>
              <RefLabel entityRef={section.authorRef} refs={refs} />{' '}
              <RelativeTime instant={section.writtenAt} />
            </dd>
          </div>
        )}
        {section.acceptedByRef && section.acceptedAt && (
          <div>
            <dt>{t('section.accepted')}</dt>
            <dd>
              <RefLabel entityRef={section.acceptedByRef} refs={refs} />{' '}
              <RelativeTime instant={section.acceptedAt} />
            </dd>
          </div>
        )}
        {canEdit && (
          <Button
            size="small"
            variant="tertiary"
            onPress={() => setDetails(true)}
          >
            {t('section.details')}
          </Button>
        )}
      </dl>
      {canEdit && <SectionMoves number={number} section={section} />}
      <Facts section={section} />
      <SectionText number={number} section={section} canEdit={canEdit} />
      <EvidenceList
        number={number}
        section={section}
        refs={refs}
        canEdit={canEdit}
      />
      {details && (
        <DetailsDialog
          number={number}
          section={section}
          onClose={() => setDetails(false)}
        />
      )}
    </Box>
  );
}
