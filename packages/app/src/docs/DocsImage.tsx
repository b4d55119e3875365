import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text } from '@backstage/ui';
import { appTranslationRef } from '../translation';
import styles from './DocsImage.module.css';
import { useImage } from './useDocs';

/** A picture of the documentation. */
export function DocsImage(props: { path: string; alt: string }) {
  const { path, alt } = props;
  const { t } = useTranslationRef(appTranslationRef);
  const image = useImage(path);
  if (image.error) {
    return (
      <Text as="span" color="secondary">
        {alt ? `${alt}: ` : ''}
        {t('docs.imageFailed')}
      </Text>
    );
  }
  if (!image.data) return <Skeleton height={180} />;
  return <img className={styles.image} src={image.data} alt={alt} />;
}
