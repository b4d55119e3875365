import type { ReactElement, ReactNode } from 'react';
import styles from './Pill.module.css';
import tones from './tones.module.css';

/** The house's semantic colours, by meaning. */
export type Tone =
  | 'critical'
  | 'danger'
  | 'warning'
  | 'info'
  | 'success'
  | 'neutral';

/** A word on a coloured ground with a shape before it: readable without seeing the colour. */
export function Pill(props: {
  tone: Tone;
  icon?: ReactElement;
  title?: string;
  children: ReactNode;
}) {
  return (
    <span className={`${styles.pill} ${tones[props.tone]}`} title={props.title}>
      {props.icon}
      <span>{props.children}</span>
    </span>
  );
}
