import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import { useParams } from 'react-router-dom';

const NoSuchPage = lazy(async () => ({
  default: (await import('./NoSuchPage')).NoSuchPage,
}));

/**
 * Says so where an address leads to no tab of the page: one that does not exist, that is switched
 * off, or that the reader may not see. Without it the page would be blank.
 */
export function KnownPaths(props: {
  paths: readonly string[];
  children: ReactNode;
}) {
  const { '*': rest = '' } = useParams();
  const asked = rest.split('/')[0];
  const known = !asked || props.paths.some(p => p.replace(/^\//, '') === asked);
  if (known) return <>{props.children}</>;
  return (
    <Suspense fallback={null}>
      <main>
        <NoSuchPage />
      </main>
    </Suspense>
  );
}
