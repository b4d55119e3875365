import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import { CI_EVENTS } from '@callboard/plugin-itsm-common';
import type { Difference } from '@callboard/plugin-itsm-common';
import { Message, Pill, RefLabel } from '@callboard/plugin-itsm-react';
import type { Tone } from '@callboard/plugin-itsm-react';
import {
  RiAddLine,
  RiCheckDoubleLine,
  RiPencilLine,
  RiSubtractLine,
} from '@remixicon/react';
import { useId } from 'react';
import type { ReactElement } from 'react';
import { Changes, sizeOf } from '../changes/Changes';
import { cmdbTranslationRef } from '../translation';
import { instantWords } from '../words/instantWords';
import styles from './Compare.module.css';

type Item = Difference['items'][number];

const SIGNS: Record<Item['what'], { tone: Tone; icon: ReactElement }> = {
  added: { tone: 'success', icon: <RiAddLine aria-hidden /> },
  changed: { tone: 'info', icon: <RiPencilLine aria-hidden /> },
  removed: { tone: 'danger', icon: <RiSubtractLine aria-hidden /> },
};

function ItemDifference(props: { item: Item; refs: Difference['refs'] }) {
  const { item, refs } = props;
  const { what, changes, relations } = item;
  const { t } = useTranslationRef(cmdbTranslationRef);
  const heading = useId();
  const of = { kind: what, changes, relations };
  return (
    <section className={styles.item} aria-labelledby={heading}>
      <div className={styles.head}>
        <h2 className={styles.name} id={heading}>
          <RefLabel entityRef={item.ref} refs={refs} />
        </h2>
        <span className={styles.kind}>{item.ref.split(':')[0]}</span>
        <Pill {...SIGNS[what]}>{t(`compare.what.${what}`)}</Pill>
      </div>
      <Changes
        of={of}
        refs={refs}
        foldedAs={t('compare.content', { count: sizeOf(of) })}
      />
    </section>
  );
}

/** How many items became what, from when to when, and each with what differs. */
export function Differences(props: { difference: Difference }) {
  const { from, to, items, compared, truncated, refs } = props.difference;
  const { t } = useTranslationRef(cmdbTranslationRef);
  const numbers = CI_EVENTS.map(what => ({
    what,
    count: items.filter(item => item.what === what).length,
  })).filter(({ count }) => count > 0);
  const summary = [
    t('compare.range', { from: instantWords(from), to: instantWords(to) }),
    t('compare.compared', { count: compared }),
    ...numbers.map(({ what, count }) =>
      t(`compare.${what}`, { number: String(count) }),
    ),
  ].join(' · ');
  return (
    <>
      <div role="status">
        <Text as="p" weight="bold">
          {summary}
        </Text>
      </div>
      {truncated && (
        <Alert status="warning" icon title={t('compare.truncated')} />
      )}
      {items.length === 0 ? (
        <Message
          icon={<RiCheckDoubleLine size={32} />}
          title={t('compare.none')}
        >
          {t('compare.noneNext', { count: compared })}
        </Message>
      ) : (
        <section className={styles.items} aria-label={t('compare.label')}>
          {items.map(item => (
            <ItemDifference key={item.ref} item={item} refs={refs} />
          ))}
        </section>
      )}
    </>
  );
}
