import { usePermission } from '@backstage/plugin-permission-react';
import { ButtonLink } from '@backstage/ui';
import type { RecordPermissions } from '@callboard/plugin-itsm-common';
import { RiShieldKeyholeLine } from '@remixicon/react';
import type { ReactNode } from 'react';
import { Message } from './Message';

/**
 * What is there for those who have a permission, such as a form. Whoever opens it by its address without that
 * reads that it is not for them, who may, and where to go instead of writing what would be refused.
 */
export function ForWhoMay(props: {
  permission: RecordPermissions['create'];
  /** That somebody may not, in one sentence. */
  title: string;
  /** Who may, and what to do instead. */
  who: string;
  /** The way back; left out where there is no address. */
  back?: { href?: string; label: string };
  /** What else can be done. */
  actions?: ReactNode;
  children: ReactNode;
}) {
  const { permission, title, who, back, actions, children } = props;
  const { allowed, loading } = usePermission({ permission });
  if (allowed) return <>{children}</>;
  if (loading) return null;
  return (
    <Message
      icon={<RiShieldKeyholeLine size={32} />}
      title={title}
      actions={
        <>
          {actions}
          {back?.href && (
            <ButtonLink variant="secondary" href={back.href}>
              {back.label}
            </ButtonLink>
          )}
        </>
      }
    >
      {who}
    </Message>
  );
}
