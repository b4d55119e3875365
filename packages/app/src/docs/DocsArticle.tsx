import { useEffect } from 'react';
import { Link, Progress, ResponseErrorPanel } from '@backstage/core-components';
import { ResponseError } from '@backstage/errors';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { RiArrowLeftLine, RiArrowRightLine } from '@remixicon/react';
import { useLocation } from 'react-router-dom';
import { appTranslationRef } from '../translation';
import styles from './DocsArticle.module.css';
import { DocsMarkdown } from './DocsMarkdown';
import { DOCS_ROOT, hrefOf } from './links';
import { DocsItem, pagesOf } from './types';
import { usePage } from './useDocs';

/** One page with the way to the one before and the one after. */
export function DocsArticle(props: {
  page: string;
  items: readonly DocsItem[];
}) {
  const { page, items } = props;
  const { t } = useTranslationRef(appTranslationRef);
  const text = usePage(page);
  useJumpToAnchor(Boolean(text.data));

  if (text.isPending) return <Progress />;
  if (isMissing(text.error)) {
    return (
      <div>
        <Text as="p">{t('docs.pageMissing', { path: page })}</Text>
        <Link to={DOCS_ROOT}>{t('docs.first')}</Link>
      </div>
    );
  }
  if (text.error) {
    return (
      <ResponseErrorPanel title={t('docs.loadingFailed')} error={text.error} />
    );
  }
  return (
    <article className={styles.article}>
      <DocsMarkdown page={page} markdown={text.data.markdown} />
      <Neighbours page={page} items={items} />
    </article>
  );
}

function isMissing(error: Error | null): boolean {
  return error instanceof ResponseError && error.statusCode === 404;
}

function Neighbours(props: { page: string; items: readonly DocsItem[] }) {
  const { t } = useTranslationRef(appTranslationRef);
  const pages = pagesOf(props.items);
  const at = pages.findIndex(entry => entry.path === props.page);
  const previous = at > 0 ? pages[at - 1] : undefined;
  const next = at >= 0 ? pages[at + 1] : undefined;
  return (
    <footer className={styles.neighbours}>
      {previous && (
        <Link
          to={hrefOf(previous.path)}
          aria-label={`${t('docs.previous')}: ${previous.title}`}
        >
          <RiArrowLeftLine size={16} /> {previous.title}
        </Link>
      )}
      {next && (
        <Link
          to={hrefOf(next.path)}
          aria-label={`${t('docs.next')}: ${next.title}`}
          className={styles.next}
        >
          {next.title} <RiArrowRightLine size={16} />
        </Link>
      )}
    </footer>
  );
}

/** Goes to the heading the address names, once the page is there: the browser looked too early. */
function useJumpToAnchor(loaded: boolean) {
  const { hash } = useLocation();
  useEffect(() => {
    if (!loaded || !hash) return;
    const id = decodeURIComponent(hash.slice(1));
    document.getElementById(id)?.scrollIntoView();
  }, [hash, loaded]);
}
