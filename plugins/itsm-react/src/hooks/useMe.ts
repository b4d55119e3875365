import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';

/** The signed-in person's reference, lower-case as records keep it; undefined until known. */
export function useMe(): string | undefined {
  const identity = useApi(identityApiRef);
  const { data } = useQuery({
    queryKey: ['itsm-me'],
    queryFn: () => identity.getBackstageIdentity(),
    staleTime: Infinity,
  });
  return data?.userEntityRef.toLocaleLowerCase('en-US');
}
