import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldChange, JournalEntry } from '@callboard/plugin-itsm-common';
import {
  RiAddCircleLine,
  RiArrowRightLine,
  RiAttachment2,
  RiChat3Line,
  RiCheckboxLine,
  RiCheckDoubleLine,
  RiInformationLine,
  RiLinksLine,
  RiListCheck,
  RiPencilLine,
  RiUserAddLine,
  RiUserUnfollowLine,
} from '@remixicon/react';
import { memo } from 'react';
import type { ReactElement } from 'react';
import { itsmReactTranslationRef } from '../../translation';
import { approvalTranslationRef } from '../approvals/translation';
import { Pill } from '../Pill';
import { Markdown } from '../text/Markdown';
import { RefLabel, refTitle } from '../text/RefLabel';
import { RelativeTime } from '../text/RelativeTime';
import {
  isLongText,
  kindWords,
  labelsFor,
  storyOf,
  tellingChanges,
  valueWords,
  withoutCurrencies,
} from './sentences';
import { approvalStoryOf, isProduct } from './approvalStory';
import type { EntryStory, Wording } from './sentences';
import type { ValueLabels } from './valueLabels';
import styles from './Timeline.module.css';

const ICONS: Record<EntryStory, ReactElement> = {
  filed: <RiAddCircleLine />,
  moved: <RiArrowRightLine />,
  took: <RiArrowRightLine />,
  commented: <RiChat3Line />,
  attached: <RiAttachment2 />,
  detached: <RiAttachment2 />,
  linked: <RiLinksLine />,
  unlinked: <RiLinksLine />,
  joined: <RiUserAddLine />,
  left: <RiUserUnfollowLine />,
  taskAdded: <RiListCheck />,
  taskChanged: <RiListCheck />,
  taskDone: <RiCheckboxLine />,
  taskSkipped: <RiListCheck />,
  taskMoved: <RiListCheck />,
  approval: <RiCheckDoubleLine />,
  facts: <RiInformationLine />,
  changed: <RiPencilLine />,
  happened: <RiInformationLine />,
};

/** Those who are asked, in words. */
function askedWords(entry: JournalEntry, refs: Wording['refs']): string {
  const { askedRefs = [] } = entry.approval ?? {};
  return askedRefs.map(ref => refTitle(ref, refs)).join(', ');
}

/** What happened to an approval, without who: `approved the step “Owner of the service”`. */
function useApprovalDeed(entry: JournalEntry, refs: Wording['refs']): string {
  const { t } = useTranslationRef(approvalTranslationRef);
  const story = approvalStoryOf(entry);
  const { step, standsInForRef } = entry.approval ?? {};
  switch (story) {
    case undefined:
      return '';
    case 'asked':
    case 'escalated':
    case 'replaced':
    case 'reminded':
      return t(`timeline.${story}`, { who: askedWords(entry, refs) });
    case 'approved':
    case 'rejected': {
      const deed = step
        ? t(`timeline.${story}.step`, { step })
        : t(`timeline.${story}.it`);
      if (!standsInForRef) return deed;
      const who = refTitle(standsInForRef, refs);
      return `${deed} ${t('timeline.standsIn', { who })}`;
    }
    default:
      return t(`timeline.${story}`);
  }
}

/** What follows from a decision, and what was said with it. */
function ApprovalWords(props: { entry: JournalEntry; refs: Wording['refs'] }) {
  const { entry, refs } = props;
  const { t } = useTranslationRef(approvalTranslationRef);
  const { state, note } = entry.approval ?? {};
  const isDecided = entry.kind === 'approval.decided';
  const who = isDecided ? askedWords(entry, refs) : '';
  const ends = isDecided && (state === 'approved' || state === 'rejected');
  return (
    <>
      {ends && <span>{t(`timeline.ends.${state}`)}</span>}
      {who && <span>{t('timeline.next', { who })}</span>}
      {note && (
        <div className={styles.quote}>
          <Markdown>{note}</Markdown>
        </div>
      )}
    </>
  );
}

/** Who did it. The product itself is no reference that anybody could look up. */
function Actor(props: { entry: JournalEntry; refs: Wording['refs'] }) {
  const { actorRef } = props.entry;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  if (!actorRef) return <>{t('timeline.somebody')}</>;
  if (isProduct(actorRef)) return <>Callboard</>;
  return <RefLabel entityRef={actorRef} refs={props.refs} />;
}

/** What happened, without who: `moved it from New to In progress`. */
function useDeed(entry: JournalEntry, wording: Wording): string {
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const { lifecycle, refs } = wording;
  const approval = useApprovalDeed(entry, refs);
  const state = (name: string) => lifecycle.states[name]?.label ?? name;
  const story = storyOf(entry);
  switch (story) {
    case 'moved':
      return t('timeline.moved', {
        from: state(entry.from!),
        to: state(entry.to!),
      });
    case 'took': {
      const verb = lifecycle.transitions.find(o => o.name === entry.transition);
      return t('timeline.took', { verb: verb?.label ?? entry.transition! });
    }
    case 'attached':
    case 'detached': {
      const { name } = entry.attachment!;
      return t(`timeline.${story}`, { name: name ?? t('timeline.aFile') });
    }
    case 'linked':
    case 'unlinked': {
      const { label, target } = entry.link!;
      const known = target.includes(':') ? refTitle(target, refs) : target;
      return t(`timeline.${story}`, { label, target: known });
    }
    case 'joined':
    case 'left': {
      const { principalRef, role } = entry.participant!;
      if (principalRef && principalRef === entry.actorRef) {
        return role === 'watcher'
          ? t(`timeline.self.${story}.watcher`)
          : t(`timeline.self.${story}.other`, { role });
      }
      const who = principalRef
        ? refTitle(principalRef, refs)
        : t('timeline.somebody');
      return t(`timeline.${story}`, { who, role });
    }
    case 'taskAdded':
    case 'taskChanged':
    case 'taskDone':
    case 'taskSkipped': {
      const { number, title } = entry.task!;
      const task = title ? `#${number} ${title}` : `#${number}`;
      return t(`timeline.${story}`, { task });
    }
    case 'approval':
      return approval;
    case 'happened':
      return t('timeline.happened', { what: kindWords(entry.kind) });
    case 'changed':
      return withoutCurrencies(entry.changes).length === 1
        ? ''
        : t('timeline.changed');
    default:
      return t(`timeline.${story}`);
  }
}

/** One changed field in words, with long texts below. */
function ChangeWords(props: {
  change: FieldChange;
  labels: ValueLabels;
  refs: Wording['refs'];
  /** One of several, below a sentence that has the verb already. */
  item?: boolean;
}) {
  const { change, labels, refs, item } = props;
  const { t: translate } = useTranslationRef(itsmReactTranslationRef);
  type Words = { field: string; before?: string; after?: string };
  type Key = 'fromTo' | 'set' | 'cleared' | 'wrote' | 'rewrote';
  const say = (key: Key, words: Words) =>
    (translate as (key: string, words: Words) => string)(
      item ? `timeline.item.${key}` : `timeline.${key}`,
      words,
    );
  const field = change.label;
  const after = valueWords(change, 'after', { labels, refs });
  const before = valueWords(change, 'before', { labels, refs });
  if (isLongText(change)) {
    return (
      <>
        {after ? say('wrote', { field }) : say('rewrote', { field })}
        {after && (
          <div className={styles.quote}>
            <Markdown>{after}</Markdown>
          </div>
        )}
      </>
    );
  }
  if (before && after) return <>{say('fromTo', { field, before, after })}</>;
  if (after) return <>{say('set', { field, after })}</>;
  if (before) return <>{say('cleared', { field, before })}</>;
  return <>{say('rewrote', { field })}</>;
}

function Entry(props: {
  entry: JournalEntry;
  wording: Wording;
  /** Mark what only workers see; pointless to those who see nothing else. */
  marksInternal: boolean;
}) {
  const { entry, wording, marksInternal } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const words = useDeed(entry, wording);
  const told = wording.tell?.(entry);
  const deed = told?.deed ?? words;
  const changes = tellingChanges(entry, told?.says);
  const single = !deed && changes.length === 1 ? changes[0] : undefined;
  const internal = entry.audience === 'internal';
  const ofValues = { labels: labelsFor(entry, wording), refs: wording.refs };
  return (
    <div role="listitem" className={styles.entry} data-kind={entry.kind}>
      <span className={styles.icon} aria-hidden>
        {ICONS[storyOf(entry)]}
      </span>
      <div className={styles.body}>
        <div className={styles.line}>
          <span className={styles.actor}>
            <Actor entry={entry} refs={wording.refs} />
          </span>
          {deed && <span>{deed}</span>}
          {single && (
            <span>
              <ChangeWords change={single} {...ofValues} />
            </span>
          )}
          {(entry.comment ?? entry.attachment) && internal && marksInternal && (
            <Pill tone="warning">{t('comment.internalMark')}</Pill>
          )}
          {entry.mode === 'observe' && (
            <Pill tone="neutral" title={t('timeline.importedHint')}>
              {t('timeline.imported')}
            </Pill>
          )}
          <span className={styles.when}>
            <RelativeTime instant={entry.at} />
          </span>
        </div>
        {!single && changes.length > 0 && (
          <ul className={styles.changes}>
            {changes.map(change => (
              <li key={change.field}>
                <ChangeWords change={change} {...ofValues} item />
              </li>
            ))}
          </ul>
        )}
        {entry.approval && !told && (
          <ApprovalWords entry={entry} refs={wording.refs} />
        )}
        {entry.comment && (
          <div
            className={
              internal && marksInternal
                ? `${styles.comment} ${styles.internal}`
                : styles.comment
            }
          >
            {entry.comment.body === undefined ? (
              <em>{t('comment.erased')}</em>
            ) : (
              <Markdown>{entry.comment.body}</Markdown>
            )}
          </div>
        )}
      </div>
    </div>
  );
}

/**
 * One entry of a timeline: who, what in words, when, and what was written. An entry never changes,
 * so it is drawn once however often the page looks for new ones.
 */
export const TimelineEntry = memo(Entry);
