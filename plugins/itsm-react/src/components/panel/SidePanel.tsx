import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon } from '@backstage/ui';
import {
  RiArrowDownSLine,
  RiArrowUpSLine,
  RiCloseLine,
  RiFullscreenLine,
} from '@remixicon/react';
import { useEffect, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useGo } from '../../routing';
import { itsmReactTranslationRef } from '../../translation';
import { isTyping } from '../table/rows';
import styles from './SidePanel.module.css';

/** A list with room for what is open beside it. */
export function ListAndPanel(props: { list: ReactNode; panel: ReactNode }) {
  const { list, panel } = props;
  return (
    <div className={styles.split} data-open={panel ? '' : undefined}>
      <div className={styles.list}>{list}</div>
      {panel}
    </div>
  );
}

/** What is open beside a list: a record in short, with the way to its page. */
export function SidePanel(props: {
  /** What is open, e.g. `INC-1042`. */
  name: string;
  /** Its own page. */
  href: string | undefined;
  onClose: () => void;
  /** Gives the keyboard back to the list. */
  onLeave: () => void;
  /** Goes to the row above or below. */
  onStep?: (by: 1 | -1) => void;
  canStep?: (by: 1 | -1) => boolean;
  /** Moves the keyboard into the panel whenever it changes. */
  focusKey?: number;
  children: ReactNode;
}) {
  const { name, href, onClose, onLeave, onStep, focusKey, children } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const go = useGo();
  const panel = useRef<HTMLElement>(null);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focusKey) panel.current?.focus();
  }, [focusKey]);
  useEffect(() => {
    // Another record begins at its beginning.
    body.current?.scrollTo?.({ top: 0 });
  }, [name]);
  const listen = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    // Whoever types leaves the text first, and closes the panel with a second press.
    if (isTyping(event.target)) panel.current?.focus();
    else {
      onClose();
      onLeave();
    }
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      ref={panel}
      className={styles.panel}
      aria-label={name}
      tabIndex={-1}
      onKeyDown={listen}
    >
      <div className={styles.head}>
        <span className={styles.tools}>
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={<RiArrowUpSLine />}
            aria-label={t('panel.previous')}
            isDisabled={!onStep || !props.canStep?.(-1)}
            onPress={() => onStep?.(-1)}
          />
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={<RiArrowDownSLine />}
            aria-label={t('panel.next')}
            isDisabled={!onStep || !props.canStep?.(1)}
            onPress={() => onStep?.(1)}
          />
        </span>
        <span className={styles.tools}>
          {href && (
            <ButtonIcon
              size="small"
              variant="tertiary"
              icon={<RiFullscreenLine />}
              aria-label={t('panel.full')}
              onPress={() => go(href)}
            />
          )}
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={<RiCloseLine />}
            aria-label={t('panel.close')}
            onPress={() => {
              onClose();
              onLeave();
            }}
          />
        </span>
      </div>
      <div ref={body} className={styles.body}>
        {children}
      </div>
    </aside>
  );
}
