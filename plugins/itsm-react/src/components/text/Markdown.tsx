import { Link } from '@backstage/core-components';
import type { ReactNode } from 'react';
import ReactMarkdown from 'react-markdown';
import gfm from 'remark-gfm';
import styles from './Markdown.module.css';

const SAFE_ADDRESS = /^(https?:\/\/|mailto:|\/|#)/i;

/** A link if its address is one that may be followed; any other is shown as the text it is. */
function SafeLink(props: { to: string | undefined; children: ReactNode }) {
  const { to, children } = props;
  // Backstage's Link throws on a dangerous address, and one comment must not take down a page.
  if (!to || !SAFE_ADDRESS.test(to)) return <>{children}</>;
  return <Link to={to}>{children}</Link>;
}

/**
 * Text that somebody wrote, as GitHub-flavoured Markdown.
 *
 * Not core-components' MarkdownContent: that one renders the HTML it finds safe, and here HTML in
 * a text is part of what the person wanted to show (a page's source, an error's body), so it
 * stays text. Images become links: a record must not load a stranger's address in every
 * reader's browser.
 */
export function Markdown(props: { children: string }) {
  return (
    <ReactMarkdown
      className={styles.markdown}
      remarkPlugins={[gfm]}
      components={{
        a: ({ href, children }) => <SafeLink to={href}>{children}</SafeLink>,
        img: ({ src, alt }) => <SafeLink to={src}>{alt || src}</SafeLink>,
      }}
    >
      {props.children}
    </ReactMarkdown>
  );
}
