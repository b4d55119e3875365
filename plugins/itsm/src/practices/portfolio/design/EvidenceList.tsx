import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Link } from '@backstage/ui';
import { designRoutes } from '@callboard/plugin-itsm-common';
import type {
  DesignEvidence,
  DesignSection,
} from '@callboard/plugin-itsm-common';
import {
  AttachmentLink,
  RefLabel,
  RefusalAlert,
  RelativeTime,
  RouterLink,
  useItsmMutation,
  useRecordHref,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import {
  RiAddLine,
  RiAttachment2,
  RiDeleteBinLine,
  RiExternalLinkLine,
  RiFileListLine,
  RiStickyNoteLine,
} from '@remixicon/react';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { ConfirmButton } from '../../../core/admin/ConfirmButton';
import styles from './Design.module.css';
import { EvidenceDialog } from './EvidenceDialog';
import { designTranslationRef } from './translation';

const ICONS: Record<DesignEvidence['kind'], ReactElement> = {
  link: <RiExternalLinkLine size={16} aria-hidden />,
  record: <RiFileListLine size={16} aria-hidden />,
  attachment: <RiAttachment2 size={16} aria-hidden />,
  text: <RiStickyNoteLine size={16} aria-hidden />,
};

/** What it leads to. */
function Target(props: { number: string; evidence: DesignEvidence }) {
  const { number, evidence } = props;
  const { kind, url, record, attachment, words } = evidence;
  const { t } = useTranslationRef(designTranslationRef);
  const hrefOf = useRecordHref();
  if (kind === 'link' && url)
    return (
      <Link href={url} target="_blank" rel="noopener noreferrer nofollow">
        {words ?? url}
      </Link>
    );
  if (kind === 'record') {
    if (!record) return <>{t('evidence.hidden')}</>;
    const href = hrefOf(record);
    const text = `${record.number} ${record.title}`;
    return (
      <>
        {href ? <RouterLink to={href}>{text}</RouterLink> : text},{' '}
        {record.statusLabel}
      </>
    );
  }
  if (kind === 'attachment')
    return attachment ? (
      <AttachmentLink number={number} attachment={attachment} />
    ) : (
      <>{t('evidence.gone')}</>
    );
  return <>{words ?? t('plan.erased')}</>;
}

/** What shows that something is as a section says. */
export function EvidenceList(props: {
  number: string;
  section: DesignSection;
  refs: Refs;
  canEdit: boolean;
}) {
  const { number, section, refs, canEdit } = props;
  const { t } = useTranslationRef(designTranslationRef);
  const [adding, setAdding] = useState(false);
  const { mutate, isPending, error } = useItsmMutation(
    designRoutes.removeEvidence,
  );
  const mayAdd = canEdit && section.state !== 'not-needed';
  const nameOf = ({ url, record, attachment, words }: DesignEvidence) =>
    words ?? record?.number ?? attachment?.name ?? url ?? '';
  return (
    <section className={styles.part}>
      <div className={styles.partHead}>
        <h3>{t('section.evidence')}</h3>
        {mayAdd && (
          <Button
            size="small"
            variant="tertiary"
            iconStart={<RiAddLine aria-hidden />}
            onPress={() => setAdding(true)}
          >
            {t('evidence.add')}
          </Button>
        )}
      </div>
      {section.evidence.length === 0 ? (
        <p className={styles.hint}>{t('section.noEvidence')}</p>
      ) : (
        <ul className={styles.evidence}>
          {section.evidence.map(one => (
            <li key={one.id}>
              {ICONS[one.kind]}
              <div className={styles.evidenceWords}>
                <span>
                  <Target number={number} evidence={one} />
                </span>
                {(one.kind === 'record' || one.kind === 'attachment') &&
                  one.words && <span>{one.words}</span>}
                <span className={styles.hint}>
                  <RefLabel entityRef={one.addedByRef} refs={refs} />{' '}
                  <RelativeTime instant={one.addedAt} />
                </span>
              </div>
              {canEdit && (
                <ConfirmButton
                  icon={<RiDeleteBinLine />}
                  aria-label={t('evidence.remove', { what: nameOf(one) })}
                  question={t('evidence.removeQuestion', {
                    what: nameOf(one),
                    section: section.label,
                  })}
                  destructive
                  isDisabled={isPending}
                  onConfirm={() =>
                    mutate({
                      params: {
                        id: number,
                        section: section.key,
                        evidence: one.id,
                      },
                    })
                  }
                >
                  {t('evidence.removeDo')}
                </ConfirmButton>
              )}
            </li>
          ))}
        </ul>
      )}
      <RefusalAlert error={error} />
      {adding && (
        <EvidenceDialog
          number={number}
          section={section}
          onClose={() => setAdding(false)}
        />
      )}
    </section>
  );
}
