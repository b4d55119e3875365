import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { ciTaskLifecycle } from '@callboard/plugin-itsm-common';
import type { Finding } from '@callboard/plugin-itsm-common';
import { useHealthAddresses } from '../addresses';
import { ciFindingTranslationRef } from './translation';

/** The task of a finding and how it stands; without its number for who may not read it. */
export function FindingTask(props: {
  task: NonNullable<Finding['task']>;
  /** Words only, where a link would stand in another one. */
  plain?: boolean;
}) {
  const { number, status } = props.task;
  const { t } = useTranslationRef(ciFindingTranslationRef);
  const { task } = useHealthAddresses();
  if (!number) return <>{t('hasTask')}</>;
  const states: Readonly<Record<string, { label: string } | undefined>> =
    ciTaskLifecycle.states;
  const state = status ? states[status]?.label ?? status : undefined;
  return (
    <span>
      {props.plain ? number : <Link href={task(number)}>{number}</Link>}
      {state && ` · ${state}`}
    </span>
  );
}
