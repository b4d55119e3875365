import { Children, isValidElement, ReactNode } from 'react';
import { CodeSnippet, Link } from '@backstage/core-components';
import ReactMarkdown, { Components } from 'react-markdown';
import gfm from 'remark-gfm';
import { DocsImage } from './DocsImage';
import styles from './DocsMarkdown.module.css';
import { resolveHref, resolvePath, slugOf } from './links';

/**
 * A page of documentation. Links and images are relative to the page, as they are on a code host
 * and in mkdocs. HTML in the text stays text.
 */
export function DocsMarkdown(props: { page: string; markdown: string }) {
  const { page, markdown } = props;
  return (
    <ReactMarkdown
      className={styles.markdown}
      remarkPlugins={[gfm]}
      components={componentsFor(page)}
    >
      {markdown}
    </ReactMarkdown>
  );
}

const code: Components['code'] = ({ inline, className, children }) => {
  const language = /language-(\w+)/.exec(className ?? '')?.[1];
  if (inline) return <code>{children}</code>;
  return (
    <CodeSnippet
      language={language ?? 'text'}
      text={String(children).replace(/\n$/, '')}
    />
  );
};

function componentsFor(page: string): Components {
  return {
    h1: heading('h1'),
    h2: heading('h2'),
    h3: heading('h3'),
    h4: heading('h4'),
    code,
    // The snippet brings its own.
    pre: ({ children }) => <>{children}</>,
    table: ({ children }) => (
      <div className={styles.table}>
        <table>{children}</table>
      </div>
    ),
    a: ({ href, children }) => {
      const to = href && resolveHref(page, href);
      return to ? <Link to={to}>{children}</Link> : <>{children}</>;
    },
    img: ({ src, alt }) => {
      const path = src && resolvePath(page, src);
      return path ? <DocsImage path={path} alt={alt ?? ''} /> : <>{alt}</>;
    },
  };
}

function heading(Tag: 'h1' | 'h2' | 'h3' | 'h4') {
  return ({ children }: { children?: ReactNode }) => {
    const id = slugOf(textOf(children));
    return (
      <Tag id={id}>
        {children}
        <a href={`#${id}`} className={styles.anchor} aria-hidden tabIndex={-1}>
          #
        </a>
      </Tag>
    );
  };
}

function textOf(node: ReactNode): string {
  return Children.toArray(node)
    .map(child =>
      isValidElement<{ children?: ReactNode }>(child)
        ? textOf(child.props.children)
        : String(child),
    )
    .join('');
}
