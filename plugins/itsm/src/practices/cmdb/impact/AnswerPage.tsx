import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text, useBreakpoint } from '@backstage/ui';
import { nameOf } from '@callboard/plugin-itsm-common';
import { Message, useUrlValues } from '@callboard/plugin-itsm-react';
import { RiCheckDoubleLine, RiFilterOffLine } from '@remixicon/react';
import { lazy, Suspense, useMemo } from 'react';
import { HistoryFailure } from '../HistoryFailure';
import type { Answer, Question } from './answer';
import styles from './AnswerPage.module.css';
import { answerSentence } from './answerSentence';
import { Assumptions } from './Assumptions';
import { matching } from './facets';
import type { ImpactAddress } from './impactAddress';
import { ItemFilters } from './ItemFilters';
import { ItemList } from './ItemList';
import { titleIn } from './itemWords';
import { impactTranslationRef } from './translation';
import { useAnswer } from './useAnswer';
import { useTitles } from './useTitles';

// What draws maps is large, and whoever reads the list does not need it.
const ImpactMap = lazy(async () => ({
  default: (await import('./map/ImpactMap')).ImpactMap,
}));

/** References that an answer has no titles for. */
function untitled(answer: Answer | undefined, down: readonly string[]) {
  if (!answer) return [];
  const { items, asked, titles } = answer;
  const others = [...asked, ...items].flatMap(
    ({ ref, standing, ownerRef, systemRef }) => [
      ownerRef,
      systemRef,
      standing.startsWith('survives') ? ref : undefined,
    ],
  );
  return [...others, ...answer.already, ...down].filter(
    (ref): ref is string => ref !== undefined && !(ref in titles),
  );
}

/** The answer to a question about an entity: in a sentence, then as a map or as a list. */
export function AnswerPage(props: {
  entityRef: string;
  name: string;
  question: Question;
  address: ImpactAddress;
}) {
  const { entityRef, name, question, address } = props;
  const { t } = useTranslationRef(impactTranslationRef);
  const url = useUrlValues();
  const narrow = useBreakpoint().down('md');
  const found = useAnswer(entityRef, question, address);
  const { answer, error } = found;
  const titles = useTitles(untitled(answer, address.down));
  const titleOf = useMemo(
    () => (answer ? titleIn(answer, titles) : nameOf),
    [answer, titles],
  );
  const { filter } = address;
  const matches = useMemo(
    () => answer && matching(answer.items, filter),
    // What is read from the address is new every time, even if it says the same.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [answer, JSON.stringify(filter)],
  );
  if (!answer) {
    return error ? (
      <HistoryFailure error={error} onRetry={() => found.refetch()} />
    ) : (
      <div aria-busy="true">
        <Skeleton height={320} />
      </div>
    );
  }
  const view = address.view ?? (narrow ? 'list' : 'map');
  const shown = matches
    ? answer.items.filter(({ ref }) => matches.has(ref))
    : answer.items;
  return (
    <div className={styles.page} aria-busy={found.isPrevious}>
      <div role="status">
        <Text as="p" variant="title-x-small">
          {answerSentence(answer, name, t)}
        </Text>
      </div>
      {question !== 'dependencies' && (
        <Assumptions answer={answer} address={address} titleOf={titleOf} />
      )}
      {answer.items.length === 0 ? (
        <Message
          icon={<RiCheckDoubleLine size={32} />}
          title={answerSentence(answer, name, t)}
        >
          {t(`empty.${question}`)}
        </Message>
      ) : (
        <>
          <ItemFilters
            answer={answer}
            address={address}
            titleOf={titleOf}
            view={view}
            matching={matches && shown.length}
          />
          {shown.length === 0 && (
            <Message
              icon={<RiFilterOffLine size={32} />}
              title={t('empty.filtered')}
            >
              {t('empty.filteredNext')}
            </Message>
          )}
          {shown.length > 0 && view === 'list' && (
            <ItemList
              answer={answer}
              items={shown}
              titles={titles}
              titleOf={titleOf}
              name={name}
              down={address.down}
            />
          )}
          {shown.length > 0 && view === 'map' && (
            <Suspense
              fallback={
                <div aria-busy="true">
                  <Skeleton height={560} />
                </div>
              }
            >
              <ImpactMap
                answer={answer}
                matches={matches}
                titleOf={titleOf}
                name={name}
                address={address}
                onSelect={item => url.set({ item }, { replace: true })}
                onAssume={down => url.set({ down })}
              />
            </Suspense>
          )}
        </>
      )}
    </div>
  );
}
