import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Link } from '@backstage/ui';
import { csvText, type RefInfo } from '@callboard/plugin-itsm-common';
import { RefLabel, useEntityHref } from '@callboard/plugin-itsm-react';
import {
  RiArrowLeftSLine,
  RiArrowRightSLine,
  RiDownload2Line,
} from '@remixicon/react';
import { Fragment, useEffect, useMemo, useState } from 'react';
import type { Answer, AnswerItem } from './answer';
import { CopyButton } from './CopyButton';
import styles from './ItemList.module.css';
import { explainer, kindWords } from './itemWords';
import { downloadText } from './keepText';
import { StandingPills } from './StandingPills';
import { impactTranslationRef } from './translation';

const PAGE = 50;

/** The items of an answer with how each is reached: what the map says, as a table. */
export function ItemList(props: {
  answer: Answer;
  /** Those of them to show. */
  items: readonly AnswerItem[];
  titles: Readonly<Record<string, RefInfo>>;
  titleOf: (ref: string) => string;
  /** Names the file that is kept. */
  name: string;
  down: readonly string[];
}) {
  const { answer, items, titles, titleOf, name, down } = props;
  const { t } = useTranslationRef(impactTranslationRef);
  const hrefOf = useEntityHref();
  const [first, setFirst] = useState(0);
  // Another answer begins at its beginning.
  useEffect(() => setFirst(0), [answer.question, items.length]);
  const pathOf = useMemo(() => explainer(answer), [answer]);
  const start = first < items.length ? first : 0;
  const page = items.slice(start, start + PAGE);
  const step = (ref: string) => {
    const href = hrefOf(ref);
    return href ? <Link href={href}>{titleOf(ref)}</Link> : titleOf(ref);
  };
  const csv = () =>
    csvText([
      [
        'ref',
        'title',
        'kind',
        'type',
        'owner',
        'system',
        'steps',
        'state',
        'path',
      ],
      ...items.map(item => [
        item.ref,
        titleOf(item.ref),
        item.kind,
        item.type ?? '',
        item.ownerRef ?? '',
        item.systemRef ?? '',
        item.distance,
        [item.standing, ...item.states].join(' '),
        pathOf(item.ref).join(' > '),
      ]),
    ]);
  return (
    <div className={styles.list}>
      <div className={styles.tools}>
        <CopyButton
          label={t('list.copy')}
          copied={t('list.copied')}
          text={csv}
        />
        <Button
          variant="secondary"
          iconStart={<RiDownload2Line />}
          onPress={() =>
            downloadText(`${name}-${answer.question}.csv`, 'text/csv', csv())
          }
        >
          {t('list.download')}
        </Button>
      </div>
      <table className={styles.table} aria-label={t('list.label')}>
        <thead>
          <tr>
            <th scope="col">{t('list.item')}</th>
            <th scope="col">{t('list.kind')}</th>
            <th scope="col">{t('list.owner')}</th>
            <th scope="col" className={styles.number}>
              {t('list.steps')}
            </th>
            <th scope="col">{t('list.state')}</th>
            <th scope="col">{t('list.path')}</th>
          </tr>
        </thead>
        <tbody>
          {page.map(item => (
            <tr key={item.ref}>
              <th scope="row">{step(item.ref)}</th>
              <td>{kindWords(item)}</td>
              <td data-label={t('list.owner')}>
                {item.ownerRef && (
                  <RefLabel
                    entityRef={item.ownerRef}
                    refs={{
                      [item.ownerRef]: {
                        ...(titles[item.ownerRef] ?? {
                          kind: 'group',
                          dangling: false,
                        }),
                        title: titleOf(item.ownerRef),
                      },
                    }}
                  />
                )}
              </td>
              <td data-label={t('list.steps')} className={styles.number}>
                {item.distance}
              </td>
              <td>
                <span className={styles.pills}>
                  <StandingPills
                    item={item}
                    assumedDown={down.includes(item.ref)}
                  />
                </span>
              </td>
              <td data-label={t('list.path')} className={styles.path}>
                {pathOf(item.ref).map((ref, i) => (
                  <Fragment key={ref}>
                    {i > 0 && <span aria-hidden> › </span>}
                    {step(ref)}
                  </Fragment>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {items.length > PAGE && (
        <nav className={styles.pages} aria-label={t('list.pages')}>
          <span>
            {t('list.range', {
              from: String(start + 1),
              to: String(start + page.length),
              all: String(items.length),
            })}
          </span>
          <Button
            variant="secondary"
            iconStart={<RiArrowLeftSLine />}
            isDisabled={start === 0}
            onPress={() => setFirst(start - PAGE)}
          >
            {t('list.previous')}
          </Button>
          <Button
            variant="secondary"
            iconEnd={<RiArrowRightSLine />}
            isDisabled={start + PAGE >= items.length}
            onPress={() => setFirst(start + PAGE)}
          >
            {t('list.next')}
          </Button>
        </nav>
      )}
    </div>
  );
}
