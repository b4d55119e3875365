import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Progress, ResponseErrorPanel } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useParams } from 'react-router-dom';
import { appTranslationRef } from '../translation';
import { ContentsTree } from './ContentsTree';
import { DocsArticle } from './DocsArticle';
import styles from './DocsPage.module.css';
import { pageAt } from './links';
import { useContents } from './useDocs';

// Documentation changes rarely while somebody reads it.
const client = new QueryClient({
  defaultOptions: { queries: { staleTime: 60_000, retry: false } },
});

/** The documentation: what there is to read beside what is being read. */
export function DocsPage() {
  return (
    <QueryClientProvider client={client}>
      <Docs />
    </QueryClientProvider>
  );
}

function Docs() {
  const { t } = useTranslationRef(appTranslationRef);
  const contents = useContents();
  const page = pageAt(useParams()['*'] ?? '');

  if (contents.isPending) return <Progress />;
  if (contents.error) {
    return (
      <ResponseErrorPanel
        title={t('docs.loadingFailed')}
        error={contents.error}
      />
    );
  }
  return (
    <main className={styles.docs}>
      <nav className={styles.contents} aria-label={t('docs.contents')}>
        <details className={styles.folded}>
          <summary>{t('docs.contents')}</summary>
          <ContentsTree items={contents.data.items} current={page} />
        </details>
        <div className={styles.unfolded}>
          <ContentsTree items={contents.data.items} current={page} />
        </div>
      </nav>
      <DocsArticle key={page} page={page} items={contents.data.items} />
    </main>
  );
}
