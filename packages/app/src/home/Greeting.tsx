import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useUserProfile } from '@backstage/plugin-user-settings';
import { Skeleton, Text } from '@backstage/ui';
import { appTranslationRef } from '../translation';

/** Says hello with the name of whoever is signed in, and what day it is for them. */
export function Greeting() {
  const { t } = useTranslationRef(appTranslationRef);
  const { displayName, loading } = useUserProfile();
  const now = new Date();
  const name = displayName.split(' ')[0];
  return (
    <div>
      {loading ? (
        <Skeleton width={260} height={32} />
      ) : (
        <Text as="h1" variant="title-small" weight="bold">
          {t(`home.${dayPart(now.getHours())}`, { name })}
        </Text>
      )}
      <Text as="p" color="secondary">
        {now.toLocaleDateString(undefined, {
          weekday: 'long',
          day: 'numeric',
          month: 'long',
          year: 'numeric',
        })}
      </Text>
    </div>
  );
}

function dayPart(hour: number): 'morning' | 'afternoon' | 'evening' {
  if (hour < 12) return 'morning';
  return hour < 18 ? 'afternoon' : 'evening';
}
