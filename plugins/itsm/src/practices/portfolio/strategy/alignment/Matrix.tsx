import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Button, Link } from '@backstage/ui';
import { ALIGNED_TYPES } from '@callboard/plugin-itsm-common';
import type { Alignment, Serving } from '@callboard/plugin-itsm-common';
import { ChartFrame } from '@callboard/plugin-itsm-react';
import { objectiveRouteRef } from '../../routes';
import styles from '../Strategy.module.css';
import { alignmentTranslationRef } from '../translation';
import { Progress } from '../words/Progress';

type Row = Alignment['objectives'][number];

const isServed = ({ serving }: Row) =>
  ALIGNED_TYPES.some(type => serving[type].direct + serving[type].through > 0);

/** So many say it themselves, and so many through their service. */
function Cell(props: { serving: Serving; label: string }) {
  const { direct, through } = props.serving;
  const { t } = useTranslationRef(alignmentTranslationRef);
  const words = t('matrix.cell', {
    direct: String(direct),
    through: String(through),
  });
  if (direct + through === 0)
    return (
      <td
        className={`${styles.count} ${styles.nothing}`}
        data-label={props.label}
      >
        <span aria-label={t('matrix.nothing')}>–</span>
      </td>
    );
  return (
    <td className={styles.count} title={words} data-label={props.label}>
      <span aria-label={words}>
        {through === 0 ? direct : `${direct} + ${through}`}
      </span>
    </td>
  );
}

/** Which objectives are served by how many services, needs, changes and initiatives. */
export function Matrix(props: {
  alignment: Alignment;
  /** Shows what serves one. */
  onChoose: (number: string) => void;
}) {
  const { alignment, onChoose } = props;
  const { objectives, more } = alignment;
  const { t } = useTranslationRef(alignmentTranslationRef);
  const hrefOf = useRouteRef(objectiveRouteRef);
  const none = objectives.filter(one => !isServed(one)).length;
  return (
    <Box bg="neutral" className={styles.card}>
      <ChartFrame<Row, Row>
        title={t('matrix.title')}
        answer={
          none === 0
            ? t('matrix.answerAll')
            : t('matrix.answer', {
                none: String(none),
                all: String(objectives.length),
              })
        }
        legend={
          <p className={styles.hint}>
            {t('matrix.legend')}
            {more &&
              ` ${t('matrix.more', { shown: String(objectives.length) })}`}
          </p>
        }
        file={{
          rows: objectives,
          head: {
            label: t('matrix.objective'),
            of: ({ number, title }) => `${number} ${title}`,
          },
          columns: [
            {
              label: t('matrix.progress'),
              of: ({ progress }) => String(progress ?? ''),
            },
            ...ALIGNED_TYPES.flatMap(type =>
              (['direct', 'through'] as const).map(how => ({
                label: `${t(`type.${type}`)}, ${t(how)}`,
                of: ({ serving }: Row) => String(serving[type][how]),
              })),
            ),
          ],
        }}
      >
        <div className={styles.scroll}>
          <table className={`${styles.table} ${styles.matrix}`}>
            <thead>
              <tr>
                <th scope="col">{t('matrix.objective')}</th>
                <th scope="col">{t('matrix.progress')}</th>
                {ALIGNED_TYPES.map(type => (
                  <th key={type} scope="col" className={styles.count}>
                    {t(`type.${type}`)}
                  </th>
                ))}
                <td />
              </tr>
            </thead>
            <tbody>
              {objectives.map(one => {
                const href = hrefOf?.({ number: one.number });
                const words = `${one.number} ${one.title}`;
                return (
                  <tr key={one.id}>
                    <th scope="row">
                      {href ? <Link href={href}>{words}</Link> : words}
                      <div className={styles.hint}>{one.statusLabel}</div>
                    </th>
                    <td>
                      <Progress progress={one.progress} />
                    </td>
                    {ALIGNED_TYPES.map(type => (
                      <Cell
                        key={type}
                        serving={one.serving[type]}
                        label={t(`type.${type}`)}
                      />
                    ))}
                    <td className={styles.short}>
                      {isServed(one) && (
                        <Button
                          size="small"
                          variant="secondary"
                          aria-label={t('none.showOf', { number: one.number })}
                          onPress={() => onChoose(one.number)}
                        >
                          {t('none.show')}
                        </Button>
                      )}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      </ChartFrame>
    </Box>
  );
}
