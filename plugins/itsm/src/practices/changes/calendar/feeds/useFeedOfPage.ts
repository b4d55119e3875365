import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { nameOf } from '@callboard/plugin-itsm-common';
import { choiceLabel } from '../../fields';
import { changeCalendarTranslationRef } from '../translation';
import type { CalendarOnPage } from '../useCalendar';
import type { FeedOfPage } from './SubscribeDialog';

/** What a feed of the page as it is filtered would have. */
export function useFeedOfPage({ url, result }: CalendarOnPage): FeedOfPage {
  const { t } = useTranslationRef(changeCalendarTranslationRef);
  const refs = result.data?.refs;
  const titleOf = (ref: string) => refs?.[ref]?.title ?? nameOf(ref);
  const teams = url.list('team');
  const services = url.list('service');
  const types = url.list('type');
  const words = [
    ...teams.map(team => (team === 'mine' ? t('filter.mine') : titleOf(team))),
    ...services.map(titleOf),
    ...types.map(type => choiceLabel('changeType', type)),
  ].join(', ');
  return { teams, services, types, words };
}
