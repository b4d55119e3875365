import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { cabRoutes, changeLifecycle } from '@callboard/plugin-itsm-common';
import type { CabAgenda, CabItem } from '@callboard/plugin-itsm-common';
import {
  ExportButton,
  PageBody,
  refTitle,
  usePageTitle,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { RiArrowLeftLine, RiPrinterLine } from '@remixicon/react';
import { choiceLabel } from '../fields';
import { windowWords } from '../words/planned';
import styles from './Minutes.module.css';
import { cabTranslationRef } from './translation';

const NO_COLUMNS: readonly string[] = [];

function ItemRow({ item, refs }: { item: CabItem; refs: Refs }) {
  const { change, seat } = item;
  const { t } = useTranslationRef(cabTranslationRef);
  const answer = t(`answer.${seat.answer}`);
  return (
    <tr>
      <td>
        <b>{change.number}</b> {change.title}
        {change.serviceRef && (
          <span className={styles.about}>
            {refTitle(change.serviceRef, refs)}
          </span>
        )}
      </td>
      <td>
        {windowWords({ start: change.plannedStart, end: change.plannedEnd })}
      </td>
      <td>{change.risk && choiceLabel('risk', change.risk)}</td>
      <td>
        {seat.decidedByRef
          ? t('answer.by', {
              answer,
              who: refTitle(seat.decidedByRef, refs),
            })
          : answer}
        {seat.decidedAt && (
          <span className={styles.about}>
            {windowWords({ start: seat.decidedAt })}
          </span>
        )}
      </td>
      <td className={styles.note}>{seat.note}</td>
    </tr>
  );
}

/** The agenda of a meeting with what was decided: to be printed, and kept as a file. */
export function Minutes(props: { agenda: CabAgenda; onBack: () => void }) {
  const { agenda, onBack } = props;
  const { board, meeting, items, emergencies, refs } = agenda;
  const { t } = useTranslationRef(cabTranslationRef);
  const title = t('minutes.title', { board: board.title });
  usePageTitle(title);
  return (
    <div className={styles.paper}>
      <PageBody
        title={title}
        actions={
          <span className={styles.tools}>
            <Button
              variant="tertiary"
              iconStart={<RiArrowLeftLine />}
              onPress={onBack}
            >
              {t('minutes.back')}
            </Button>
            <ExportButton
              route={{
                ...cabRoutes.minutes,
                path: `/changes/cab/${encodeURIComponent(board.key)}/minutes`,
              }}
              question={{ meeting: meeting.startsAt }}
              columns={NO_COLUMNS}
            />
            <Button
              variant="secondary"
              iconStart={<RiPrinterLine />}
              onPress={() => window.print()}
            >
              {t('minutes.print')}
            </Button>
          </span>
        }
      >
        <Text as="p" color="secondary">
          {windowWords({ start: meeting.startsAt, end: meeting.endsAt })} ·{' '}
          {t('meeting.group', { group: refTitle(board.groupRef, refs) })}
        </Text>
        <section>
          <h2 className={styles.heading}>{t('minutes.items')}</h2>
          {items.length === 0 ? (
            <Text as="p" color="secondary">
              {t('minutes.none')}
            </Text>
          ) : (
            <div className={styles.scroll}>
              <table className={styles.table}>
                <thead>
                  <tr>
                    <th>{t('minutes.change')}</th>
                    <th>{t('minutes.planned')}</th>
                    <th>{t('minutes.risk')}</th>
                    <th>{t('minutes.decision')}</th>
                    <th>{t('minutes.note')}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map(item => (
                    <ItemRow key={item.change.id} item={item} refs={refs} />
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </section>
        {emergencies.length > 0 && (
          <section>
            <h2 className={styles.heading}>{t('emergencies.title')}</h2>
            <div className={styles.scroll}>
              <table className={styles.table}>
                <thead>
                  <tr>
                    <th>{t('minutes.change')}</th>
                    <th>{t('minutes.status')}</th>
                    <th>{t('minutes.outcome')}</th>
                  </tr>
                </thead>
                <tbody>
                  {emergencies.map(change => (
                    <tr key={change.id}>
                      <td>
                        <b>{change.number}</b> {change.title}
                      </td>
                      <td>
                        {(
                          changeLifecycle.states as Record<
                            string,
                            { label: string }
                          >
                        )[change.status]?.label ?? change.status}
                      </td>
                      <td>
                        {change.outcome &&
                          choiceLabel('outcome', change.outcome)}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </section>
        )}
      </PageBody>
    </div>
  );
}
