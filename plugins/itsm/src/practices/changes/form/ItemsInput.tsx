import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon, Text } from '@backstage/ui';
import { MOST_AFFECTED, nameOf } from '@callboard/plugin-itsm-common';
import { entityTitle, useCatalogEntity } from '@callboard/plugin-itsm-react';
import { RiCloseLine } from '@remixicon/react';
import { AddItem } from '../words/AddItem';
import styles from './ItemsInput.module.css';
import { changeFormTranslationRef } from './translation';

function useTitle(ref: string): string {
  const entity = useCatalogEntity(ref).data;
  return entity ? entityTitle(entity) : nameOf(ref);
}

function Item(props: {
  entityRef: string;
  isMain: boolean;
  onMakeMain: () => void;
  onRemove: () => void;
}) {
  const { entityRef, isMain, onMakeMain, onRemove } = props;
  const { t } = useTranslationRef(changeFormTranslationRef);
  const title = useTitle(entityRef);
  return (
    <li className={styles.item} title={entityRef}>
      <span className={styles.name}>{title}</span>
      {isMain ? (
        <span className={styles.main}>{t('items.main')}</span>
      ) : (
        <Button
          size="small"
          variant="tertiary"
          aria-label={t('items.makeMain', { item: title })}
          onPress={onMakeMain}
        >
          {t('items.main')}?
        </Button>
      )}
      <ButtonIcon
        size="small"
        variant="tertiary"
        icon={<RiCloseLine />}
        aria-label={t('items.remove', { item: title })}
        onPress={onRemove}
      />
    </li>
  );
}

/** Says who will get the change, before it is filed: ownership is the routing. */
function OwnerNote(props: { service: string }) {
  const { t } = useTranslationRef(changeFormTranslationRef);
  const service = useCatalogEntity(props.service).data;
  const owner = service?.relations?.find(
    r => r.type === RELATION_OWNED_BY,
  )?.targetRef;
  const group = useCatalogEntity(owner).data;
  if (!service) return null;
  return (
    <Text as="p" variant="body-small" color="secondary">
      {owner
        ? t('items.goesTo', {
            owner: group ? entityTitle(group) : nameOf(owner),
          })
        : t('items.noOwner')}
    </Text>
  );
}

/** Chooses what a change touches; the first is the main service. */
export function ItemsInput(props: {
  items: readonly string[];
  onChange: (items: string[]) => void;
  problem?: string;
}) {
  const { items, onChange, problem } = props;
  const { t } = useTranslationRef(changeFormTranslationRef);
  const without = (ref: string) => items.filter(other => other !== ref);
  return (
    <div className={styles.input}>
      {items.length < MOST_AFFECTED && (
        <AddItem
          label={t('items.label')}
          description={t('items.hint')}
          chosen={items}
          onAdd={ref => onChange([...items, ref])}
          isRequired={items.length === 0}
          problem={problem}
        />
      )}
      {items.length > 0 && (
        <>
          <ul className={styles.items} aria-label={t('items.chosen')}>
            {items.map((ref, index) => (
              <Item
                key={ref}
                entityRef={ref}
                isMain={index === 0}
                onMakeMain={() => onChange([ref, ...without(ref)])}
                onRemove={() => onChange(without(ref))}
              />
            ))}
          </ul>
          <OwnerNote service={items[0]} />
        </>
      )}
    </div>
  );
}
