import type { JournalEntry } from '@callboard/plugin-itsm-common';
import { tellingChanges } from './sentences';

/** Heights in CSS pixels, as Timeline.module.css draws them. */
const HEAD = 44;
const LINE = 20;
const BOX = 28;
/** So many letters fit on a line of the main column of a desk. */
const LETTERS = 90;

function linesOf(text: string): number {
  return text
    .split('\n')
    .reduce(
      (sum, line) => sum + Math.max(1, Math.ceil(line.length / LETTERS)),
      0,
    );
}

/** About how high an entry will be. */
export function entryHeight(entry: JournalEntry): number {
  const changes = tellingChanges(entry).length;
  const comment = entry.comment
    ? BOX + LINE * linesOf(entry.comment.body ?? '')
    : 0;
  // A single change stands on the first line.
  return HEAD + (changes > 1 ? LINE * changes : 0) + comment;
}
