import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import {
  RefusalAlert,
  RouterLink,
  TransitionDialog,
} from '@callboard/plugin-itsm-react';
import {
  RiArrowLeftRightLine,
  RiArrowLeftSLine,
  RiArrowRightSLine,
} from '@remixicon/react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { portfolioTranslationRef } from '../translation';
import styles from './Board.module.css';
import { waysFrom } from './BoardSpec';
import type { BoardRow, BoardSpec } from './BoardSpec';
import { useMoves } from './useMoves';
import { useSideways } from './useSideways';
import { walk } from './walk';

function Card(props: {
  row: BoardRow;
  href: string | undefined;
  facts: ReactNode;
  ways: readonly string[];
  labelOf: (state: string) => string;
  onMove: (to: string) => void;
  onDrag: (isDragged: boolean) => void;
}) {
  const { row, href, facts, ways, labelOf, onMove, onDrag } = props;
  const { number, title } = row;
  const { t } = useTranslationRef(portfolioTranslationRef);
  return (
    <li
      className={styles.card}
      draggable
      onDragStart={event => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', number);
        onDrag(true);
      }}
      onDragEnd={() => onDrag(false)}
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
      <span className={styles.facts}>{facts}</span>
    </li>
  );
}

/** Records in columns of their states, to be moved by mouse, by key or by touch. */
export function Board<R extends BoardRow>(props: {
  label: string;
  spec: BoardSpec;
  /** As the list has them. */
  rows: readonly R[];
  /** Always there, from left to right. */
  columns: readonly string[];
  /** There if somebody is in them, or what is dragged could go there. */
  more: readonly string[];
  hrefOf: (row: R) => string | undefined;
  factsOf: (row: R) => ReactNode;
}) {
  const { label, spec, columns, more, hrefOf, factsOf } = props;
  const { t } = useTranslationRef(portfolioTranslationRef);
  const labelOf = (state: string) => spec.lifecycle.states[state].label;
  const moves = useMoves(spec, {
    noWay: ({ number, status }, to) =>
      t('board.noWay', { number, from: labelOf(status), to: labelOf(to) }),
  });
  const rows = props.rows.map(row => ({ ...row, status: moves.stateOf(row) }));
  const dragged = useRef<R>();
  const [drag, setDrag] = useState<R>();
  const [over, setOver] = useState<string>();
  const onDrag = (row: R | undefined) => {
    dragged.current = row;
    setDrag(row);
    if (!row) setOver(undefined);
  };
  const waysOf = ({ status }: BoardRow) => waysFrom(spec, status);
  const ways = drag ? waysOf(drag) : [];
  const shown = [
    ...columns,
    ...more.filter(
      state => ways.includes(state) || rows.some(row => row.status === state),
    ),
  ];
  const { made, asking, error } = moves;
  const board = useRef<HTMLDivElement>(null);
  const { before, behind, go } = useSideways(board, shown.length);
  const moved = useRef<string>();
  const move = (row: R, to: string) => {
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
      <div className={styles.bar}>
        <p className={styles.keys}>{t('board.keys')}</p>
        {(before > 0 || behind > 0) && (
          <span className={styles.sideways}>
            <span aria-live="polite">
              {[
                before > 0 && t('board.before', { states: String(before) }),
                behind > 0 && t('board.behind', { states: String(behind) }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
            <ButtonIcon
              size="small"
              variant="secondary"
              icon={<RiArrowLeftSLine />}
              aria-label={t('board.left')}
              isDisabled={before === 0}
              onPress={() => go(-1)}
            />
            <ButtonIcon
              size="small"
              variant="secondary"
              icon={<RiArrowRightSLine />}
              aria-label={t('board.right')}
              isDisabled={behind === 0}
              onPress={() => go(1)}
            />
          </span>
        )}
      </div>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={board}
        className={styles.board}
        data-before={before > 0 ? '' : undefined}
        data-behind={behind > 0 ? '' : undefined}
        role="group"
        aria-label={label}
        onKeyDown={walk}
      >
        {shown.map(state => {
          const own = rows.filter(({ status }) => status === state);
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
              <h2 className={styles.head}>
                {labelOf(state)} <span>{own.length}</span>
              </h2>
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
                    href={hrefOf(row)}
                    facts={factsOf(row)}
                    ways={waysOf(row)}
                    labelOf={labelOf}
                    onMove={to => move(row, to)}
                    onDrag={isDragged => onDrag(isDragged ? row : undefined)}
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
          number={asking.record.number}
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
