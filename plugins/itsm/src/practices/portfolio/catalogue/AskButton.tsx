import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import type { OfferingBrief } from '@callboard/plugin-itsm-common';
import { catalogueTranslationRef } from './translation';

/** Leads to where one asks for an offering; nothing where words say it all. */
export function AskButton(props: {
  offering: Pick<OfferingBrief, 'asking' | 'name'>;
  size?: 'small' | 'medium';
  variant?: 'primary' | 'secondary';
}) {
  const { asking, name } = props.offering;
  const { size = 'small', variant = 'secondary' } = props;
  const { t } = useTranslationRef(catalogueTranslationRef);
  if (!asking.to || asking.way === 'text') return null;
  const words = t(`ask.${asking.way}`);
  const isOutside = /^[a-z]+:/i.test(asking.to);
  return (
    <ButtonLink
      size={size}
      variant={variant}
      href={asking.to}
      aria-label={`${words}: ${name}`}
      {...(isOutside && { target: '_blank', rel: 'noopener noreferrer' })}
    >
      {words}
    </ButtonLink>
  );
}
