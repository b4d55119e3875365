import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import {
  CHARTER_TRANSITIONS,
  PORTFOLIO_PARTS,
  serviceLifecycle,
} from '@callboard/plugin-itsm-common';
import type {
  PortfolioServiceSummary,
  ServiceState,
} from '@callboard/plugin-itsm-common';
import {
  RefLabel,
  RefusalAlert,
  RouterLink,
  TransitionDialog,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { RiArrowLeftRightLine } from '@remixicon/react';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { portfolioServiceRouteRef } from '../../routes';
import { shortCostOf } from '../costOf';
import { Score } from '../Score';
import { portfolioRegisterTranslationRef } from '../translation';
import styles from './Board.module.css';
import { useMoves } from './useMoves';

/** The way of a service from left to right. */
const COLUMNS: readonly ServiceState[] = [
  ...PORTFOLIO_PARTS.pipeline,
  ...PORTFOLIO_PARTS.live,
];
const ENDED: readonly ServiceState[] = PORTFOLIO_PARTS.retired;

const labelOf = (state: ServiceState) => serviceLifecycle.states[state].label;

/** Where a service in a state can be moved to by hand. */
const waysFrom = (state: ServiceState): ServiceState[] => [
  ...new Set(
    serviceLifecycle.transitions
      .filter(
        t => t.from.includes(state) && !CHARTER_TRANSITIONS.includes(t.name),
      )
      .map(t => t.to),
  ),
];

function Card(props: {
  row: PortfolioServiceSummary;
  refs: Refs;
  onMove: (to: ServiceState) => void;
  onDrag: (row: PortfolioServiceSummary | undefined) => void;
}) {
  const { row, refs, onMove, onDrag } = props;
  const { number, title, ownerRef, status } = row;
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  const href = useRouteRef(portfolioServiceRouteRef)?.({ number });
  const ways = waysFrom(status as ServiceState);
  const cost = shortCostOf(row);
  return (
    <li
      className={styles.card}
      draggable
      onDragStart={event => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', number);
        onDrag(row);
      }}
      onDragEnd={() => onDrag(undefined)}
    >
      <span className={styles.top}>
        <RouterLink
          className={styles.title}
          to={href ?? ''}
          data-card={number}
          draggable={false}
        >
          {`${number} ${title}`}
        </RouterLink>
        {ways.length > 0 && (
          <MenuTrigger>
            <ButtonIcon
              size="small"
              variant="tertiary"
              icon={<RiArrowLeftRightLine />}
              aria-label={t('board.move', { number })}
            />
            <Menu aria-label={t('board.move', { number })}>
              {ways.map(to => (
                <MenuItem key={to} onAction={() => onMove(to)}>
                  {t('board.moveTo', { state: labelOf(to) })}
                </MenuItem>
              ))}
            </Menu>
          </MenuTrigger>
        )}
      </span>
      <span className={styles.facts}>
        {row.valueScore !== undefined && (
          <span>
            {t('column.valueScore')} <Score score={row.valueScore} />
          </span>
        )}
        {row.riskScore !== undefined && (
          <span>
            {t('column.riskScore')} <Score score={row.riskScore} isBad />
          </span>
        )}
        {cost && <span>{cost}</span>}
        {ownerRef && <RefLabel entityRef={ownerRef} refs={refs} plain />}
        {row.entityGone && <span className={styles.gone}>{t('gone')}</span>}
      </span>
    </li>
  );
}

/** Goes to the next card up, down, left or right of the one that has the focus; m opens its moves. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const target = event.target as HTMLElement;
  if (!target.hasAttribute('data-card')) return;
  const column = target.closest('section')!;
  if (event.key === 'm') {
    event.preventDefault();
    target.closest('li')?.querySelector('button')?.click();
    return;
  }
  const cardsIn = (of: Element | null) =>
    of ? [...of.querySelectorAll<HTMLElement>('[data-card]')] : [];
  const own = cardsIn(column);
  const at = own.indexOf(target);
  let next: HTMLElement | undefined;
  if (event.key === 'ArrowDown') next = own[at + 1];
  else if (event.key === 'ArrowUp') next = own[at - 1];
  else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
    const side =
      event.key === 'ArrowRight'
        ? 'nextElementSibling'
        : 'previousElementSibling';
    let beside = column[side];
    while (beside && cardsIn(beside).length === 0) beside = beside[side];
    const cards = cardsIn(beside);
    next = cards[Math.min(at, cards.length - 1)];
  } else return;
  event.preventDefault();
  next?.focus();
}

/** Services in columns of their states, to be moved by mouse, by key or by touch. */
export function Board(props: {
  rows: readonly PortfolioServiceSummary[];
  refs: Refs;
}) {
  const { rows, refs } = props;
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  const moves = useMoves({
    noWay: ({ number, status }, to) =>
      t('board.noWay', {
        number,
        from: labelOf(status as ServiceState),
        to: labelOf(to),
      }),
  });
  const dragged = useRef<PortfolioServiceSummary>();
  const [drag, setDrag] = useState<PortfolioServiceSummary>();
  const [over, setOver] = useState<ServiceState>();
  const onDrag = (row: PortfolioServiceSummary | undefined) => {
    dragged.current = row;
    setDrag(row);
    if (!row) setOver(undefined);
  };
  const ways = drag ? waysFrom(drag.status as ServiceState) : [];
  const columns = [
    ...COLUMNS,
    ...ENDED.filter(
      state => ways.includes(state) || rows.some(r => r.status === state),
    ),
  ];
  const { made, asking, error } = moves;
  const board = useRef<HTMLDivElement>(null);
  const moved = useRef<string>();
  const move = (row: PortfolioServiceSummary, to: ServiceState) => {
    moved.current = row.number;
    moves.move(row, to);
  };
  useEffect(() => {
    // A card that went to another column is another element: the focus goes with it.
    if (moved.current && !asking && (made || error))
      board.current
        ?.querySelector<HTMLElement>(`[data-card='${moved.current}']`)
        ?.focus();
  }, [made, error, asking]);
  return (
    <>
      <div aria-live="polite" className={styles.said}>
        {made && (
          <>
            <span>
              {t('board.moved', {
                number: made.number,
                state: labelOf(made.to),
              })}
            </span>
            {made.back && (
              <Button size="small" variant="secondary" onPress={moves.undo}>
                {t('board.undo')}
              </Button>
            )}
          </>
        )}
        {!asking && <RefusalAlert error={error} />}
      </div>
      <p className={styles.keys}>{t('board.keys')}</p>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={board}
        className={styles.board}
        role="group"
        aria-label={t('board.label')}
        onKeyDown={walk}
      >
        {columns.map(state => {
          const own = rows.filter(row => moves.stateOf(row) === state);
          const takes = ways.includes(state);
          return (
            <section
              key={state}
              className={styles.column}
              aria-label={labelOf(state)}
              data-takes={takes ? '' : undefined}
              data-over={takes && over === state ? '' : undefined}
              onDragOver={event => {
                if (!takes) return;
                event.preventDefault();
                setOver(state);
              }}
              onDrop={event => {
                event.preventDefault();
                const row = dragged.current;
                onDrag(undefined);
                if (row) move(row, state);
              }}
            >
              <h3 className={styles.head}>
                {labelOf(state)} <span>{own.length}</span>
              </h3>
              {own.length === 0 && (
                <p className={styles.none}>
                  {takes
                    ? t('board.drop', { state: labelOf(state) })
                    : t('board.none')}
                </p>
              )}
              <ul className={styles.cards}>
                {own.map(row => (
                  <Card
                    key={row.id}
                    row={row}
                    refs={refs}
                    onMove={to => move(row, to)}
                    onDrag={onDrag}
                  />
                ))}
              </ul>
            </section>
          );
        })}
      </div>
      {asking && (
        <TransitionDialog
          offer={asking.offer}
          asked={asking.asked}
          number={asking.service.number}
          error={error}
          isPending={moves.isPending}
          onSubmit={moves.submit}
          onLoadLatest={moves.close}
          onClose={moves.close}
        />
      )}
    </>
  );
}
