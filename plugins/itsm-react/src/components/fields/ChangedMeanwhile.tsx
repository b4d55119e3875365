import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex } from '@backstage/ui';
import type { FieldDefinition } from '@callboard/plugin-itsm-common';
import { kernelRoutes } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '../../api/useItsmQuery';
import { itsmReactTranslationRef } from '../../translation';
import { refTitle } from '../text/RefLabel';
import type { Refs } from '../text/RefLabel';
import type { FieldValue } from './FieldInput';
import { FieldValueText } from './FieldValueText';

const LOOKED_AT = 20;

/** Who changed a field last, as far as the latest changes tell. */
function useLastChanger(number: string, field: string): string | undefined {
  const { data } = useItsmQuery(kernelRoutes.listJournal, {
    params: { id: number },
    query: { show: 'changes', limit: LOOKED_AT },
  });
  const entry = data?.items.find(item =>
    item.changes.some(change => change.field === field),
  );
  return entry?.actorRef && refTitle(entry.actorRef, data?.refs);
}

/**
 * Says that somebody changed a field while it was being edited here, and to what. Nothing of what
 * was typed is lost: the reader takes the new value or goes on with their own.
 */
export function ChangedMeanwhile(props: {
  field: FieldDefinition;
  number: string;
  value: FieldValue;
  refs: Refs | undefined;
  onShow: () => void;
  onKeep: () => void;
}) {
  const { field, number, value, refs, onShow, onKeep } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const who = useLastChanger(number, field.key) ?? t('timeline.somebody');
  return (
    <Alert
      role="status"
      icon
      status="warning"
      title={t('meanwhile.title', { who, field: field.label })}
      // Below the words, not beside them: a side column has no room for both.
      description={
        <Flex direction="column" gap="2">
          {field.type !== 'text' && (
            <span>
              {t('meanwhile.now')}{' '}
              <FieldValueText field={field} value={value} refs={refs} />
            </span>
          )}
          <Flex gap="2" style={{ flexWrap: 'wrap' }}>
            <Button size="small" variant="secondary" onPress={onShow}>
              {t('meanwhile.show')}
            </Button>
            <Button size="small" variant="tertiary" onPress={onKeep}>
              {t('meanwhile.keep')}
            </Button>
          </Flex>
        </Flex>
      }
    />
  );
}
