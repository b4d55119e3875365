import { memo, useMemo } from 'react';
import { withoutEchoes } from './approvalStory';
import { entryHeight } from './entryHeight';
import type { EntryBlock } from './seenEntries';
import type { Wording } from './sentences';
import styles from './Timeline.module.css';
import { TimelineEntry } from './TimelineEntry';

/** So many entries the browser draws or leaves out together. */
const PART = 25;

function Block(props: {
  block: EntryBlock;
  /** Give the same object as long as nothing in it changed. */
  wording: Omit<Wording, 'refs'>;
  marksInternal: boolean;
}) {
  const { block, marksInternal } = props;
  const { refs } = block;
  const entries = useMemo(() => withoutEchoes(block.entries), [block.entries]);
  const wording = useMemo(
    () => ({ ...props.wording, refs }),
    [props.wording, refs],
  );
  const parts = [];
  for (let at = 0; at < entries.length; at += PART) {
    parts.push(entries.slice(at, at + PART));
  }
  return (
    <>
      {parts.map((part, index) => {
        const height = part.reduce((sum, e) => sum + entryHeight(e), 0);
        return (
          <div
            key={index}
            role="presentation"
            className={styles.part}
            style={{ containIntrinsicHeight: `auto ${height}px` }}
          >
            {part.map(entry => (
              <TimelineEntry
                key={entry.position}
                entry={entry}
                wording={wording}
                marksInternal={marksInternal}
              />
            ))}
          </div>
        );
      })}
    </>
  );
}

/**
 * Entries of a timeline that were read together. Of thousands, only what is in view is laid out;
 * for the rest the browser takes the height that is estimated for it, and still finds their words.
 */
export const TimelineBlock = memo(Block);
