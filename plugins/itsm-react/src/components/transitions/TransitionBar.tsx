import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text, VisuallyHidden } from '@backstage/ui';
import type {
  FieldDefinition,
  Lifecycle,
  Viewer,
} from '@callboard/plugin-itsm-common';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { itsmReactTranslationRef } from '../../translation';
import type { FieldValue } from '../fields/FieldInput';
import { RefusalAlert } from '../states/RefusalAlert';
import { fieldsToAsk } from './fieldsToAsk';
import type { TransitionOffer } from './fieldsToAsk';
import { inOrder, weightOf } from './inOrder';
import type { Weight } from './inOrder';
import { RefusedButton } from './RefusedButton';
import styles from './TransitionBar.module.css';
import { TransitionDialog } from './TransitionDialog';

/** What the bar of a record's actions takes. */
export interface TransitionBarProps {
  record: Readonly<Record<string, unknown>> & {
    number: string;
    version: number;
  };
  viewer: Viewer;
  lifecycle: Lifecycle;
  fields: readonly FieldDefinition[];
  /** Takes a transition. Rejects with the server's refusal. */
  onTransition: (
    name: string,
    values: Record<string, FieldValue>,
    version: number,
  ) => Promise<unknown>;
  /** Brings the latest of the record and gives its version. */
  onLoadLatest: () => Promise<number | undefined>;
  /** What is meant by a field, by its key, where its label does not say it all. */
  hints?: Readonly<Record<string, string>>;
  /** Stands below a text's control and may write into it, e.g. canned replies. */
  textTools?: (write: (text: string) => void) => ReactNode;
  /** What else can be done with the record: a menu at the end of the bar. */
  more?: ReactNode;
  /** What is said where there is nothing to do, in place of that it is over. */
  none?: string;
  /** In a panel beside a list the bar stays where it is on a phone, too. */
  embedded?: boolean;
}

/**
 * What can be done with a record now, as buttons from its lifecycle. One that cannot be used says
 * why; one that needs something asks for exactly that.
 */
export function TransitionBar(props: TransitionBarProps) {
  const { record, viewer, lifecycle, fields } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const [open, setOpen] = useState<{
    offer: TransitionOffer;
    version: number;
  }>();
  const [pending, setPending] = useState<string>();
  const [error, setError] = useState<unknown>();
  const [reason, setReason] = useState<string>();
  const [done, setDone] = useState<string>();
  const [others, setOthers] = useState(false);
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!done) return undefined;
    // The button that was pressed is gone with what it did: whoever uses keys goes on from the bar.
    const timer = setTimeout(() => {
      if (document.activeElement === document.body)
        bar.current?.focus({ preventScroll: true });
    }, 100);
    return () => clearTimeout(timer);
  }, [done]);

  const allowed = inOrder(
    viewer.transitions.filter(o => o.allowed),
    lifecycle,
  );
  const refused = viewer.transitions.filter(o => !o.allowed);
  const isTheirs = (offer: TransitionOffer) =>
    lifecycle.transitions
      .find(way => way.name === offer.name)
      ?.who.some(who => viewer.standing.includes(who)) ?? true;
  // What could be theirs but is not now says why; what is for others would only be in the way.
  const disabled = refused.filter(isTheirs);
  const forOthers = refused.filter(offer => !isTheirs(offer));
  const worker = viewer.standing.includes('worker');

  const take = async (
    offer: TransitionOffer,
    values: Record<string, FieldValue>,
    version: number,
  ): Promise<boolean> => {
    setPending(offer.name);
    setError(undefined);
    try {
      await props.onTransition(offer.name, values, version);
      setOpen(undefined);
      const state = lifecycle.states[offer.to]?.label ?? offer.to;
      setDone(t('transition.done', { number: record.number, state }));
      return true;
    } catch (e) {
      setError(e);
      return false;
    } finally {
      setPending(undefined);
    }
  };
  const start = (offer: TransitionOffer) => {
    setReason(undefined);
    setError(undefined);
    if (fieldsToAsk(offer, fields, record, lifecycle).length > 0) {
      setOpen({ offer, version: record.version });
    } else {
      take(offer, {}, record.version);
    }
  };
  const loadLatest = async () => {
    const version = await props.onLoadLatest();
    setError(undefined);
    setOpen(o => o && { ...o, version: version ?? o.version });
  };

  return (
    <div
      className={props.embedded ? styles.bar : `${styles.bar} ${styles.sticky}`}
      role="group"
      aria-label={t('transition.bar')}
      ref={bar}
      tabIndex={-1}
    >
      <div className={styles.buttons}>
        {allowed.map((offer, index) => (
          <Button
            key={offer.name}
            variant={variantOf(weightOf(offer, lifecycle), index === 0)}
            isPending={pending === offer.name}
            onPress={() => start(offer)}
          >
            {offer.label}
          </Button>
        ))}
        {disabled.map(offer => (
          <RefusedButton key={offer.name} offer={offer} onExplain={setReason} />
        ))}
        {!worker && allowed.length === 0 && forOthers.length > 0 && (
          <Text color="secondary">{t('transition.notYours')}</Text>
        )}
        {!worker && forOthers.length > 0 && (
          <Button
            variant="tertiary"
            aria-expanded={others}
            onPress={() => setOthers(!others)}
          >
            {t('transition.others')}
          </Button>
        )}
        {viewer.transitions.length === 0 && (
          <Text color="secondary">{props.none ?? t('transition.none')}</Text>
        )}
        {props.more}
      </div>
      {others && !worker && (
        <ul className={styles.reasons}>
          {forOthers.map(offer => (
            <li key={offer.name}>{offer.reason}</li>
          ))}
        </ul>
      )}
      {!open && <RefusalAlert error={error} onLoadLatest={loadLatest} />}
      <Text as="p" variant="body-small" color="secondary" role="status">
        {reason}
      </Text>
      {/* Who sees the page sees it in the head. */}
      <VisuallyHidden role="status">{done}</VisuallyHidden>
      {open && (
        <TransitionDialog
          offer={open.offer}
          asked={fieldsToAsk(open.offer, fields, record, lifecycle)}
          number={record.number}
          error={error}
          isPending={pending === open.offer.name}
          onSubmit={values => take(open.offer, values, open.version)}
          onLoadLatest={loadLatest}
          onClose={() => setOpen(undefined)}
          hints={props.hints}
          textTools={props.textTools}
        />
      )}
    </div>
  );
}

/** One button is the way on; what ends it or goes back stands back. */
function variantOf(weight: Weight, first: boolean) {
  if (weight === 'end' || weight === 'back') return 'tertiary';
  return weight === 'forward' && first ? 'primary' : 'secondary';
}
