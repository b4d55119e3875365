import type { PromiseSource } from '@callboard/plugin-itsm-common';
import { RouterLink } from '@callboard/plugin-itsm-react';
import { Fragment } from 'react';
import { useServiceLevelAddresses } from '../addresses';

/** Where a promise stands: its agreement, or its objective. */
export function SourceLink({ source }: { source: PromiseSource }) {
  const addresses = useServiceLevelAddresses();
  const to =
    source.kind === 'agreement'
      ? addresses.agreement(source.key)
      : addresses.objective(source.key);
  return to ? (
    <RouterLink to={to}>{source.name}</RouterLink>
  ) : (
    <>{source.name}</>
  );
}

/** Several of them. */
export function SourceLinks(props: { sources: readonly PromiseSource[] }) {
  return (
    <>
      {props.sources.map((source, n) => (
        <Fragment key={`${source.kind} ${source.key}`}>
          {n > 0 && ', '}
          <SourceLink source={source} />
        </Fragment>
      ))}
    </>
  );
}
