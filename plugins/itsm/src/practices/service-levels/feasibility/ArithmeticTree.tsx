import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { percentWords, SUPPLIED_PREFIX } from '@callboard/plugin-itsm-common';
import type {
  FeasibilityExplanation,
  FeasibilityStep,
  RefInfo,
} from '@callboard/plugin-itsm-common';
import { RefLabel, refTitle } from '@callboard/plugin-itsm-react';
import type { ReactNode } from 'react';
import styles from './ArithmeticTree.module.css';
import { SourceLinks } from './SourceLink';
import { feasibilityTranslationRef } from './translation';

type Availability = NonNullable<FeasibilityExplanation['availability']>;
type Refs = Readonly<Record<string, RefInfo>>;

/** Steps that are open from the start. */
const OPEN_DEPTH = 2;

/** An item by its name; for what its suppliers promise, too. */
export function Name(props: { entityRef: string; refs: Refs }) {
  const { entityRef, refs } = props;
  const item = entityRef.startsWith(SUPPLIED_PREFIX)
    ? entityRef.slice(SUPPLIED_PREFIX.length)
    : entityRef;
  return <RefLabel entityRef={item} refs={refs} />;
}

interface TreeProps {
  steps: readonly FeasibilityStep[];
  counted: ReadonlyMap<string, Availability['counted'][number]>;
  refs: Refs;
}

/** Why an item is up so often: what it promises, or what is left of that. */
function Why(props: {
  step: FeasibilityStep;
  promise?: Availability['counted'][number];
}) {
  const { step, promise } = props;
  const { t } = useTranslationRef(feasibilityTranslationRef);
  if (step.value === 1) return <>{t('step.assumedUp')}</>;
  if (step.value === 0) return <>{t('step.assumedDown')}</>;
  if (!promise) return <>{t('step.unpromised')}</>;
  const promised = percentWords(promise.promised);
  const asPromised = percentWords(step.value) === promised;
  const words = () => {
    if (asPromised) return t('step.by');
    return t(step.kind === 'own' ? 'step.left' : 'step.less', { promised });
  };
  return (
    <>
      {words()} <SourceLinks sources={promise.sources} />
    </>
  );
}

/** What a step is, in words. */
function StepName(props: TreeProps & { step: FeasibilityStep }) {
  const { step, counted, refs } = props;
  const { t } = useTranslationRef(feasibilityTranslationRef);
  const name = step.ref === undefined ? '' : refTitle(step.ref, refs);
  switch (step.kind) {
    case 'item':
    case 'own':
      return (
        <>
          <Name entityRef={step.ref!} refs={refs} />
          <span className={styles.about}>
            <Why step={step} promise={counted.get(step.ref!)} />
          </span>
        </>
      );
    case 'group':
      return (
        <>
          {t('step.group', {
            name,
            atLeast: String(step.atLeast),
            of: String(step.parts.length),
          })}
        </>
      );
    case 'given':
      return <>{t('step.given', { name })}</>;
    case 'exact': {
      const names = (step.refs ?? []).map(ref => refTitle(ref, refs));
      if (step.value === 1) return <>{t('step.certainUp')}</>;
      if (step.value === 0) return <>{t('step.certainDown')}</>;
      return (
        <>
          {t('step.exact')}
          <span className={styles.about}>
            {t('step.shared', { names: names.join(', ') })}
          </span>
        </>
      );
    }
    default:
      return <>{t('step.all')}</>;
  }
}

function Row(props: { value: number; words?: string; children: ReactNode }) {
  const { value, words, children } = props;
  return (
    <span className={styles.row}>
      <span className={styles.name}>
        {children}
        {words && <span className={styles.figures}>{words}</span>}
      </span>
      <span className={styles.value}>{percentWords(value)}</span>
    </span>
  );
}

/** Where there is something to reckon, in figures. */
const figuresOf = ({ kind, parts, words }: FeasibilityStep) =>
  parts.length > 0 && kind !== 'item' ? words : undefined;

function Branch(props: TreeProps & { place: number; depth: number }) {
  const { steps, refs, place, depth } = props;
  const { t } = useTranslationRef(feasibilityTranslationRef);
  const step = steps[place];
  const row = (
    <Row value={step.value} words={figuresOf(step)}>
      <StepName {...props} step={step} />
    </Row>
  );
  if (step.parts.length === 0) return <li className={styles.leaf}>{row}</li>;
  const ways =
    step.kind === 'given'
      ? (['up', 'down'] as const).map((way, n) =>
          t(`step.${way}`, {
            name: refTitle(step.ref!, refs),
            chance: percentWords(n === 0 ? step.chance! : 1 - step.chance!),
          }),
        )
      : [];
  // What an item takes is told beneath it at once, without a line that says that it is told.
  const only = steps[step.parts[0]];
  const parts =
    step.kind === 'item' && only.kind === 'all' ? only.parts : step.parts;
  return (
    <li>
      <details open={depth < OPEN_DEPTH}>
        <summary className={styles.summary}>{row}</summary>
        <ul className={styles.parts}>
          {parts.map((part, n) =>
            step.kind === 'given' ? (
              <li key={part}>
                <span className={styles.way}>{ways[n]}</span>
                <ul className={styles.parts}>
                  <Branch {...props} place={part} depth={depth + 1} />
                </ul>
              </li>
            ) : (
              <Branch key={part} {...props} place={part} depth={depth + 1} />
            ),
          )}
        </ul>
      </details>
    </li>
  );
}

/** How an availability comes about, step by step; each can be opened and closed. */
export function ArithmeticTree(props: {
  label: string;
  availability: Availability;
  refs: Refs;
}) {
  const { label, availability, refs } = props;
  const { steps } = availability;
  const counted = new Map(availability.counted.map(one => [one.ref, one]));
  const [whole] = steps;
  const tree = { steps, counted, refs };
  // The whole is a product more often than not: its factors stand side by side.
  const tops = whole.kind === 'all' ? whole.parts : [0];
  return (
    <div className={styles.tree}>
      <Row
        value={whole.value}
        words={whole.kind === 'all' ? figuresOf(whole) : undefined}
      >
        <strong>{label}</strong>
      </Row>
      <ul className={styles.parts}>
        {tops.map(place => (
          <Branch key={place} {...tree} place={place} depth={0} />
        ))}
      </ul>
    </div>
  );
}
