import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { kernelRoutes } from '@callboard/plugin-itsm-common';
import type { IncidentSummary } from '@callboard/plugin-itsm-common';
import {
  refTitle,
  RelativeTime,
  RouterLink,
  useItsmQuery,
  useMe,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { requestRouteRef } from '../routes';
import styles from './MyRequests.module.css';
import { PlainStateChip, useNextStep } from './PlainStateChip';
import { plainText } from './plainText';
import { requestsTranslationRef } from './translation';

/** Comments looked at for the last one that somebody else wrote. */
const LOOKED_AT = 5;

/** What the desk said last, as one line of plain text. */
function LastWord(props: { request: IncidentSummary }) {
  const { request } = props;
  const { t } = useTranslationRef(requestsTranslationRef);
  const me = useMe();
  const { data } = useItsmQuery(kernelRoutes.listJournal, {
    params: { id: request.number },
    query: { show: 'comments', limit: LOOKED_AT },
    staleTime: 30_000,
  });
  if (!data || !me) return null;
  const entry = data.items.find(e => e.comment?.body && e.actorRef !== me);
  if (!entry) return <p className={styles.about}>{t('list.noWord')}</p>;
  return (
    <p className={styles.word}>
      <span className={styles.about}>
        {t('list.lastWord')}, <RelativeTime instant={entry.at} />:{' '}
      </span>
      {plainText(entry.comment!.body!)}
    </p>
  );
}

/** Something that was asked for: what, since when, how it stands, what next, the last word. */
export function RequestCard(props: {
  request: IncidentSummary;
  refs: Refs | undefined;
}) {
  const { request, refs } = props;
  const { t } = useTranslationRef(requestsTranslationRef);
  const href = useRouteRef(requestRouteRef)?.({ number: request.number });
  const nextStep = useNextStep();
  return (
    <article className={styles.card}>
      <div className={styles.cardHead}>
        <h2 className={styles.cardTitle}>
          {href ? (
            <RouterLink to={href} className={styles.cardLink}>
              {request.title}
            </RouterLink>
          ) : (
            request.title
          )}
        </h2>
        <PlainStateChip standing={request} />
      </div>
      <p className={styles.about}>
        {request.serviceRef && `${refTitle(request.serviceRef, refs)} · `}
        {t('list.since')} <RelativeTime instant={request.createdAt} />
        {request.requestedForRef &&
          request.requestedForRef !== request.requesterRef &&
          ` · ${t('list.filedFor', {
            who: refTitle(request.requestedForRef, refs),
          })}`}
        {` · ${request.number}`}
      </p>
      <p className={styles.next}>{nextStep(request)}</p>
      <LastWord request={request} />
    </article>
  );
}
