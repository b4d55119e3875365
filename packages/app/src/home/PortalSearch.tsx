import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SearchField } from '@backstage/ui';
import { useNavigate } from 'react-router-dom';
import { appTranslationRef } from '../translation';

/** Looks for something in the whole portal. */
export function PortalSearch() {
  const { t } = useTranslationRef(appTranslationRef);
  const navigate = useNavigate();
  const [text, setText] = useState('');
  return (
    <SearchField
      aria-label={t('home.search')}
      placeholder={t('home.search')}
      size="medium"
      value={text}
      onChange={setText}
      onSubmit={() =>
        text.trim() &&
        navigate(`/search?query=${encodeURIComponent(text.trim())}`)
      }
    />
  );
}
