import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { CiEvent, RefInfo } from '@callboard/plugin-itsm-common';
import { RefLabel } from '@callboard/plugin-itsm-react';
import { RiAddLine, RiSubtractLine } from '@remixicon/react';
import { cmdbTranslationRef } from '../translation';
import { inRelationOrder, relationWord } from '../words/relationWords';
import styles from './Changes.module.css';

/** Relations that came and went, each in a sentence with a link to the other end. */
export function RelationChanges(props: {
  relations: CiEvent['relations'];
  refs: Record<string, RefInfo>;
}) {
  const { relations, refs } = props;
  const { t } = useTranslationRef(cmdbTranslationRef);
  const said = [
    ...[...relations.added]
      .sort(inRelationOrder)
      .map(relation => ({ relation, come: true })),
    ...[...relations.removed]
      .sort(inRelationOrder)
      .map(relation => ({ relation, come: false })),
  ];
  if (said.length === 0) return null;
  return (
    <ul className={styles.relations}>
      {said.map(({ relation: { type, targetRef }, come }) => (
        <li key={`${come} ${type} ${targetRef}`} className={styles.relation}>
          {come ? (
            <RiAddLine className={styles.come} aria-hidden />
          ) : (
            <RiSubtractLine className={styles.gone} aria-hidden />
          )}
          <span>
            {t(`relations.${come ? 'come' : 'gone'}.${relationWord(type)}`, {
              type,
              target: <RefLabel entityRef={targetRef} refs={refs} />,
            })}
          </span>
        </li>
      ))}
    </ul>
  );
}
