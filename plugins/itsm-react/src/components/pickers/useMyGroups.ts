import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';

const NONE: readonly string[] = [];

/** The groups that the signed-in person belongs to, lower-case; empty until known. */
export function useMyGroups(): readonly string[] {
  const identity = useApi(identityApiRef);
  const { data = NONE } = useQuery({
    queryKey: ['itsm-my-groups'],
    queryFn: async () => {
      const { ownershipEntityRefs } = await identity.getBackstageIdentity();
      return ownershipEntityRefs
        .map(ref => ref.toLocaleLowerCase('en-US'))
        .filter(ref => ref.startsWith('group:'));
    },
    staleTime: Infinity,
  });
  return data;
}
