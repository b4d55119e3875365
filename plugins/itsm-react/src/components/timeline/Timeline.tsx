import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Skeleton,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import type { Lifecycle } from '@callboard/plugin-itsm-common';
import { useMemo, useState } from 'react';
import { useFields } from '../../api/useFields';
import { itsmReactTranslationRef } from '../../translation';
import { FailureMessage } from '../states/FailureMessage';
import { Message } from '../states/Message';
import { RefusalAlert } from '../states/RefusalAlert';
import type { Wording } from './sentences';
import styles from './Timeline.module.css';
import { TimelineBlock } from './TimelineBlock';
import { useJournal } from './useJournal';
import type { TimelineShow } from './useJournal';
import { valueLabels } from './valueLabels';
import type { LabelledField } from './valueLabels';

const SHOWS: readonly TimelineShow[] = ['all', 'comments', 'changes'];

/** All that happened to a record and was said about it, newest first. */
export function Timeline(props: {
  number: string;
  /** The record's type, whose fields have words for their values. */
  type: string;
  lifecycle: Lifecycle;
  /**
   * Fields whose values the practice has better words for than the registry, such as those that
   * are kept in definitions; give the same list every time.
   */
  fields?: readonly LabelledField[];
  seesInternal: boolean;
  /** The practice's own words for what only it knows; give the same function every time. */
  tell?: Wording['tell'];
}) {
  const { number, type, lifecycle, fields, seesInternal, tell } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const [show, setShow] = useState<TimelineShow>('all');
  const journal = useJournal(number, show);
  const entries = journal.seen?.entries;
  const known = useFields(type).fields;
  const labels = useMemo(
    () => valueLabels(known ?? [], fields ?? []),
    [known, fields],
  );
  const wording = useMemo(
    () => ({ lifecycle, labels, tell }),
    [lifecycle, labels, tell],
  );
  return (
    <div>
      <div className={styles.head}>
        <ToggleButtonGroup
          aria-label={t('timeline.show')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[show]}
          onSelectionChange={keys => setShow([...keys][0] as TimelineShow)}
        >
          {SHOWS.map(key => (
            <ToggleButton key={key} id={key}>
              {t(`timeline.shows.${key}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </div>
      {journal.error && !entries && (
        <FailureMessage
          small
          error={journal.error}
          onRetry={() => journal.refetch()}
        />
      )}
      {journal.isPending && (
        <div className={styles.entries} aria-busy="true">
          <Skeleton height={48} />
        </div>
      )}
      {entries?.length === 0 && (
        <Message small title={t('timeline.empty')}>
          {t('timeline.emptyNext')}
        </Message>
      )}
      {entries && entries.length > 0 && (
        // A list by its role: between it and its items stand the parts that are drawn together.
        <div
          role="list"
          className={styles.entries}
          aria-label={t('timeline.label')}
        >
          {journal.seen?.blocks.map((block, index) => (
            <TimelineBlock
              // Blocks are only ever added at the end.
              key={index}
              block={block}
              wording={wording}
              marksInternal={seesInternal}
            />
          ))}
        </div>
      )}
      <RefusalAlert error={journal.readOnError} />
      {journal.seen?.nextCursor && (
        <Button
          variant="secondary"
          isPending={journal.isReadingOn}
          onPress={journal.readOn}
        >
          {t('timeline.more')}
        </Button>
      )}
    </div>
  );
}
