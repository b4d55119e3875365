import type {
  CiEvent,
  CiRelation,
  RefInfo,
} from '@callboard/plugin-itsm-common';
import { refTitle } from '@callboard/plugin-itsm-react';
import type { CmdbWords } from '../translation';
import { fieldLabel } from './fieldLabel';
import { inFieldOrder } from './fieldOrder';
import { relationWord } from './relationWords';
import { valueText } from './valueText';

const SHORT = 40;
const SAID = 2;
/** What these list is said by the relations that the catalog makes of them. */
const TOLD_BY_RELATIONS =
  /^spec\.(dependsOn|dependencyOf|providesApis|consumesApis|subcomponentOf|domain)$/;

/** A change in one line, for cards: the first things that changed, and how many more. */
export function summary(
  event: CiEvent,
  refs: Record<string, RefInfo>,
  t: CmdbWords,
): string {
  if (event.kind !== 'changed') return t(`recent.${event.kind}`);
  const { changes, relations } = event;
  const related = relations.added.length + relations.removed.length > 0;
  const fields = changes
    .filter(({ field }) => !(related && TOLD_BY_RELATIONS.test(field)))
    .sort((a, b) => inFieldOrder(a.field, b.field))
    .map(({ field, before, after }) => {
      const label = fieldLabel(field, t);
      const was = valueText(before, t) ?? t('fields.none');
      const is = valueText(after, t) ?? t('fields.none');
      return was.length + is.length > SHORT
        ? label
        : t('recent.became', { field: label, before: was, after: is });
    });
  const say = (what: 'come' | 'gone', { type, targetRef }: CiRelation) =>
    t(`relations.${what}.${relationWord(type)}`, {
      type,
      target: refTitle(targetRef, refs),
    });
  const said: string[] = [
    ...relations.added.map(relation => say('come', relation)),
    ...relations.removed.map(relation => say('gone', relation)),
    ...fields,
  ];
  const more = said.length - SAID;
  const shown = said.slice(0, SAID);
  if (more > 0) shown.push(t('recent.andMore', { count: more }));
  return shown.join(' · ') || t('recent.changed');
}
