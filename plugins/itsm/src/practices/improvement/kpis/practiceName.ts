import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { kpisTranslationRef } from './translation';

const KNOWN = [
  'incidents',
  'changes',
  'service-levels',
  'cmdb',
  'surveys',
  'improvement',
  'deployments',
] as const;

/** What practices are called; one nobody has heard of by its word. */
export function usePracticeName(): (practice: string) => string {
  const { t } = useTranslationRef(kpisTranslationRef);
  return practice => {
    const known = KNOWN.find(each => each === practice);
    if (known) return t(`practice.${known}`);
    const words = practice.replace(/-/g, ' ');
    return words.charAt(0).toUpperCase() + words.slice(1);
  };
}
