import type { CiEvent, RefInfo } from '@callboard/plugin-itsm-common';
import { refTitle } from '@callboard/plugin-itsm-react';
import type { CmdbWords } from '../translation';
import { fieldLabel } from './fieldLabel';
import { relationWords } from './relationWords';
import { valueText } from './valueText';

const SHORT = 40;
const SAID = 2;

/** A change in one line, for cards: the first things that changed, and how many more. */
export function summary(
  event: CiEvent,
  refs: Record<string, RefInfo>,
  t: CmdbWords,
): string {
  if (event.kind !== 'changed') return t(`recent.${event.kind}`);
  const said = [
    ...event.changes.map(({ field, before, after }) => {
      const label = fieldLabel(field, t);
      const was = valueText(before, t) ?? t('fields.none');
      const is = valueText(after, t) ?? t('fields.none');
      return was.length + is.length > SHORT
        ? label
        : t('recent.became', { field: label, before: was, after: is });
    }),
    ...(['added', 'removed'] as const).flatMap(what =>
      event.relations[what].map(({ type, targetRef }) =>
        t(what === 'added' ? 'relations.now' : 'relations.noLonger', {
          relation: relationWords(type, t),
          target: refTitle(targetRef, refs),
        }),
      ),
    ),
  ];
  const more = said.length - SAID;
  const shown = said.slice(0, SAID);
  if (more > 0) shown.push(t('recent.andMore', { count: more }));
  return shown.join(' · ') || t('recent.changed');
}
