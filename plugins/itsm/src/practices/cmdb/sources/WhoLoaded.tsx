import { nameOf } from '@callboard/plugin-itsm-common';
import { RefLabel } from '@callboard/plugin-itsm-react';
import { useTitles } from '../impact/useTitles';

/** Who began a load: a person by name, the portal itself by what it calls itself. */
export function WhoLoaded(props: { actorRef: string }) {
  const { actorRef } = props;
  const isEntity = /^(user|group):/.test(actorRef);
  const refs = useTitles(isEntity ? [actorRef] : []);
  return isEntity ? (
    <RefLabel entityRef={actorRef} refs={refs} />
  ) : (
    <>{actorRef.includes(':') ? nameOf(actorRef) : actorRef}</>
  );
}
