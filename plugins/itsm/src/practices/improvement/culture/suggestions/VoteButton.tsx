import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { suggestionRoutes } from '@callboard/plugin-itsm-common';
import type { SuggestionSummary } from '@callboard/plugin-itsm-common';
import {
  errorSentence,
  ITSM_QUERY_ROOT,
  itsmQueryKey,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { RiThumbUpFill, RiThumbUpLine } from '@remixicon/react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { cultureTranslationRef } from '../translation';

/** Says how many want something, and takes one's own vote or gives it back. */
export function VoteButton(props: {
  suggestion: Pick<
    SuggestionSummary,
    'number' | 'votes' | 'voted' | 'statusCategory'
  >;
  /** Says in words what it does. */
  withWords?: boolean;
}) {
  const { suggestion, withWords } = props;
  const { number, statusCategory } = suggestion;
  const { t } = useTranslationRef(cultureTranslationRef);
  const toast = useApi(toastApiRef);
  const queries = useQueryClient();
  const vote = useItsmMutation(suggestionRoutes.vote);
  const unvote = useItsmMutation(suggestionRoutes.unvote);
  // At once, before the server has answered; what it says counts.
  const [wanted, setWanted] = useState<boolean>();
  const voted = wanted ?? suggestion.voted;
  const votes = suggestion.votes + (Number(voted) - Number(suggestion.voted));
  const isOver = statusCategory === 'closed' || statusCategory === 'cancelled';

  const toggle = async () => {
    const { mutateAsync } = voted ? unvote : vote;
    setWanted(!voted);
    const params = { id: number };
    try {
      const shown = await mutateAsync({ params });
      queries.setQueryData(
        itsmQueryKey(suggestionRoutes.get, { params }),
        shown,
      );
      await queries.invalidateQueries({
        queryKey: [ITSM_QUERY_ROOT, suggestionRoutes.list.name],
      });
    } catch (error) {
      toast.post({ title: errorSentence(error), status: 'danger' });
    } finally {
      setWanted(undefined);
    }
  };
  const does = voted
    ? t('suggestions.vote.takeBack', { number })
    : t('suggestions.vote.for', { number });
  const count = t('suggestions.vote.label', { count: votes });
  const words = voted
    ? t('suggestions.vote.taken')
    : t('suggestions.vote.give');
  return (
    <Button
      size="small"
      variant={withWords && !voted ? 'secondary' : 'tertiary'}
      iconStart={
        voted ? <RiThumbUpFill aria-hidden /> : <RiThumbUpLine aria-hidden />
      }
      isDisabled={isOver || vote.isPending || unvote.isPending}
      aria-pressed={voted}
      // What can be read says it all; a number alone does not.
      aria-label={withWords ? undefined : `${count}. ${does}`}
      onPress={toggle}
    >
      {withWords ? `${votes} · ${words}` : String(votes)}
    </Button>
  );
}
