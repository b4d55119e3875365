import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon, Link } from '@backstage/ui';
import { useEntityHref, useGo } from '@callboard/plugin-itsm-react';
import {
  RiArrowDownCircleLine,
  RiCloseLine,
  RiFocus3Line,
  RiCollapseVerticalLine,
} from '@remixicon/react';
import { useEffect, useId, useRef } from 'react';
import type { Answer, AnswerItem } from '../answer';
import { questionSearch } from '../impactAddress';
import type { ImpactAddress } from '../impactAddress';
import { kindWords, redundancySentence } from '../itemWords';
import { StandingPills } from '../StandingPills';
import { impactTranslationRef } from '../translation';
import { DEPENDENCIES_PATH } from '../useDependenciesHref';
import styles from './ImpactMap.module.css';
import type { MapNode } from './visibleGraph';

/** Explains an item of a map: why it is there, whose it is, and what can be asked next. */
export function ItemPanel(props: {
  answer: Answer;
  item: AnswerItem;
  titleOf: (ref: string) => string;
  /** What explains it, the way that failure goes. */
  path: readonly string[];
  address: ImpactAddress;
  /** What is drawn of it. */
  beyond: MapNode | undefined;
  onFold: () => void;
  onSelect: (ref: string | undefined) => void;
  onAssume: (refs: string[]) => void;
  /** Moves the keyboard into the panel whenever it changes. */
  focusKey: number;
  /** Closes the panel and gives the keyboard back to the map. */
  onLeave: () => void;
}) {
  const { answer, item, titleOf, path, address, beyond, onSelect } = props;
  const { t } = useTranslationRef(impactTranslationRef);
  const hrefOf = useEntityHref();
  const go = useGo();
  const heading = useId();
  const panel = useRef<HTMLElement>(null);
  const { focusKey, onLeave } = props;
  useEffect(() => {
    if (focusKey) panel.current?.focus();
  }, [focusKey]);
  const { ref } = item;
  const { down } = address;
  const isAssumed = down.includes(ref);
  const href = hrefOf(ref);
  const redundancy = redundancySentence(item, t);
  const drawn = beyond?.what === 'item' ? beyond : undefined;
  const facts = [
    { label: t('item.owner'), of: item.ownerRef },
    { label: t('item.system'), of: item.systemRef },
  ];
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      ref={panel}
      className={styles.panel}
      aria-labelledby={heading}
      tabIndex={-1}
      onKeyDown={event => event.key === 'Escape' && onLeave()}
    >
      <div className={styles.panelHead}>
        <h2 id={heading}>{titleOf(ref)}</h2>
        <ButtonIcon
          size="small"
          variant="tertiary"
          icon={<RiCloseLine />}
          aria-label={t('item.close')}
          onPress={onLeave}
        />
      </div>
      <p className={styles.quiet}>
        {kindWords(item)} · {t('item.steps', { count: item.distance })}
      </p>
      <div className={styles.pills}>
        <StandingPills item={item} assumedDown={isAssumed} />
      </div>
      <dl className={styles.facts}>
        {facts.map(({ label, of }) => {
          const to = of && hrefOf(of);
          return (
            of && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>
                  {to ? <Link href={to}>{titleOf(of)}</Link> : titleOf(of)}
                </dd>
              </div>
            )
          );
        })}
      </dl>
      {path.length > 1 && (
        <>
          <h3>{t('item.why')}</h3>
          <ol className={styles.path}>
            {path.map(step => (
              <li key={step} aria-current={step === ref ? 'step' : undefined}>
                {step === ref ? (
                  titleOf(step)
                ) : (
                  <button type="button" onClick={() => onSelect(step)}>
                    {titleOf(step)}
                  </button>
                )}
              </li>
            ))}
          </ol>
        </>
      )}
      {redundancy && <p>{redundancy}</p>}
      <div className={styles.actions}>
        {href && <Link href={href}>{t('item.open')}</Link>}
        {href && item.distance > 0 && (
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiFocus3Line />}
            onPress={() =>
              go(
                `${href}${DEPENDENCIES_PATH}${questionSearch(
                  { ...address, down: down.filter(d => d !== ref) },
                  answer.question,
                )}`,
              )
            }
          >
            {t('item.ask')}
          </Button>
        )}
        {answer.question !== 'dependencies' && item.distance > 0 && (
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiArrowDownCircleLine />}
            onPress={() =>
              props.onAssume(
                isAssumed ? down.filter(d => d !== ref) : [...down, ref],
              )
            }
          >
            {isAssumed ? t('item.assumed') : t('item.assumeDown')}
          </Button>
        )}
        {drawn && drawn.beyond > 0 && (
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiCollapseVerticalLine />}
            onPress={props.onFold}
          >
            {drawn.folded
              ? t('item.unfold', { number: String(drawn.beyond) })
              : t('item.fold', { number: String(drawn.beyond) })}
          </Button>
        )}
      </div>
    </aside>
  );
}
