import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import { Card, CardBody, CardHeader, Link, Skeleton } from '@backstage/ui';
import {
  cmdbClassRoutes,
  cmdbImportPermission,
  cmdbSourceRoutes,
} from '@callboard/plugin-itsm-common';
import type { CiAttributes } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  Message,
  Pill,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { ConfirmButton } from '../../../core/admin/ConfirmButton';
import { useAct } from '../../../core/admin/useAct';
import { useClassesQuery } from '../classes/useClasses';
import { useDataAddresses } from '../sources/addresses';
import { useSourceName } from '../sources/useSources';
import { AttributeList } from './AttributeList';
import styles from './Attributes.module.css';
import { Provenance } from './Provenance';
import { ciAttributesTranslationRef } from './translation';

/** Takes an item that comes from sources out of use, or brings it back. */
function Life(props: { item: CiAttributes }) {
  const { ref, owned, state } = props.item;
  const { t } = useTranslationRef(ciAttributesTranslationRef);
  const { allowed } = usePermission({ permission: cmdbImportPermission });
  const retire = useAct(cmdbSourceRoutes.retire, () => t('retired'));
  const restore = useAct(cmdbSourceRoutes.restore, () => t('restored'));
  if (!allowed || !owned || state === 'merged') return null;
  const body = { ref };
  return (
    <div className={styles.foot}>
      {state === 'retired' ? (
        <ConfirmButton
          question={t('state.retiredNext')}
          isPending={restore.isPending}
          onConfirm={() => restore.act({ body })}
        >
          {t('restore')}
        </ConfirmButton>
      ) : (
        <ConfirmButton
          destructive
          question={t('retireAsk')}
          isPending={retire.isPending}
          onConfirm={() => retire.act({ body })}
        >
          {t('retire')}
        </ConfirmButton>
      )}
    </div>
  );
}

function NoClass() {
  const { t } = useTranslationRef(ciAttributesTranslationRef);
  const { classes } = useDataAddresses();
  return (
    <Message small title={t('noClass')}>
      {t('noClassNext', {
        classes: <Link href={classes}>{t('classes')}</Link>,
      })}
    </Message>
  );
}

/** The attributes of an entity: what is known of it, who says so, and what is missing. */
export function EntityAttributesCard() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(ciAttributesTranslationRef);
  const ref = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  const query = useItsmQuery(cmdbClassRoutes.attributes, {
    query: { ref },
    live: true,
  });
  const classes = useClassesQuery();
  const item = query.data;
  const nameOf = useSourceName(item?.sources);
  const ciClass = classes.data?.items.find(c => c.key === item?.class);
  const failed = [query, classes].find(q => q.error && !q.data);
  const { allowed } = usePermission({ permission: cmdbImportPermission });
  const isPlain = item && !item.class && item.values.length === 0;
  // Most services are of no class; only who looks after classes wants to hear of it.
  if (isPlain && !allowed) return null;
  const required = item?.missing.filter(m => m.need === 'required').length ?? 0;
  return (
    <Card>
      <CardHeader>
        <div className={styles.head}>
          <h2 className={styles.title}>{t('title')}</h2>
          {item?.class && (
            <Pill tone="neutral">{ciClass?.name ?? item.class}</Pill>
          )}
        </div>
      </CardHeader>
      <CardBody>
        <div className={styles.body}>
          {failed && (
            <FailureMessage
              small
              error={failed.error}
              onRetry={() => {
                query.refetch();
                classes.refetch();
              }}
            />
          )}
          {!failed && (!item || !classes.data) && (
            <div aria-busy="true">
              <Skeleton height={120} />
            </div>
          )}
          {!failed && item && classes.data && (
            <>
              <Provenance item={item} nameOf={nameOf} />
              {item.class && required > 0 && (
                <p className={styles.hint}>
                  {t('incomplete', { count: required } as never)}
                </p>
              )}
              {!isPlain ? (
                <AttributeList
                  item={item}
                  ciClass={ciClass}
                  onLoadLatest={async () =>
                    (await query.refetch()).data?.version
                  }
                />
              ) : (
                <NoClass />
              )}
              <Life item={item} />
            </>
          )}
        </div>
      </CardBody>
    </Card>
  );
}
