import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { ButtonLink, Skeleton } from '@backstage/ui';
import type { ReactNode } from 'react';
import { isNotFound } from '../../api/errors';
import { usePageTitle } from '../../hooks/usePageTitle';
import { PageBody } from '../record/PageBody';
import { FailureMessage } from '../states/FailureMessage';

/** The page of a record that is loading, there, or not. */
export function RecordPageFrame(props: {
  number: string;
  href: string | undefined;
  /** Undefined until it is loaded. */
  title: string | undefined;
  error: unknown;
  onRetry: () => void;
  /** Where others are. */
  back: { href: string | undefined; label: string };
  children: ReactNode;
}) {
  const { number, href = '', title, error, back } = props;
  usePageTitle(title === undefined ? number : `${number} ${title}`);
  return (
    <BreadcrumbEntry entry={{ label: number, href }}>
      {title !== undefined && props.children}
      {title === undefined && Boolean(error) && (
        <FailureMessage
          error={error}
          onRetry={props.onRetry}
          actions={
            isNotFound(error) &&
            back.href && (
              <ButtonLink variant="secondary" href={back.href}>
                {back.label}
              </ButtonLink>
            )
          }
        />
      )}
      {title === undefined && !error && (
        <PageBody title={number}>
          <Skeleton height={36} />
          <Skeleton height={220} />
        </PageBody>
      )}
    </BreadcrumbEntry>
  );
}
